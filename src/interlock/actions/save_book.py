"""Save: take what exports hold into the book, or take a change back."""

from dataclasses import dataclass

from interlock.importers import onward
from interlock.importers.taken_in import taken_in
from interlock.records.book import Book
from interlock.records.reading import Reading, Share
from interlock.records.revision import MANY, MOST_NAMED, MUCH, TableChange
from interlock.store import connect, people, read, revisions, shares, write


@dataclass(frozen=True)
class Known:
    """What the book holds after the revision ``seen``, without what was typed over, None while
    nothing was taken in; and what each series of files gave to it.
    """

    book: Book | None
    shares: tuple[Share, ...]
    seen: int


@dataclass(frozen=True)
class TakeIn:
    """What the book is to become after the revision ``seen``, and what that changes, table by
    table. ``doubts`` are reasons in words for which somebody should look first.
    """

    book: Book
    shares: tuple[Share, ...]
    changes: tuple[TableChange, ...]
    seen: int
    doubts: tuple[str, ...]


def known() -> Known:
    """What exports are to be read and compared with."""
    connect.open_book()
    seen = revisions.latest()
    return Known(read.book(as_imported=True) if seen else None, shares.standing(), seen)


def prepare(reading: Reading, known: Known, *, every_row: bool = False) -> TakeIn:
    """What taking in what was read beside ``known`` would do, with the first rows that change, or
    every one, by name; nothing is changed yet.
    """
    export, given = people.kept_out(reading.book, reading.shares)
    made = taken_in(known.book, export) if known.book else export
    changes = write.preview(made, most=None if every_row else MOST_NAMED)
    return TakeIn(made, given, changes, known.seen, _doubts(reading, known.book, changes))


def apply(prepared: TakeIn, *, by: str, words: str) -> int | None:
    """Take it in, whole or not at all: the number of the change, None when nothing differs.

    Raises ``Conflict`` when something else was taken in since it was prepared.
    """
    return write.book(prepared.book, by=by, words=words, shares=prepared.shares, seen=prepared.seen)


def undo(number: int, *, by: str, keep_later: bool = False) -> int:
    """Take a change back, by a new one; its number.

    Raises ``Conflict`` with everything that was changed again since, unless that is to stay
    (``keep_later``), and ``UnknownName`` when no change of this number stands.
    """
    connect.open_book()
    return write.undo(number, by=by, keep_later=keep_later)


def _doubts(
    reading: Reading, known: Book | None, changes: tuple[TableChange, ...]
) -> tuple[str, ...]:
    export = reading.book
    found = [doubt for one in changes for doubt in one.doubts]
    found += [
        f"{reading.nameless[one.table]:,} rows of {one.table} could not be read at all, so that it "
        f"is not known whether {one.gone:,} are gone"
        for one in changes
        if one.gone and one.table in reading.nameless
    ]
    taken = sum(source.rows for source in export.sources)
    unread = sum(left.count for left in export.left_out if left.table == "rows")
    if unread >= MANY and unread > MUCH * taken:
        found.append(f"{unread:,} rows could not be read, beside {taken:,} that could")
    if known and onward.is_older(known, export):
        found.append(f"the files are of {export.seen_on:%Y-%m-%d}, older than what the book holds")
    return tuple(found)
