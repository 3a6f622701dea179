"""Features ahead: a book in; every unfinished feature, release and team, and what is to come."""

from collections.abc import Callable
from datetime import date

from interlock.records.book import Book
from interlock.records.features_ahead import FeaturesAhead


def features_ahead(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> FeaturesAhead:
    """All of them in the order of the queues, by default as of the latest day seen."""
    from interlock.engine import features_ahead as engine

    day = as_of or book.seen_on
    return engine.features_ahead(book, as_of=day, seed=seed, progress=progress)
