"""The record of both sides: a book in, how the days that they said came out."""

from collections.abc import Callable
from datetime import date

from interlock.records.book import Book
from interlock.records.day_record import DayRecord


def record(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DayRecord:
    """By side and kind, and by team, by default as of the latest day seen."""
    from interlock.engine import day_record

    progress("scoring every day that was said")
    return day_record.record(book, as_of=as_of, seed=seed, progress=progress)
