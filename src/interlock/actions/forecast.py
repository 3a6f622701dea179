"""Forecast: a book in; odds of deals, features or bookings, or what moves deals, out as a table."""

from collections.abc import Callable
from datetime import date

from interlock.records.book import Book
from interlock.records.forecasts import Forecast


def forecast(
    book: Book,
    *,
    what: str,
    as_of: date | None = None,
    seed: int = 1,
    quarters: int = 1,
    by: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Forecast:
    """``what`` is deals (by the end of each of ``quarters`` fiscal quarters), features, bookings or
    drivers; bookings ``by`` rep, manager, segment, kind, pipeline or a kept column of the CRM.
    """
    from interlock.engine import tabulate
    from interlock.engine.notes import notes
    from interlock.engine.outlook import birth
    from interlock.engine.outlooks import look

    now = look(book, as_of=as_of or book.seen_on, seed=seed, progress=progress)
    rows = {
        "deals": lambda: tabulate.deals(now, quarters=quarters),
        "features": lambda: tabulate.features(now),
        "bookings": lambda: tabulate.bookings(now, by=by),
        "drivers": lambda: tabulate.moving(now),
    }[what]()
    return Forecast(name=what, rows=rows, birth=birth(now), notes=notes(now))
