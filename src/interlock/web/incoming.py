"""Files that somebody brought: where they wait, and the worker that looks at and takes them in.

The worker stands beside the site, where the files are, and does nothing else: nobody waits for a
forecast of others to see what a file holds.
"""

import time
from functools import partial
from pathlib import Path

from django.conf import settings
from django.tasks import task

from interlock.actions import follow_files, map_brought, save_book
from interlock.actions.follow_files import Tell
from interlock.actions.keep_files import kept_folder
from interlock.actions.look_at_files import look_at, look_at_nothing
from interlock.actions.read_files import read_files
from interlock.records.brought import APPLY, LOOK
from interlock.records.errors import NothingToRead
from interlock.web import clock

FILES = "files"
AT_ONCE, LOOKS = 1.5, 0.03
"""Seconds that a page waits for the worker before it says how far that is: small files are done by
then; and how often it looks.
"""

NAMED = 3


def folder_of(token: str) -> Path:
    """The folder of files that were brought. Raises ``NotPossible`` where there is none."""
    return kept_folder(token, home())


def home() -> Path:
    """Where all such folders are."""
    found: Path = settings.HOME / "incoming"
    return found


def begin_look(token: str, *, again: bool = False) -> None:
    """Have the worker look what the files hold, unless somebody does."""
    folder = folder_of(token)
    if follow_files.begin(folder, LOOK, again=again):
        follow_files.forget_looked(folder)
        look_into.enqueue(token)
    _wait_a_moment(folder)


def begin_apply(token: str, by: str) -> None:
    """Have the worker take the files in, unless somebody does."""
    folder = folder_of(token)
    if follow_files.begin(folder, APPLY):
        take_in.enqueue(token, by)
    _wait_a_moment(folder)


@task(queue_name=FILES)
def look_into(token: str) -> None:
    """What the files hold, and what they would change."""
    folder = folder_of(token)
    follow_files.work_on(folder, partial(_look, folder))


@task(queue_name=FILES)
def take_in(token: str, by: str) -> None:
    """The files into the book, as they were looked at."""
    folder = folder_of(token)
    follow_files.work_on(folder, partial(_take_in, folder, by))


def _look(folder: Path, tell: Tell) -> None:
    map_brought.look_no_further(folder)
    tell("reading the book")
    known = save_book.known()
    try:
        reading = read_files(
            folder,
            known=known.book,
            shares=known.shares,
            kept=known.mappings,
            first_rows=True,
            progress=tell,
        )
    except NothingToRead as error:
        nothing = look_at_nothing(folder, error.files, error.problems, seen=known.seen)
        follow_files.keep_looked(folder, nothing, error.problems)
        return
    tell("comparing with the book")
    prepared = save_book.prepare(reading, known, now=clock.now())
    tell("writing down what would change")
    save_book.keep(prepared, follow_files.prepared(folder))
    looked = look_at(
        reading,
        folder,
        known=known.book,
        changes=prepared.changes,
        doubts=prepared.doubts,
        seen=prepared.seen,
    )
    follow_files.keep_looked(folder, looked, reading.problems)


def _take_in(folder: Path, by: str, tell: Tell) -> None:
    looked = follow_files.load_looked(folder)
    if looked is None or not looked.prepared:
        return
    tell("writing into the book")
    names = [file.file for file in looked.files]
    more = f" and {len(names) - NAMED} more" if names[NAMED:] else ""
    words = f"{', '.join(names[:NAMED])}{more}"
    place = follow_files.prepared(folder)
    made = save_book.apply_kept(place, by=by, words=words, seen=looked.seen)
    follow_files.keep_done(folder, made)


def _wait_a_moment(folder: Path) -> None:
    """So long as a reader would not mind."""
    end = time.monotonic() + AT_ONCE
    while (now := follow_files.load_underway(folder)) and now.goes_on and time.monotonic() < end:
        time.sleep(LOOKS)
