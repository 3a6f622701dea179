"""The lives of past deals by day: Aalen and Johansen's chances of ending, given the age."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine import deal_history
from interlock.records.book import Book


@dataclass(frozen=True)
class Lives:
    """Hazards of being won and lost on each day of a deal's life, (days, 2): events / at risk."""

    hazards: np.ndarray


def fit(book: Book, *, most_days: int = 2_000) -> Lives:
    """Daily hazards from all deals followed until ``book.seen_on``, ties counted exactly.

        h_c(d) = deals that ended by c on day d of their life / deals followed into that day

    A deal is followed from the day it entered the records (left truncation). With one cause its
    survival is Kaplan and Meier's. Source: Aalen and Johansen (1978).
    """
    followed, _ = deal_history.usable(book)
    until = pl.col("closed_on").fill_null(book.seen_on)
    lived = followed.select(
        "outcome",
        first=(pl.col("entered_on") - pl.col("created_on")).dt.total_days(),
        last=(until - pl.col("created_on")).dt.total_days(),
    ).filter(pl.col("last") > pl.col("first"))
    first, last = (lived[name].clip(0, most_days).to_numpy() for name in ("first", "last"))
    begun = np.bincount(first + 1, minlength=most_days + 2)
    over = np.bincount(last + 1, minlength=most_days + 2)
    at_risk = np.maximum(np.cumsum(begun - over)[: most_days + 1], 1)
    outcome = lived["outcome"].to_numpy()
    ended = [
        np.bincount(last[outcome == cause], minlength=most_days + 1) for cause in ("won", "lost")
    ]
    return Lives(np.column_stack(ended)[: most_days + 1] / at_risk[:, None])


def ahead(lives: Lives, age_days: np.ndarray, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Chances of having been won and lost by each day ahead, given the age: (deals, days) each."""
    place = np.minimum(age_days[:, None] + np.arange(1, days + 1), len(lives.hazards) - 1)
    hazards = lives.hazards[place]
    still = np.cumprod(1 - hazards.sum(axis=-1), axis=1)
    before = np.concatenate([np.ones((len(still), 1)), still[:, :-1]], axis=1)
    won, lost = (np.cumsum(before * hazards[..., cause], axis=1) for cause in range(2))
    return won, lost
