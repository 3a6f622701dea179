"""How well the day on which deals closed, won or lost, was forecast."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from interlock.engine import baselines, deal_odds, lives
from interlock.engine.baselines import Past
from interlock.records.backtest import TimeToClose
from interlock.records.book import Book

OURS = "ours"


@dataclass(frozen=True)
class Closing:
    """Days ``after`` the origin until each deal closed, more than ``most`` where it did not, and
    its ``chances`` (deals, days) of having closed by each day, ours and Aalen and Johansen's.
    """

    most: int
    after: np.ndarray
    chances: dict[str, np.ndarray]


def closing(book: Book, past: Past, most: int) -> Closing:
    """What the origin of ``past`` said of the ``most`` days after it, and what ``book`` knows."""
    curves = past.curves
    ids = pl.DataFrame({"id": curves.ids}, schema={"id": pl.String})
    closed = ids.join(book.deals, on="id", how="left", maintain_order="left")
    late = curves.as_of + timedelta(days=most + 1)
    after = closed.select((pl.col("closed_on").fill_null(late) - curves.as_of).dt.total_days())
    weekly = curves.won + curves.lost
    by_day = [deal_odds.by_day(weekly, day) for day in range(1, most + 1)]
    won, lost = lives.ahead(past.lives, baselines.age_days(past), most)
    return Closing(
        most=most,
        after=after.to_series().to_numpy(),
        chances={OURS: np.column_stack(by_day), "aalen_johansen": won + lost},
    )


def time_to_close(parts: Sequence[Closing]) -> TimeToClose | None:
    """Scores over all origins; None when no deal was open on any."""
    after = np.concatenate([np.zeros(0), *(part.after for part in parts)])
    if not after.size:
        return None
    most = parts[0].most
    found = {
        name: day_scores(np.concatenate([part.chances[name] for part in parts]), after, most)
        for name in parts[0].chances
    }
    return TimeToClose(most, int(after.size), *found.pop(OURS), baselines=found)


def day_scores(chance: np.ndarray, after: np.ndarray, most: int) -> tuple[float, float | None]:
    """(CRPS up to ``most`` days, mean |median - actual| of the deals that closed within them).

        CRPS = sum over days d of (F(d) - 1{closed by d})^2

    in days, ``chance`` F (deals, days). A median beyond the last day counts as that day.
    """
    day = np.arange(1, most + 1)
    crps = ((chance - (after[:, None] <= day)) ** 2).sum(axis=1)
    median = np.where(chance[:, -1] >= 0.5, (chance < 0.5).sum(axis=1) + 1, most)
    closed = after <= most
    error = float(np.abs(median - after)[closed].mean()) if closed.any() else None
    return float(crps.mean()), error
