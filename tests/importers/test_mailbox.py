"""Exports that arrive by mail, from a real mail server."""

import gc
import imaplib
from email.message import EmailMessage
from urllib.parse import quote

import pytest

from interlock.importers import arrivals
from interlock.importers.mailbox import fetch
from interlock.records.errors import NoMailbox
from tests.importers.mail_server import PASSWORD, server
from tests.programs import require

DEALS = b"id,name,outcome\nD1,Bakery,open\n"
CRM = "crm@acme.example"


@pytest.fixture(scope="module")
def ports():
    require("dovecot", "/usr/sbin/dovecot", install="Debian's dovecot-imapd")
    require("openssl", install="Debian's openssl")
    with server() as (found, folder):
        yield (*found, folder)


@pytest.fixture
def box(ports, request):
    """A mailbox of its own: its address, and a way to put letters into it."""
    return Box(ports[0], f"{abs(hash(request.node.nodeid))}@acme.example")


class Box:
    def __init__(self, port, user):
        self.port, self.user = port, user

    def address(self, *, scheme="imap", password=PASSWORD, host="localhost", port=None, rest=""):
        who = f"{quote(self.user, safe='')}:{quote(password, safe='')}"
        return f"{scheme}://{who}@{host}:{port or self.port}{rest}"

    def put(self, *attachments, sender=CRM, sent="Fri, 20 Nov 2026 08:00:00 +0100", folder="INBOX"):
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = f"The CRM <{sender}>", self.user, "Weekly"
        if sent:
            letter["Date"] = sent
        letter.set_content("Here is your report.")
        for name, content in attachments:
            letter.add_attachment(content, maintype="text", subtype="csv", filename=name)
        self.bring(letter.as_bytes(), folder=folder)

    def bring(self, raw, *, folder="INBOX"):
        with self._signed_in() as client:
            client.create(folder)
            client.append(folder, None, None, raw)

    def unread(self):
        with self._signed_in() as client:
            client.select("INBOX")
            return len(client.search(None, "UNSEEN")[1][0].split())

    def _signed_in(self):
        client = imaplib.IMAP4("localhost", self.port)
        client.login(self.user, PASSWORD)
        return client


def held(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.*")}


def test_attachments_come_into_a_folder_of_their_day_once(box, tmp_path):
    box.put(("deals.csv", DEALS), ("logo.png", b"\x89PNG"))
    box.put(("issues.csv", b"id\n1\n"), sent="Mon, 23 Nov 2026 08:00:00 +0100")
    first, second = fetch(box.address(), tmp_path)
    assert (first.sender, first.subject, first.files) == (CRM, "Weekly", ("deals.csv",))
    assert (f"{second.day}", second.files) == ("2026-11-23", ("issues.csv",))
    assert held(tmp_path) == {"2026-11-20/deals.csv": DEALS, "2026-11-23/issues.csv": b"id\n1\n"}
    assert box.unread() == 0
    assert fetch(box.address(), tmp_path) == ()


def test_a_letter_counts_as_read_only_once_its_files_stand(box, tmp_path, monkeypatch):
    box.put(("deals.csv", DEALS))

    def full(*_):
        raise OSError("No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(arrivals.os, "fsync", full)
        with pytest.raises(NoMailbox, match="No space left"):
            fetch(box.address(), tmp_path)
    assert box.unread() == 1
    assert len(fetch(box.address(), tmp_path)) == 1
    assert held(tmp_path) == {"2026-11-20/deals.csv": DEALS}


def test_no_name_leads_out_of_the_folder_and_none_buries_another(box, tmp_path):
    names = [
        "../../etc/deals.csv",
        "..\\deals.csv",
        "Geschäfte: März.csv",
        ".csv",
        "x" * 300 + ".csv",
    ]
    box.put(*((name, DEALS) for name in names))
    (letter,) = fetch(box.address(), tmp_path / "in")
    assert letter.files[:3] == ("deals.csv", "deals 2.csv", "Geschäfte_ März.csv")
    assert set(held(tmp_path / "in")) == {f"2026-11-20/{name}" for name in letter.files}
    assert set(held(tmp_path)) == {f"in/2026-11-20/{name}" for name in letter.files}


def test_a_letter_without_anything_to_read_is_told_and_read(box, tmp_path):
    box.put(("logo.png", b"\x89PNG"))
    (letter,) = fetch(box.address(), tmp_path)
    assert letter.files == ()
    assert box.unread() == 0


def test_letters_of_others_are_not_touched(box, tmp_path):
    box.put(("deals.csv", DEALS), sender="somebody@else.example")
    box.put(("deals.csv", DEALS), sender="CRM@acme.example")
    (letter,) = fetch(box.address(), tmp_path, senders=[CRM])
    assert letter.sender.lower() == CRM
    assert box.unread() == 1


def test_another_folder_of_the_mailbox_can_be_named(box, tmp_path):
    box.put(("deals.csv", DEALS), folder="Reports")
    assert len(fetch(box.address(rest="/Reports"), tmp_path)) == 1


def test_a_letter_that_does_not_say_when_it_was_sent_is_of_today(box, tmp_path):
    box.put(("deals.csv", DEALS), sent="")
    (letter,) = fetch(box.address(), tmp_path)
    assert letter.day.year >= 2026


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_the_way_is_secret_to_a_server_whose_certificate_is_trusted(
    box, ports, tmp_path, scheme, monkeypatch
):
    port = ports[1] if scheme == "imaps" else ports[0]
    with pytest.raises(NoMailbox, match="certificate verify failed"):
        fetch(box.address(scheme=scheme, port=port), tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(ports[2] / "cert.pem"))
    box.put(("deals.csv", DEALS))
    assert len(fetch(box.address(scheme=scheme, port=port), tmp_path)) == 1


def test_what_keeps_a_mailbox_closed_is_said_without_the_password(box, tmp_path):
    wrong = {
        box.address(password="wr0ng"): "AUTHENTICATIONFAILED",  # noqa: S106
        box.address(port=1): "Connection refused",
        box.address(rest="/Nothing"): "Nothing",
        box.address(scheme="pop3"): "pop3:// is none of imaps",
        "imaps://": "no server",
    }
    for address, why in wrong.items():
        with pytest.raises(NoMailbox, match=why) as told:
            fetch(address, tmp_path)
        assert PASSWORD not in str(told.value)
        assert "wr0ng" not in str(told.value)


@pytest.mark.parametrize("wrong", [{"password": "wr0ng"}, {"rest": "/Nothing"}])
def test_a_mailbox_that_stays_closed_leaves_no_connection_open(box, tmp_path, wrong):
    with pytest.raises(NoMailbox):
        fetch(box.address(**wrong), tmp_path)
    gc.collect()  # a socket left open warns here, and a warning is an error
