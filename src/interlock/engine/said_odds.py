"""Said days held against what came: whether each was met, and the odds that it would be."""

from datetime import date

import numpy as np
import polars as pl

from interlock.engine import met_odds
from interlock.engine.met_odds import Dues


def judged(rows: pl.DataFrame, *, as_of: date) -> pl.DataFrame:
    """With ``met`` of each day of `said_days.said`: 1 where it was done by then, else 0, and null
    until the day has passed.
    """
    done = (pl.col("done_on") <= pl.col("due")).fill_null(value=False)
    return rows.with_columns(met=pl.when(pl.col("due") < as_of).then(done.cast(pl.Int8)))


def with_odds(rows: pl.DataFrame) -> pl.DataFrame:
    """With ``p_met`` and ``base_rate`` of each judged day, by what was known before it was said."""
    if rows.is_empty():
        return rows.with_columns(p_met=pl.lit(None, pl.Float64), base_rate=pl.lit(None, pl.Float64))
    said = dues(rows)
    return rows.with_columns(
        p_met=pl.Series(met_odds.rolled(said)), base_rate=pl.Series(met_odds.base_rate(said))
    )


def dues(rows: pl.DataFrame) -> Dues:
    """The judged days as `met_odds` reads them."""
    day, due = (
        rows[name].cast(pl.Int32).cast(pl.Float64).to_numpy() for name in ("said_on", "due")
    )
    settled = rows["met"].is_not_null().to_numpy()
    maker = rows.select(pl.struct("side", "maker").rank("dense")).to_series()
    return Dues(
        day=day,
        due=due,
        met=rows["met"].fill_null(0).cast(pl.Float64).to_numpy(),
        known=np.where(settled, due + 1, np.inf),
        maker=maker.cast(pl.Int64).to_numpy(),
        kind=rows["kind"].rank("dense").cast(pl.Int64).to_numpy(),
    )
