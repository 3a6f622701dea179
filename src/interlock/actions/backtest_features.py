"""Backtest features: a book in, the ship dates forecast on past days out, scored."""

from collections.abc import Callable
from datetime import date, timedelta

from interlock.engine import backtest_features as engine
from interlock.engine.ship_forecasts import QUARTER_DAYS
from interlock.records.book import Book
from interlock.records.errors import BadUsage
from interlock.records.ship_backtest import ShipBacktest

HISTORY_DAYS, LOOK_BACK_DAYS = 182, 728
"""Days of finished items before the first forecast, and from the first to the last one at most."""


def backtest_features(
    book: Book,
    *,
    first: date | None = None,
    last: date | None = None,
    every_days: int = 28,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> ShipBacktest:
    """From ``first`` to ``last``; by default the two years before the last day whose quarter is
    over, beginning half a year after the first finished item at the soonest. Raises ``BadUsage``
    when nothing can be forecast.
    """
    soonest = _began(book) + timedelta(days=HISTORY_DAYS)
    last = last or book.seen_on - timedelta(days=QUARTER_DAYS)
    if first is None and soonest > last:
        raise BadUsage(
            f"The first item was finished on {_began(book)} and the records end on {book.seen_on}: "
            "nine months of finished items are enough, half a year to learn from and a quarter to "
            "come; or say --from and --to"
        )
    return engine.backtest(
        book,
        first=first or max(last - timedelta(days=LOOK_BACK_DAYS), soonest),
        last=last,
        every_days=every_days,
        seed=seed,
        progress=progress,
    )


def _began(book: Book) -> date:
    began = book.items["done_on"].min()
    if not isinstance(began, date):
        raise BadUsage(
            "No item has a day on which it was finished, so no ship date of a past day can be "
            "forecast: read a tracker's export with finished items and the features they belong to"
        )
    return began
