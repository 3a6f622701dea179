"""Backtest deals: a book in, the forecasts of its past days out, scored."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from interlock.engine import backtest
from interlock.records.backtest import DealsBacktest
from interlock.records.book import Book
from interlock.records.errors import BadUsage

LOOK_BACK_DAYS = 364


def backtest_deals(
    book: Book,
    *,
    first: date | None = None,
    last: date | None = None,
    every_days: int = 7,
    horizons: Sequence[int] = (30, 60, 90),
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DealsBacktest:
    """From ``first`` to ``last``; by default the year before the last day whose horizons passed,
    or what the records hold of it. Raises ``BadUsage`` when nothing can be scored.
    """
    began = book.deals["created_on"].min()
    if not isinstance(began, date):
        raise BadUsage("No deal has a day of creation, so there is no past day to forecast from")
    last = last or book.seen_on - timedelta(days=max(horizons))
    return backtest.backtest(
        book,
        first=first or max(last - timedelta(days=LOOK_BACK_DAYS), min(began, last)),
        last=last,
        every_days=every_days,
        horizons=horizons,
        seed=seed,
        progress=progress,
    )
