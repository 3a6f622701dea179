"""Worth: a book in, what needs and features are worth out."""

from collections.abc import Callable
from datetime import date

from interlock.engine import needs_worth
from interlock.records.book import Book
from interlock.records.worth import NeedsWorth


def worth(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> NeedsWorth:
    """By feature, by class of need and by rep, by default as of the latest day seen."""
    return needs_worth.page(book, as_of=as_of or book.seen_on, seed=seed, progress=progress)
