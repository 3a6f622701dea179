"""Save: take what exports hold into the book, or take a change back."""

from dataclasses import dataclass

from interlock.records.book import Book
from interlock.records.revision import TableChange
from interlock.store import connect, read, revisions, taken_in, write


@dataclass(frozen=True)
class TakeIn:
    """What the book is to become after the revision ``seen``, and what that changes, table by
    table.
    """

    book: Book
    changes: tuple[TableChange, ...]
    seen: int

    @property
    def is_surprising(self) -> bool:
        return any(change.is_surprising for change in self.changes)


def prepare(export: Book) -> TakeIn:
    """What taking this export in would do; nothing is changed yet."""
    connect.open_book()
    seen = revisions.latest()
    made = taken_in.taken_in(read.book(as_imported=True), export) if seen else export
    return TakeIn(made, write.preview(made), seen)


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
