"""Moved: a book and two days in, why the forecast moved between them out."""

from collections.abc import Callable
from datetime import date

from interlock.engine.moved_between import moved_between
from interlock.records.book import Book
from interlock.records.moved import Moved


def moved(
    book: Book,
    *,
    since: date,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> Moved:
    """Why the forecast of the quarter of ``as_of``, by default the latest day seen, moved since
    another day.

    Raises ``DayOutside`` or ``NothingKnown`` where the two days cannot be compared.
    """
    return moved_between(
        book, since=since, as_of=as_of or book.seen_on, seed=seed, progress=progress
    )
