"""Load: the book as it stands, or as it stood at the end of a past day."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from interlock.records.book import Book
from interlock.records.kept_mapping import KeptMapping
from interlock.records.revision import MOST_NAMED, Gone, Revision, TableChange
from interlock.records.rights import Viewer
from interlock.records.tables import TABLES
from interlock.store import about, aside, connect, gone, mappings, outcomes, read, revisions, shown


def load_book(*, on: date | None = None) -> Book:
    """Every record of the book, as this moment or the end of day ``on`` knew it.

    Raises ``NothingKept`` while nothing was taken in, ``DayOutside`` for a day before that.
    """
    connect.open_book()
    return read.book(read.revision(on))


def load_shown(viewer: Viewer) -> tuple[Book, int]:
    """Every table of the book as far as a viewer may see it, of notes those that are theirs to
    read, and the last revision. Raises ``NothingKept``.
    """
    connect.open_book()
    return shown.book(viewer, TABLES), read.latest()


def load_book_aside(address: str | None = None, *, on: date | None = None) -> Book:
    """The same where an event loop runs, as in a notebook. With an ``address`` it is the book
    there, such as sqlite:////path or postgresql://..., of which nothing is changed.

    Raises besides ``NoBook`` where there is none of this version.
    """
    if address is None:
        return aside.aside(lambda: load_book(on=on))
    return aside.elsewhere(address, lambda: read.book(read.revision(on)))


def load_backup(file: Path, *, on: date | None = None) -> Book:
    """The book in a backup, as its last moment or the end of day ``on`` knew it.

    Raises ``NotABackup``, ``NothingKept`` and ``DayOutside``.
    """
    with TemporaryDirectory(prefix="interlock-") as folder:
        into = Path(folder) / "book.sqlite3"
        return aside.restored(file, into, lambda: read.book(read.revision(on)))


def load_time_zone() -> str:
    """The company's time zone, such as Europe/Berlin; UTC while nothing was taken in."""
    connect.open_book()
    return about.company().time_zone


def load_today(now: datetime) -> date:
    """The day it is, in the company's time zone; never before the data was seen on.

    Raises ``NothingKept``.
    """
    connect.open_book()
    return shown.today(now)


def load_history(*, most: int = 50) -> tuple[Revision, ...]:
    """The last changes of the book, newest first."""
    connect.open_book()
    return revisions.listed(most)


def load_mappings() -> tuple[KeptMapping, ...]:
    """Mappings with which later files of the same headers are read."""
    connect.open_book()
    return mappings.standing()


def load_gone() -> tuple[Gone, ...]:
    """Records that no source holds any longer, the latest first."""
    connect.open_book()
    return gone.listed()


def load_revision(
    number: int, *, every_row: bool = False
) -> tuple[Revision, tuple[TableChange, ...]]:
    """One change of the book, and what it did to each table, the first rows or every one by name.

    Raises ``UnknownName`` when there is none of this number.
    """
    connect.open_book()
    return revisions.named(number), read.changes(number, most=None if every_row else MOST_NAMED)


def load_state() -> tuple[int, int]:
    """The numbers of the last change and of the last outcome that is kept: while they stay,
    everything that is told of the book does. Raises ``NothingKept``.
    """
    connect.open_book()
    return read.latest(), outcomes.last()
