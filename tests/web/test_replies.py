"""Answers by mail, there and back: real SMTP out, a real IMAP server in, notes on the page."""

import re
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import make_msgid
from threading import Event
from urllib.parse import quote

import pytest
from click.testing import CliRunner

from interlock.actions import save_note, save_replies
from interlock.cli.mail_in import keep_taking
from interlock.cli.main import main
from interlock.records import mail_ids
from interlock.records.notes import MOST_LETTERS
from interlock.records.reply import MOST_BYTES
from interlock.store import audit, members, notices, replies
from tests.importers.mail_server import free_port
from tests.importers.test_mailbox import PASSWORD, box, ports
from tests.store.test_watch import told
from tests.web.test_note_mail import NOW, queued, sent
from tests.web.test_notes import people, rows, words, write_on

__all__ = ["box", "people", "ports", "sent", "told"]
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
US = "interlock@acme.example"


@pytest.fixture
def answered(people, sent, settings):
    """Answers by mail are taken; Jörg Müller was mailed a note of Bob's: that mail."""
    settings.MAIL_IN_ADDRESS = settings.ANSWERS_TO = US
    settings.MAIL_FROM = settings.DEFAULT_FROM_EMAIL = f"Interlock <{US}>"
    write_on(people["Bob"], "Can that be, @Jörg Müller?")
    return sent()[-1][1]


def reply_to(letter, text="Yes, by January.", *, sender="developer1@acme.example", **heads):
    """An answer to a letter as mail programs make it."""
    made = EmailMessage()
    first = {"From": f"Jörg <{sender}>", "To": letter["Reply-To"] or US,
             "Subject": f"Re: {letter['Subject']}", "Message-ID": make_msgid(domain="x.example"),
             "In-Reply-To": letter["Message-ID"], "References": letter["Message-ID"]}  # fmt: skip
    for name, said in (first | {key.replace("_", "-"): one for key, one in heads.items()}).items():
        if said is not None:
            made[name] = said
    quoted = letter.get_body(("plain",)).get_content().replace("\n", "\n> ")
    made.set_content(f"{text}\n\nOn Sat, Nov 21, 2026 at 12:00 Interlock <{US}> wrote:\n> {quoted}")
    return made


def take(letter, *, now=NOW):
    raw = letter if isinstance(letter, bytes) else letter.as_bytes()
    desk = save_replies.Desk(save_note.write_note, save_note.answer_note, lambda: now)
    return save_replies.take(raw, desk)


def noted():
    return [one.about for one in audit.listed() if one.what == "answer refused"]


def member(role):
    return next(one for one in members.listed() if one.role == role)


def test_a_note_is_mailed_answered_by_mail_and_the_answer_stands_below_it(
    answered, people, box, settings, sent
):
    assert re.fullmatch(r"interlock\+[a-z2-7]{34}@acme\.example", answered["Reply-To"])
    assert re.fullmatch(r"<note\.[a-z2-7]{34}@acme\.example>", answered["Message-ID"])
    assert answered["Auto-Submitted"] == "auto-generated"
    page = words(people["Bob"], "/account/mail/")
    assert "Answer such a mail, and your answer stands below the note." in page
    for part in answered.iter_parts():
        assert "Answer this mail: your answer stands below the note." in part.get_content()
    settings.MAIL_IN = box.address()
    box.bring(reply_to(answered, "Yes, by *January*.\n\n-- \nJörg").as_bytes())
    done = CliRunner().invoke(main, ["mail-in"], catch_exceptions=False)
    note, answer = sorted(rows(), key=lambda one: one["reply_to"] is not None)
    said = f"developer1@acme.example, 'Re: Bob mentions you on Inn': note {answer['id']}\n"
    assert (done.exit_code, done.stdout) == (0, said)
    assert (answer["by"], answer["text"]) == ("Jörg Müller", "Yes, by *January*.")
    assert (answer["reply_to"], answer["deal"]) == (note["id"], "D/1")
    assert "<p>Yes, by <em>January</em>.</p>" in words(people["Bob"], "/deals/D%2F1/")
    sent.clock[0] = max(NOW, datetime.now(UTC))
    assert [whom for whom, _ in sent()][1:] == [["rep0@acme.example"]]
    done = CliRunner().invoke(main, ["mail-in"], catch_exceptions=False)
    assert (done.stdout, done.stderr) == ("", "No answer waits in the mailbox\n")
    assert len(rows()) == 2


def test_a_mail_server_that_pipes_gives_it_to_the_command(answered):
    raw = reply_to(answered).as_bytes()
    for said in (r"note [0-9a-f]{12}", "refused: it came before"):
        done = CliRunner().invoke(main, ["mail-in", "--stdin"], input=raw, catch_exceptions=False)
        assert (done.exit_code, bool(re.search(said, done.stdout))) == (0, True), done.output
    assert len(rows()) == 2
    assert queued().count() == 1


def test_without_a_mailbox_it_is_said_what_to_set(answered):
    done = CliRunner().invoke(main, ["mail-in"])
    assert done.exit_code == 2
    assert "set INTERLOCK_MAIL_IN=imaps://user:password@host/INBOX" in done.stderr


def test_a_week_that_was_mailed_is_answered_below_the_week(answered, people):
    heads = replies.heads(
        mail_ids.of_week(date(2026, 11, 20), user=member("developer").user, on=NOW.date())
    )
    made = reply_to(answered, "We said so.", To=heads["Reply-To"], In_Reply_To=None)
    note = take(made).note
    assert rows(id=note)[0]["week"] == date(2026, 11, 20)
    assert "We said so." in words(people["Bob"], "/notes/weeks/2026-11-20/")


def test_where_addresses_know_no_plus_the_id_that_is_answered_says_which(
    answered, people, settings, sent
):
    settings.MAIL_IN_ADDRESS, settings.MAIL_IN = "", "imaps://interlock%40acme.example:x@host"
    write_on(people["Bob"], "And that, @Jörg Müller?")
    letter = sent()[-1][1]
    assert letter["Reply-To"] == US
    first = take(reply_to(letter)).note
    colleague = take(reply_to(letter, "I agree", sender="manager2@acme.example")).note
    deeper = take(reply_to(letter, "And I", In_Reply_To="<other@x>",
                           References=f"{letter['Message-ID']} <other@x>")).note  # fmt: skip
    assert [rows(id=one)[0]["by"] for one in (first, colleague, deeper)] == [
        "Jörg Müller", "Mo", "Jörg Müller",
    ]  # fmt: skip


def test_where_no_answers_are_taken_mail_says_nothing_of_it(people, sent):
    write_on(people["Bob"], "@Jörg Müller")
    letter = sent()[-1][1]
    assert letter["Reply-To"] is None
    assert "Answer this mail" not in letter.as_string()
    assert letter["Auto-Submitted"] == "auto-generated"


def test_the_same_mail_twice_is_one_note(answered):
    made = reply_to(answered)
    assert take(made).note
    assert take(made).refused == "it came before"
    assert len(rows()) == 2


def test_what_is_attached_is_left_out_and_said_so(answered):
    made = reply_to(answered)
    made.add_attachment(b"x", maintype="text", subtype="csv", filename="@Bob `plan`.csv")
    (row,) = rows(id=take(made).note)
    assert row["text"] == "Yes, by January.\n\n*Left out, as mail alone has it: `@Bob plan.csv`*"


def other_word(letter):
    """The address with one letter of its word changed."""
    said = letter["Reply-To"]
    return said.replace("+a", "+b") if "+a" in said else said.replace("+", "+a", 1)


def forged(answered):
    """What is forged, or nobody wrote -> why it is refused; nobody is told."""
    return [
        (reply_to(answered, To=other_word(answered)), "its address was not made here"),
        (reply_to(answered, To="interlock+x@acme.example"), "its address was not made here"),
        (reply_to(answered, Auto_Submitted="auto-replied"),
         "no person wrote it (Auto-Submitted: auto-replied)"),
        (reply_to(answered, Precedence="bulk"), "no person wrote it (Precedence: bulk)"),
        (reply_to(answered, Return_Path="<>"), "no person wrote it (Return-Path: <>)"),
        (reply_to(answered, X_Auto_Response_Suppress="All"),
         "no person wrote it (X-Auto-Response-Suppress: All)"),
        (reply_to(answered, List_Id="<weekly.acme.example>"),
         "no person wrote it (List-Id: <weekly.acme.example>)"),
        (reply_to(answered, sender=US), "no person wrote it (it is mail of ours)"),
        (reply_to(answered, Message_ID=answered["Message-ID"]),
         "no person wrote it (it is mail of ours)"),
        (reply_to(answered, Authentication_Results="mx.acme.example; dmarc=fail"),
         "its sender is forged (dmarc=fail)"),
        (reply_to(answered, sender="x@else.example", To=US, In_Reply_To=None, References=None),
         "it answers no mail of ours"),
    ]  # fmt: skip


def mistaken(answered):
    """What somebody did by mistake -> why it is refused, and at which address they are told."""
    dev, rep = "developer1@acme.example", "rep0@acme.example"
    large = reply_to(answered)
    large.add_attachment(b"x" * MOST_BYTES, maintype="image", subtype="png", filename="x.png")
    other = "it came from another address than the one that was mailed"
    return [
        (reply_to(answered, sender="joerg@home.example"), other, dev),
        (reply_to(answered, sender=rep), other, dev),
        (reply_to(answered, sender="x@else.example", To=US), other, dev),
        (reply_to(answered, To=US, In_Reply_To="<x@y>", References=None),
         "it answers no mail of ours", dev),
        (reply_to(answered, ""), "nothing stands in it beside what it quotes", dev),
        (reply_to(answered, "x " * MOST_LETTERS), "it has more than 10,000 letters", dev),
        (large, "it is larger than 10 MiB, or cannot be read", dev),
    ]  # fmt: skip


def test_what_is_forged_or_nobody_wrote_is_noted_and_nobody_is_told(answered, sent, settings):
    settings.MAIL_IN_SERVER = "mx.acme.example"
    for letter, why in forged(answered):
        assert take(letter).refused == why
        assert noted()[0] == f"{letter['From'].addresses[0].addr_spec}: {why}"
    assert len(noted()) == len(forged(answered))
    assert len(sent()) == len(rows()) == 1


def test_who_made_a_mistake_is_told_once_a_day_and_it_is_noted(answered, sent):
    for days, (letter, why, whom) in enumerate(mistaken(answered)):
        now, before = NOW + timedelta(days=2 * days), len(sent())
        assert take(letter, now=now).refused == why
        assert noted()[0] == f"{letter['From'].addresses[0].addr_spec}: {why}"
        ((told_to, said),) = sent()[before:]
        assert told_to == [whom], why
        assert f"It was not taken: {why}." in said.get_content()
        assert said["Auto-Submitted"] == "auto-replied"
        letter.replace_header("Message-ID", make_msgid(domain="again.example"))
        assert take(letter, now=now + timedelta(hours=23)).refused == why
        assert len(sent()) == before + 1
    assert len(rows()) == 1


def test_after_a_year_nothing_is_taken(answered):
    assert take(reply_to(answered), now=NOW + timedelta(days=366)).note
    late = take(reply_to(answered), now=NOW + timedelta(days=368))
    assert late.refused == "what it answers was mailed more than a year ago"


def test_who_sends_more_than_anybody_writes_is_stopped_for_an_hour(answered, monkeypatch):
    monkeypatch.setattr(save_replies, "MOST_AN_HOUR", 3)
    for _ in range(3):
        take(reply_to(answered, sender="joerg@home.example"))
    for _ in range(3):
        assert take(reply_to(answered)).note
    assert "within an hour" in take(reply_to(answered)).refused
    assert take(reply_to(answered), now=NOW + timedelta(hours=1, minutes=1)).note


def test_a_flood_of_refusals_does_not_bury_what_was_done(answered, monkeypatch):
    monkeypatch.setattr(save_replies, "MOST_NOTED", 3)
    for _ in range(5):
        take(reply_to(answered, Precedence="bulk"))
    assert len(noted()) == 3


def test_rights_are_those_of_the_page(answered, people, settings, sent):
    write_on(people["Bob"], "walnut @Mo", readers="sales")
    letter = sent()[-1][1]
    (row,) = rows(id=take(reply_to(letter, "mine", sender="manager2@acme.example")).note)
    assert row["readers"] == "sales"
    settings.MAIL_IN_ADDRESS, settings.MAIL_IN = "", "imaps://x@host"
    developer = take(reply_to(letter, To=US))
    assert developer.refused.startswith("No note is called")
    viewer = take(reply_to(answered, To=US, sender="viewer3@acme.example"))
    assert viewer.refused.startswith("A viewer may not write notes")
    assert sorted(one["by"] for one in rows()) == ["Bob", "Bob", "Mo"]


def test_what_is_answered_and_was_taken_away_is_told(answered, people, sent):
    people["Bob"].post(f"/notes/note/{rows()[0]['id']}/away/")
    assert take(reply_to(answered)).refused.startswith("No note is called")
    assert len(sent()) == 2


def test_who_is_no_member_any_more_is_told_nothing(answered, sent):
    members.remove(member("developer").user, by="test")
    before = len(sent())
    assert take(reply_to(answered)).refused.startswith("it came from another address")
    assert len(sent()) == before


def test_a_viewer_is_not_asked_to_answer(answered, people, sent):
    write_on(people["Bob"], "@Vi look")
    assert "Answer this mail" not in sent()[-1][1].as_string()


def test_a_mailbox_that_stays_closed_is_noted_once(answered, settings, capsys):
    settings.MAIL_IN = f"imap://me:{quote(PASSWORD, safe='')}@localhost:{free_port()}"
    rounds = iter([False, False, True])
    stopped = Event()
    stopped.wait = lambda _: next(rounds)
    keep_taking(stopped)
    trouble = [one.about for one in audit.listed() if one.what == "mailbox not read"]
    assert len(trouble) == 1
    assert "Connection refused" in trouble[0]
    assert PASSWORD not in trouble[0]
    assert capsys.readouterr().err.count("Connection refused") == 1


@pytest.mark.usefixtures("book_at")
def test_a_round_that_fails_does_not_end_the_looking(settings, monkeypatch, caplog):
    settings.MAIL_IN = "imap://me:it@localhost:1"
    found = iter([RuntimeError("an odd mail"), ()])
    rounds = iter([False, False, True])

    def fetch(_desk):
        one = next(found)
        if one:
            raise one
        return one

    monkeypatch.setattr("interlock.actions.save_replies.fetch", fetch)
    stopped = Event()
    stopped.wait = lambda _: next(rounds)
    keep_taking(stopped)
    assert next(found, None) is None
    assert "an odd mail" in caplog.text


def test_a_notice_of_another_is_nobodys_note(answered):
    assert notices.note_of(1, user=member("developer").user) == rows()[0]["id"]
    assert notices.note_of(1, user=member("rep").user) == ""
