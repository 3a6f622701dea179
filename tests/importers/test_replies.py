"""Answers that come by mail, as bytes and out of a real mail server."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.importers import replies
from interlock.importers.replies import each, read
from interlock.records.errors import NoBook, NoMailbox
from interlock.records.reply import MOST_BYTES
from tests.importers.test_mailbox import box, ports

__all__ = ["box", "ports"]
PLAIN = b"From: Bob <Bob@acme.example>\nMessage-ID: <1@acme>\n"


def mail(text="Yes.", html="", **heads):
    made = EmailMessage()
    first = {"From": "Bob <Bob@acme.example>", "Message-ID": "<1@acme>", "Subject": "Re: Inn"}
    for name, said in (first | {key.replace("_", "-"): one for key, one in heads.items()}).items():
        made[name] = said
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def test_who_wrote_what_to_whom_and_in_answer_to_what():
    found = read(
        mail(
            To="Interlock <interlock+abc@acme.example>", Cc="x@else.example",
            In_Reply_To="<c@acme>", References="<a@acme> <b@acme> <c@acme>", Subject="Grüße",
        ).as_bytes()
    )  # fmt: skip
    assert (found.id, found.sender, found.subject) == ("<1@acme>", "bob@acme.example", "Grüße")
    assert found.to == ("interlock+abc@acme.example", "x@else.example")
    assert found.answers == ("<c@acme>", "<b@acme>", "<a@acme>")
    assert (found.text, found.machine, found.forged, found.is_whole) == ("Yes.", "", "", True)


def test_two_senders_are_none():
    assert read(b"From: a@acme.example, b@acme.example\n\nYes").sender == ""


def test_plain_words_come_first_and_those_of_html_where_there_are_no_others():
    assert read(mail("plain", "<p>html</p>").as_bytes()).text == "plain"
    assert read(mail(" ", "<p>html<br>two</p>").as_bytes()).text == "html\ntwo"


def test_lines_that_a_program_broke_are_whole_again():
    said = b"One line that \ngoes on.\n> quoted \nnew\n-- \nBob"
    flowed = PLAIN + b"Content-Type: text/plain; format=flowed\n\n" + said
    assert read(flowed).text == "One line that goes on.\nnew"
    joined = flowed.replace(b"flowed\n", b"flowed; delsp=yes\n")
    assert read(joined).text == "One line thatgoes on.\nnew"
    assert read(PLAIN + b"\n" + said).text == "One line that\ngoes on.\nnew"


def test_what_is_attached_is_named_and_no_word_of_it_is_read():
    made = mail("See the plan.")
    made.add_attachment(b"secret", maintype="text", subtype="plain", filename="Plan März.txt")
    made.add_attachment(mail("forwarded"))
    made.add_attachment(
        b"\x89PNG", maintype="image", subtype="png", cid="<logo>", disposition="inline",
        filename="logo.png",
    )  # fmt: skip
    found = read(made.as_bytes())
    assert found.text == "See the plan."
    assert found.attachments == ("Plan März.txt", "message/rfc822")


MACHINES = {
    "Auto-Submitted": ["auto-replied", "auto-generated", "auto-notified"],
    "Precedence": ["bulk", "junk", "list"],
    "X-Auto-Response-Suppress": ["All"],
    "X-Autoreply": ["yes"],
    "Return-Path": ["<>", "< >"],
    "List-Id": ["Weekly <weekly.acme.example>"],
}


@pytest.mark.parametrize(
    ("name", "said"), [(name, one) for name, some in MACHINES.items() for one in some]
)
def test_what_no_person_wrote_says_so(name, said):
    raw = f"{name}: {said}\n".encode() + PLAIN + b"\nI am away"
    assert read(raw, ours=["interlock@acme.example"]).machine == f"{name}: {said}"


@pytest.mark.parametrize(
    "head",
    ["Auto-Submitted: no", "Precedence: normal", "Return-Path: <bob@acme.example>",
     "List-Id: <dev.else.example>", "Importance: high"],
)  # fmt: skip
def test_what_a_person_wrote_does_not(head):
    raw = head.encode() + b"\n" + PLAIN + b"\nYes"
    assert read(raw, ours=["interlock@acme.example"]).machine == ""


SERVER = "mx.acme.example"
RESULTS = {
    f"{SERVER}; dmarc=fail (p=none) header.from=acme.example": "dmarc=fail",
    f"{SERVER} 1; spf=pass smtp.mailfrom=x; dkim=none; dmarc=FAIL": "dmarc=fail",
    f"{SERVER.upper()}; dmarc=fail": "dmarc=fail",
    f"{SERVER}; dmarc=pass; spf=fail": "",
    f"{SERVER}; spf=fail; dkim=pass": "",
    f"{SERVER}; spf=fail; dkim=none": "spf=fail, and no dkim=pass",
    f"{SERVER}; spf=fail (x; dkim=pass)": "spf=fail, and no dkim=pass",
    "mx.else.example; dmarc=fail": "",
    f"{SERVER}.else.example; dmarc=fail": "",
    f"{SERVER}; none": "",
    "": "",
}


@pytest.mark.parametrize(("said", "forged"), RESULTS.items(), ids=range(len(RESULTS)))
def test_what_the_server_that_took_it_in_says_of_its_sender_counts_and_nobody_elses(said, forged):
    raw = f"Authentication-Results: {said}\n".encode() + PLAIN + b"\nYes"
    assert read(raw, server=SERVER).forged == forged
    assert read(raw).forged == ""


def test_what_a_forger_adds_below_makes_it_no_better():
    own, added = f"{SERVER}; dmarc=fail", f"{SERVER}; dmarc=pass"
    heads = "".join(f"Authentication-Results: {one}\n" for one in (own, added))
    assert read(heads.encode() + PLAIN + b"\nYes", server=SERVER).forged == "dmarc=fail"


def test_of_what_is_too_large_or_too_deep_the_head_alone_is_read():
    found = read(PLAIN + b"\n" + b"x" * MOST_BYTES)
    assert (found.sender, found.text, found.is_whole) == ("bob@acme.example", "", False)
    deep = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    )
    found = read(PLAIN + deep)
    assert (found.sender, found.text) == ("bob@acme.example", "")


def test_without_a_message_id_the_same_mail_is_the_same():
    raw = PLAIN.replace(b"Message-ID: <1@acme>\n", b"") + b"\nYes"
    assert read(raw).id == read(raw).id != read(raw + b".").id


@given(st.binary(), st.sampled_from([b"", PLAIN, b"Subject: =?x?q?=ff?=\nFrom: =?\n"]))
def test_any_bytes_are_a_mail_that_any_database_keeps(content, head):
    found = read(head + content, ours=["interlock@acme.example"], server=SERVER)
    said = [found.id, found.sender, found.subject, *found.to, *found.answers, found.text]
    for one in (*said, *found.attachments, found.machine, found.forged):
        assert "\0" not in one
        one.encode()


def test_every_unread_mail_of_a_mailbox_is_taken_once(box, monkeypatch):
    box.bring(mail("one").as_bytes())
    box.bring(mail("x" * 4000).as_bytes())
    monkeypatch.setattr(replies, "MOST_BYTES", 2000)
    found = each(box.address(), lambda reply: (reply.text, reply.is_whole))
    assert found == (("one", True), ("", False))
    assert box.unread() == 0
    assert each(box.address(), lambda reply: reply) == ()


def test_a_mail_that_cannot_be_kept_stays_unread(box):
    def full(_):
        raise NoBook("here", "it is full")

    box.bring(mail("one").as_bytes())
    with pytest.raises(NoBook):
        each(box.address(), full)
    assert box.unread() == 1
    with pytest.raises(NoMailbox):
        each(box.address(port=1), full)
