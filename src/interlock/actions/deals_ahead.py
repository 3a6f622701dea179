"""Deals ahead: a book in; every open deal with its odds, dates and what holds it out."""

from collections.abc import Callable
from datetime import date

from interlock.records.book import Book
from interlock.records.errors import NotPossible, UnknownName
from interlock.records.report import DealLine, DealsAhead


def deals_ahead(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DealsAhead:
    """Every open deal, most in the balance first, by default as of the latest day seen."""
    from interlock.engine import deals_ahead as engine

    day = as_of or book.seen_on
    return engine.deals_ahead(book, as_of=day, seed=seed, progress=progress)


def deal_ahead(
    book: Book,
    name: str,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[DealsAhead, DealLine]:
    """What lies ahead, and in it the open deal of that id or name.

    Raises ``UnknownName`` with near misses, and ``NotPossible`` where several are called so.
    """
    made = deals_ahead(book, as_of=as_of, seed=seed, progress=progress)
    asked = name.strip().casefold()
    by_id = [deal for deal in made.deals if deal.id.casefold() == asked]
    found = by_id or [deal for deal in made.deals if deal.name.casefold() == asked]
    if not found:
        known = [word for deal in made.deals for word in (deal.name, deal.id)]
        raise UnknownName("open deal", name, known)
    if len(found) > 1:
        ids = ", ".join(deal.id for deal in found[:4])
        raise NotPossible(f"{len(found)} deals are called {name!r}; say which by id: {ids}")
    return made, found[0]
