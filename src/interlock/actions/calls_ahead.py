"""Calls ahead: a book in; the figures beside everybody's calls out."""

from collections.abc import Callable
from datetime import date

from interlock.records.book import Book
from interlock.records.calls import CallsAhead


def calls_ahead(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> CallsAhead:
    """This fiscal quarter and the next for the company, everybody who calls, teams, territories
    and pipelines, by default as of the latest day seen.
    """
    from interlock.engine import calls_ahead as engine

    day = as_of or book.seen_on
    return engine.calls_ahead(book, as_of=day, seed=seed, progress=progress)
