"""interlock take-in --watch: whatever comes into a folder or a mailbox, taken in without hands."""

import signal
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import click

from interlock.cli.take_in_step import applied, prepared_of
from interlock.records.errors import BadInput, Conflict, InterlockError, NoBook
from interlock.render import problems_text, revisions_text

Snapshot = frozenset[tuple[str, int, int]]


@dataclass
class Drop:
    """Where exports come in, and how far they were looked at: ``settled`` is what the last look
    saw, ``done`` what was taken in or told of.
    """

    folder: Path
    mailbox: str | None
    senders: tuple[str, ...]
    by: str
    mapping: Path | None
    strict: bool
    settled: Snapshot = field(default_factory=frozenset)
    done: Snapshot = field(default_factory=frozenset)


def keep_fresh(drop: Drop, *, every: float) -> None:
    """Look again and again until asked to stop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    _say(f"Watching {drop.folder}; every {every:g} seconds")
    while not stop.wait(every):
        look(drop)
    _say("Stopped")


def look(drop: Drop) -> None:
    """Bring letters in, and take in files that have changed since they were last taken in and have
    stood still since the last look.
    """
    _bring_letters(drop)
    now = _snapshot(drop.folder)
    if now and now == drop.settled != drop.done:
        try:
            _take_in(drop)
        except (NoBook, Conflict) as error:
            _say(f"{error}; trying again")
            return
        except BadInput as error:
            _tell(drop, problems_text.of_problems(error.problems))
        except InterlockError as error:
            _tell(drop, str(error))
        drop.done = now
    drop.settled = now


def _bring_letters(drop: Drop) -> None:
    from interlock.actions.fetch_mail import fetch_mail

    if not drop.mailbox:
        return
    try:
        letters = fetch_mail(drop.mailbox, drop.folder, senders=drop.senders)
    except InterlockError as error:
        _say(f"{error}; trying again")
        return
    for letter in letters:
        held = ", ".join(letter.files) or "nothing that can be read"
        _say(f"Mail of {letter.sender}, {letter.subject!r}: {held}")


def _take_in(drop: Drop) -> None:
    reading, prepared = prepared_of(drop.folder, mapping=drop.mapping, strict=drop.strict)
    said = revisions_text.changes(prepared.changes)
    if prepared.changes and prepared.doubts:
        wrong = problems_text.of_problems(reading.problems) if reading.problems else ""
        _tell(drop, f"{'; '.join(prepared.doubts)}.\n\n{said}\n\n{wrong}")
        return
    number = applied(prepared, drop.folder, by=drop.by)
    _say(said if number is None else f"Taken in as change {number}\n{said}")


def _tell(drop: Drop, why: str) -> None:
    """Somebody must look: on stderr, and by mail to those who asked for it."""
    from interlock.actions.tell_people import tell_people

    what = (
        f"Nothing was taken in from {drop.folder.resolve()}: {why}\n\nIt waits until the files "
        f"change, or until somebody takes them in:\n  interlock take-in {drop.folder} --yes\n"
    )
    _say(what)
    try:
        for address in tell_people("Interlock: exports wait for you", what):
            _say(f"{address} is told")
    except InterlockError as error:
        _say(str(error))


def _snapshot(folder: Path) -> Snapshot:
    """Every file that stands whole, with its size and the moment it was written."""
    found = [file for file in folder.rglob("*") if file.is_file() and file.suffix != ".part"]
    told = ((str(file), file.stat()) for file in found)
    return frozenset((name, stat.st_size, stat.st_mtime_ns) for name, stat in told)


def _say(words: str) -> None:
    click.echo(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {words}", err=True)
