"""Whether sizes of items foretell work better than their number does, and how large each is."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
import polars as pl

from interlock.engine import team_history
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

KNOWN = 0.9
"""Share of items whose size must be known for sizes to be tried."""

NEXT = 20
"""Finished items whose weeks are foretold from each past day."""

PACE_WEEKS, EVERY_WEEKS, FEWEST_TRIES = 26, 8, 6
SURE = NormalDist().inv_cdf(0.9)
"""A gain counts when the middle 80 % of its distribution lies above zero."""

LARGEST = 10.0
"""An item counts at most as so many typical ones of its team."""


@dataclass(frozen=True)
class Sizes:
    """``relative`` (id, size): each item's size over the mean of its team's finished ones; None
    when items count alike. ``says`` what was tried and found, empty when there was nothing to try.
    """

    relative: pl.DataFrame | None = None
    says: str = ""


def learnt(book: Book, *, as_of: date) -> Sizes:
    """Sizes count only when they foretold past work better than the number of items.

    From every eighth week on, for each team, the weeks that its next 20 finished items took:

        by number   20 / (items a week in the last 26 weeks)
        by size     their sizes / (sizes a week in the last 26 weeks)
        gain = mean of |log(by number / actual)| - |log(by size / actual)|

    They are in when the gain is positive with its 80 % interval over tries, six or more. Sizes must
    be known of 90 % of items.
    """
    items = team_history.with_upkeep(book).filter(pl.col("dropped_on").is_null())
    sized = pl.col("size").is_not_null() & (pl.col("size") > 0)
    if not items.height or items.filter(sized).height < KNOWN * items.height:
        return Sizes()
    relative = _relative(items)
    gains = np.array(_gains(relative.filter(pl.col("done_on").is_not_null()), as_of))
    if gains.size < FEWEST_TRIES:
        return Sizes(says="Sizes of items: too few finished to tell whether they help; not counted")
    error = float(gains.std(ddof=1) / np.sqrt(gains.size))
    mean = float(gains.mean())
    found = f"forecasts were {abs(mean):.0%} {'nearer' if mean > 0 else 'further off'} with them"
    if mean <= SURE * error:
        return Sizes(says=f"Sizes of items were tried and left out: past {found}")
    return Sizes(relative.select("id", "size"), f"Sizes of items count: past {found}")


def _relative(items: pl.DataFrame) -> pl.DataFrame:
    """Items with ``size`` over the mean of their team's finished ones; unknown ones are typical."""
    size = pl.when(pl.col("size") > 0).then(pl.col("size").cast(pl.Float64))
    usual = size.filter(pl.col("done_on").is_not_null()).mean().over("team")
    return items.with_columns(size=(size / usual).fill_null(1.0).clip(upper_bound=LARGEST))


def _gains(done: pl.DataFrame, as_of: date) -> list[float]:
    """By how much sizes were nearer than numbers, for each team and past day."""
    gains: list[float] = []
    for team in done.sort("team").partition_by("team", maintain_order=True):
        ordered = team.sort("done_on", "id")
        days = ordered["done_on"].to_physical().to_numpy().astype(float)
        sizes = ordered["size"].to_numpy()
        first, last = days[0] + PACE_WEEKS * DAYS_PER_WEEK, _number(as_of)
        for day in np.arange(first, last, EVERY_WEEKS * DAYS_PER_WEEK):
            gains += _gain(days, sizes, day)
    return gains


def _gain(days: np.ndarray, sizes: np.ndarray, day: float) -> list[float]:
    """The gain from one past day; none when fewer than 20 items came before it or after."""
    before = (days <= day) & (days > day - PACE_WEEKS * DAYS_PER_WEEK)
    after = np.flatnonzero(days > day)[:NEXT]
    if before.sum() < NEXT or after.size < NEXT:
        return []
    actual = (days[after[-1]] - day) / DAYS_PER_WEEK
    by_number = NEXT / (before.sum() / PACE_WEEKS)
    by_size = sizes[after].sum() / (sizes[before].sum() / PACE_WEEKS)
    return [float(abs(np.log(by_number / actual)) - abs(np.log(by_size / actual)))]


def _number(day: date) -> float:
    return float((day - date(1970, 1, 1)) // timedelta(days=1))
