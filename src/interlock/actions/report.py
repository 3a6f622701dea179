"""Report: a book in, the weekly report for one reader out."""

from collections.abc import Callable
from datetime import date

from interlock.records.book import Book
from interlock.records.report import WeeklyReport


def report(
    book: Book,
    *,
    reader: str = "management",
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> WeeklyReport:
    """The weekly report for management, sales, development or a named person, by default as of the
    latest day seen.

    Raises ``UnknownName`` when the data holds no such reader.
    """
    from interlock.engine import readers, weekly

    return weekly.report(
        book,
        as_of=as_of or book.seen_on,
        seed=seed,
        reader=readers.find_reader(reader, book),
        progress=progress,
    )
