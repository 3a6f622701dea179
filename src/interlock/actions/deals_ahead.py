"""Deals ahead: a book in; every open deal with its odds, dates and what holds it out."""

from collections.abc import Callable
from datetime import date

from interlock.engine import deals_ahead as engine
from interlock.records.book import Book
from interlock.records.report import DealsAhead


def deals_ahead(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DealsAhead:
    """Every open deal, most in the balance first, by default as of the latest day seen."""
    day = as_of or book.seen_on
    return engine.deals_ahead(book, as_of=day, seed=seed, progress=progress)
