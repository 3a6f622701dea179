"""What Interlock said of the same days itself, and the days that it was nearly sure of."""

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil

import numpy as np
import polars as pl

from interlock.engine import met_odds, said_days, said_odds, stated_forecast
from interlock.engine.stated_rows import monthly, rows
from interlock.engine.week_grid import chance_by, quantiles

SURE = 0.8
"""The chance with which a thing is done by the day that Interlock names."""

MOST = 2_000
"""Of so many statements of features, the latest, Interlock says odds of its own: a model of more
takes longer and hardly knows more.
"""

GROWTH = 0.1
"""The dates' model is learnt anew when the statements have grown by this share."""


def said(days: pl.DataFrame, progress: Callable[[str], None]) -> pl.DataFrame:
    """With ``p_own``, Interlock's odds of each day by what was known before it was said, and
    ``sure_by``, the day by which it gave 8 of 10 that the feature ships.

    A feature's odds are those of its maker, class and horizon mixed with the odds that the stated
    dates' own model gives of that day (`promise_backtest`); the odds of all others, and of all but
    a month's first statement, are ``p_met``, and so are those before the last ``MOST`` statements.
    """
    features = days.filter(pl.col("kind") == said_days.FEATURE)
    if features.is_empty():
        nothing = pl.lit(None, pl.Date)
        return days.with_columns(p_own="p_met", sure_by=nothing)
    kept = _latest(monthly(features.rename({"due": "date_said", "done_on": "shipped_on"})))
    every = rows(kept.drop("kind").rename({"maker": "team"}))
    cdf = stated_forecast.chances(every, progress, growth=GROWTH)
    due = said_odds.dues(kept.rename({"date_said": "due", "shipped_on": "done_on"}))
    odds = met_odds.rolled(due, chance_by(cdf, np.maximum(every.left, 0.0)))
    weeks = quantiles(cdf, np.array([SURE]))[:, 0]
    days_on = zip(kept["said_on"], weeks, strict=True)
    sure = [day + timedelta(days=ceil(7 * one)) for day, one in days_on]
    own = kept.select(
        "kind", "what", "said_on", own=pl.Series(odds), sure_by=pl.Series(sure, dtype=pl.Date)
    )
    told = days.join(own, on=["kind", "what", "said_on"], how="left", maintain_order="left")
    return told.with_columns(p_own=pl.coalesce("own", "p_met")).drop("own")


def _latest(kept: pl.DataFrame) -> pl.DataFrame:
    """The last statements, all of a day together."""
    if kept.height <= MOST:
        return kept
    since = kept["said_on"].sort(descending=True)[MOST - 1]
    return kept.filter(pl.col("said_on") >= since)


def sure(days: pl.DataFrame, as_of: date) -> pl.Series:
    """For each feature the share of the days that Interlock was nearly sure of by which it had
    shipped, of those that have passed.
    """
    passed = days.filter(pl.col("sure_by") < as_of)
    done = (pl.col("done_on") <= pl.col("sure_by")).fill_null(value=False)
    return passed.group_by("what", maintain_order=True).agg(met=done.mean())["met"]
