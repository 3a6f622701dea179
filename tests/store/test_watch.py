"""Exports taken in without hands: a real process, a real mail server each way."""

import os
import signal
import subprocess
import sys
import time

import pytest
from aiosmtpd.controller import Controller

from interlock.records.errors import NothingKept
from interlock.store import read, revisions
from tests.importers.mail_server import free_port, server
from tests.importers.test_mailbox import Box
from tests.programs import require
from tests.store.test_take_in import week

PATIENCE = 60


class Inbox:
    """Mail that was sent."""

    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


@pytest.fixture
def told():
    """Where mail of the process goes: its address, and what was sent."""
    inbox = Inbox()
    port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield f"smtp://127.0.0.1:{port}", inbox.letters
    controller.stop()


@pytest.fixture
def watched(sqlite_book, told, tmp_path):
    """A folder that is watched, how to begin watching it, and what is said."""
    (tmp_path / "drop").mkdir()
    running = []

    def begin(*options):
        command = [sys.executable, "-m", "interlock", "take-in", tmp_path / "drop", "--watch"]
        running.append(
            subprocess.Popen(
                [*map(str, command), "--every", "0.2", *options],
                env=os.environ
                | {
                    "PYTHONFAULTHANDLER": "1",
                    "DATABASE_URL": sqlite_book,
                    "INTERLOCK_MAIL": told[0],
                    "INTERLOCK_TELL": "ann@acme.example, bob@acme.example",
                },
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield tmp_path / "drop", begin
    for process in running:
        process.kill()
        process.communicate()


def until(what, process):
    """Wait until it holds; a process that never brings it about says where it stands."""
    end = time.monotonic() + PATIENCE
    while not what():
        if time.monotonic() > end:
            process.send_signal(signal.SIGABRT)
            pytest.fail(f"waited in vain for a process that said:\n{process.communicate()[1]}")
        time.sleep(0.05)


def deals():
    try:
        return read.book(read.revision()).deals.height
    except NothingKept:
        return 0


def stopped(process):
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    return said


def test_what_comes_in_is_taken_in_and_what_is_in_doubt_waits_and_somebody_is_told(watched, told):
    folder, begin = watched
    process = begin("--by", "watch")
    (folder / "deals.csv").write_text(week(9))
    until(lambda: deals() == 9, process)
    (folder / "deals.csv").write_text(week(3))
    until(lambda: told[1], process)
    (folder / "notes.csv").write_text("nothing\nof ours\n")
    until(lambda: len(told[1]) == 2, process)
    (folder / "deals.csv").write_text(week(8))
    until(lambda: deals() == 8, process)
    said = stopped(process)
    (whom, letter), _ = told[1]
    assert whom == ["ann@acme.example", "bob@acme.example"]
    assert "6 of 9 deals would be gone" in letter
    assert f"interlock take-in {folder} --yes" in letter.replace("=\r\n", "")
    assert [one.by for one in revisions.listed()] == ["watch", "watch"]
    assert "Taken in as change 2" in said
    assert said.rstrip().endswith("Stopped")


def test_attachments_of_mail_are_taken_in(watched):
    require("dovecot", "/usr/sbin/dovecot", install="Debian's dovecot-imapd")
    folder, begin = watched
    with server() as ((port, _), _):
        box = Box(port, "reports@acme.example")
        box.put(("deals.csv", week(2).encode()), sent="Fri, 20 Nov 2026 08:00:00 +0100")
        process = begin("--mailbox", box.address(), "--from", "crm@acme.example")
        until(lambda: deals() == 2, process)
        changed = week(3).replace("Lead", "Demo").encode()
        box.put(("deals.csv", changed), sent="Fri, 27 Nov 2026 08:00:00 +0100")
        until(lambda: deals() == 3, process)
        stopped(process)
    log = read.book().changes.filter(id="D1", field="stage")
    assert [f"{at:%m-%d} {new}" for at, new in log.select("at", "new").rows()] == [
        "11-20 Lead",
        "11-27 Demo",
    ]
    assert sorted(child.name for child in folder.iterdir()) == ["2026-11-20", "2026-11-27"]


def test_a_mailbox_that_is_away_is_said_and_the_folder_is_watched_all_the_same(watched):
    folder, begin = watched
    process = begin("--mailbox", "imap://ann:secret@127.0.0.1:1/INBOX")
    (folder / "deals.csv").write_text(week(2))
    until(lambda: deals() == 2, process)
    said = stopped(process)
    assert "Connection refused" in said
    assert "secret" not in said
