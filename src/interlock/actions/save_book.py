"""Save: take what exports hold into the book, or take a change back."""

from dataclasses import dataclass

from interlock.importers import onward
from interlock.importers.taken_in import taken_in
from interlock.records.book import Book
from interlock.records.revision import MANY, MUCH, TableChange
from interlock.store import connect, people, read, revisions, write


@dataclass(frozen=True)
class Known:
    """What the book holds after the revision ``seen``, without what was typed over; None while
    nothing was taken in.
    """

    book: Book | None
    seen: int


@dataclass(frozen=True)
class TakeIn:
    """What the book is to become after the revision ``seen``, and what that changes, table by
    table. ``doubts`` are reasons in words for which somebody should look first.
    """

    book: Book
    changes: tuple[TableChange, ...]
    seen: int
    doubts: tuple[str, ...]


def known() -> Known:
    """What exports are to be read and compared with."""
    connect.open_book()
    seen = revisions.latest()
    return Known(read.book(as_imported=True) if seen else None, seen)


def prepare(export: Book, known: Known) -> TakeIn:
    """What taking this export in would do; nothing is changed yet."""
    export = people.kept_out(export)
    made = taken_in(known.book, export) if known.book else export
    changes = write.preview(made)
    return TakeIn(made, changes, known.seen, _doubts(export, known.book, changes))


def apply(prepared: TakeIn, *, by: str, words: str) -> int | None:
    """Take it in, whole or not at all: the number of the change, None when nothing differs.

    Raises ``Conflict`` when something else was taken in since it was prepared.
    """
    return write.book(prepared.book, by=by, words=words, seen=prepared.seen)


def undo(number: int, *, by: str, keep_later: bool = False) -> int:
    """Take a change back, by a new one; its number.

    Raises ``Conflict`` with everything that was changed again since, unless that is to stay
    (``keep_later``), and ``UnknownName`` when no change of this number stands.
    """
    connect.open_book()
    return write.undo(number, by=by, keep_later=keep_later)


def _doubts(export: Book, known: Book | None, changes: tuple[TableChange, ...]) -> tuple[str, ...]:
    gone = [
        f"{one.gone:,} of {one.before:,} {one.table} would be gone"
        for one in changes
        if one.is_surprising
    ]
    taken = sum(source.rows for source in export.sources)
    unread = sum(left.count for left in export.left_out if left.table == "rows")
    if unread >= MANY and unread > MUCH * taken:
        gone.append(f"{unread:,} rows could not be read, beside {taken:,} that could")
    if known and onward.is_older(known, export):
        gone.append(f"the files are of {export.seen_on:%Y-%m-%d}, older than what the book holds")
    return tuple(gone)
