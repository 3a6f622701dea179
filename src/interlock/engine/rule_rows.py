"""The rows that rules are measured on: deals on past days, how they stood, what followed."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import deal_history
from interlock.engine.deal_log import followed, on_days
from interlock.engine.standings import days_back, standings
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

AGES = (3, 8, 13, 26, 39, 52)
"""Weeks since creation at which the pieces of age begin after the first."""

MOST_WEEKS = 520


@dataclass(frozen=True)
class Rows:
    """One row a deal and day on which it was open; the windows after the days do not overlap.

    ``deal``: the deal's number; ``day``: days since 1970; ``alike``: stage and age, as an index;
    ``won``: whether it was won within the window.
    """

    deal: np.ndarray
    day: np.ndarray
    alike: np.ndarray
    won: np.ndarray


def rows(book: Book, deals: pl.DataFrame, *, as_of: date, weeks: int) -> Rows:
    """Windows of ``weeks``, one after the other, the last ending on ``as_of``.

    ``deals`` are those of ``deal_history.usable``, in the order of their numbers. Stage and age are
    as known on the day. A deal swept out in bulk counts as not won.
    """
    window = weeks * DAYS_PER_WEEK
    days = days_back(as_of, step_days=window, window_days=window, most=MOST_WEEKS // weeks)
    lean = deals.select("id", "created_on", "entered_on", "closed_on", "outcome")
    open_then = standings(lean.with_row_index("number"), days)
    stage = _stage(open_then, book)
    age = (pl.col("day") - pl.col("created_on")).dt.total_days() // DAYS_PER_WEEK
    after = (pl.col("closed_on") - pl.col("day")).dt.total_days()
    won = ((pl.col("outcome") == "won") & (after <= window)).fill_null(value=False)
    ages = open_then.select(age).to_series().to_numpy()
    return Rows(
        deal=open_then["number"].cast(pl.Int64).to_numpy(),
        day=open_then["day"].cast(pl.Int32).cast(pl.Int64).to_numpy(),
        alike=stage * (len(AGES) + 1) + np.searchsorted(AGES, ages, side="right"),
        won=open_then.select(won).to_series().to_numpy(),
    )


def usable(book: Book) -> pl.DataFrame:
    """The deals with a known life."""
    deals, _ = deal_history.usable(book)
    return deals


def _stage(open_then: pl.DataFrame, book: Book) -> np.ndarray:
    """An index of the stage on the day; one for all where stages have no history."""
    if "stage" not in followed(book) or not open_then.height:
        return np.zeros(open_then.height, np.int64)
    stage = on_days(open_then, book, "stage").fill_null("")
    return stage.rank("dense").cast(pl.Int64).to_numpy() - 1
