"""Weekly hazards by age and month of the fiscal quarter: a baseline that knows the calendar."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine.quarter_place import middle_of_week
from interlock.engine.terms import AGES
from interlock.records.calendar import DAYS_PER_WEEK, MONTHS_PER_QUARTER, FiscalCalendar

PSEUDO_WEEKS = 65.0
"""Deal-weeks with which a cell begins at what age and month say alone."""

MOST = 0.45
"""No week has a higher hazard of either ending."""

CAUSES = ("won", "lost")


def fit(lives: pl.DataFrame, *, as_of: date, fiscal: FiscalCalendar) -> np.ndarray:
    """Hazards (ages, months, causes) from ``lives``: created_on, entered_on, closed_on, outcome.

        h[a, m] = (events + 65 h[a] h[m] / h) / (deal-weeks + 65)

    with h[a] and h[m] shrunk to the overall h in the same way. A deal's weeks are counted from the
    day it entered the records until it closed or ``as_of``; the month is that of the week's middle.
    """
    counts = _counts(lives, as_of, fiscal)
    overall = counts.sum(axis=(0, 1))
    pooled = (overall[1:] + 0.5) / (overall[0] + 2)
    of_age = _shrunk(counts.sum(axis=1), pooled)
    of_month = _shrunk(counts.sum(axis=0), pooled)
    return _shrunk(counts, of_age[:, None] * of_month[None] / pooled)


def won_within(
    hazards: np.ndarray, age_weeks: np.ndarray, *, as_of: date, days: int, fiscal: FiscalCalendar
) -> np.ndarray:
    """Chance of being won within ``days``, (deals,), while age and calendar move on."""
    still, won = np.ones(age_weeks.size), np.zeros(age_weeks.size)
    for week in range(-(-days // DAYS_PER_WEEK)):
        part = min(1.0, days / DAYS_PER_WEEK - week)
        middle = np.array(middle_of_week(as_of, week), dtype="datetime64[D]")
        month = fiscal.month_of_quarter(middle)
        hazard = hazards[_age_piece(age_weeks + week), month] * part
        won += still * hazard[:, 0]
        still *= 1 - hazard.sum(axis=1)
    return won


def _counts(lives: pl.DataFrame, as_of: date, fiscal: FiscalCalendar) -> np.ndarray:
    """(ages, months, [deal-weeks, won, lost])."""
    end = pl.col("closed_on").fill_null(as_of)
    weeks = ((end - pl.col("entered_on")).dt.total_days() / DAYS_PER_WEEK).ceil().cast(pl.Int64)
    rows = (
        lives.with_columns(end=end, last=weeks - 1, week=pl.int_ranges(0, weeks))
        .explode("week", empty_as_null=False, keep_nulls=False)
        .with_columns(day=pl.col("entered_on") + pl.duration(days=DAYS_PER_WEEK * pl.col("week")))
    )
    middle = pl.min_horizontal(pl.col("day") + timedelta(days=4), pl.lit(as_of))
    month = fiscal.month_of_quarter(rows.select(middle).to_series().to_numpy())
    age = (rows["day"] - rows["created_on"]).dt.total_days().to_numpy() // DAYS_PER_WEEK
    lived = (rows["end"] - rows["day"]).dt.total_days().clip(0, DAYS_PER_WEEK).to_numpy()
    ends = (rows["week"] == rows["last"]).to_numpy()
    values = [lived / DAYS_PER_WEEK]
    values += [(ends & (rows["outcome"] == cause).to_numpy()).astype(float) for cause in CAUSES]
    cell, shape = MONTHS_PER_QUARTER * _age_piece(age) + month, (len(AGES) + 1, MONTHS_PER_QUARTER)
    size = shape[0] * shape[1]
    summed = [np.bincount(cell, weights=value, minlength=size) for value in values]
    return np.column_stack(summed).reshape(*shape, 3)


def _age_piece(weeks: np.ndarray) -> np.ndarray:
    return np.searchsorted(AGES, weeks, side="right")


def _shrunk(counts: np.ndarray, towards: np.ndarray) -> np.ndarray:
    found: np.ndarray = (counts[..., 1:] + PSEUDO_WEEKS * towards) / (
        counts[..., :1] + PSEUDO_WEEKS
    )
    return np.minimum(found, MOST)
