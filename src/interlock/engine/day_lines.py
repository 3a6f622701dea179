"""What came of settled days, by two of their columns: a side and a kind, a team and a kind."""

import numpy as np
import polars as pl

from interlock.engine import scores
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.day_record import DayLine

FEWEST = 20
"""Things of a kind that must be settled before anything is said of them."""

SHRINKING = 20
"""Things of others that a share of n things is mixed with: it counts n / (n + 20)."""


def lines(settled: pl.DataFrame, *by: str, fewest: int = FEWEST) -> tuple[DayLine, ...]:
    """What came of settled days, by two of their columns."""
    groups = settled.sort(*by, maintain_order=True).group_by(*by, maintain_order=True)
    return tuple(_line(str(side or ""), str(kind), rows, fewest) for (side, kind), rows in groups)


def _line(side: str, kind: str, rows: pl.DataFrame, fewest: int) -> DayLine:
    things = rows["what"].n_unique()
    if things < fewest:
        return DayLine(side, kind, things, rows.height)
    weight = votes(rows) / things
    met, odds, base = (rows[name].to_numpy() for name in ("met", "p_met", "base_rate"))
    rate = float(weight @ met)
    low, high = scores.wilson(rate * things, things)
    ours, theirs = (float(weight @ (one - met) ** 2) for one in (odds, base))
    skill, usual = 1 - ours / theirs if theirs else None, float(weight @ base)
    counts = things / (things + SHRINKING)
    first = rows.sort("said_on").unique("what", keep="first")
    return DayLine(
        side=side,
        kind=kind,
        things=things,
        days=rows.height,
        met=rate,
        low=low,
        high=high,
        first_met=first["met"].mean(),  # type: ignore[arg-type]
        forecast=float(weight @ odds),
        brier=ours,
        base=theirs,
        skill=skill,
        slip_weeks=_slip(rows),
        moves=_moves(rows),
        notice_weeks=_notice(rows),
        base_met=usual,
        shrunk_met=counts * rate + (1 - counts) * usual,
        shrunk_skill=None if skill is None else counts * skill,
    )


def _slip(rows: pl.DataFrame) -> float | None:
    """The median over things of the weeks from their first missed day until they were done."""
    late = rows.filter(pl.col("done_on") > pl.col("due")).sort("said_on")
    slips = late.unique("what", keep="first").select(
        (pl.col("done_on") - pl.col("due")).dt.total_days() / DAYS_PER_WEEK
    )
    return slips.to_series().median()  # type: ignore[return-value]


def _moves(rows: pl.DataFrame) -> float:
    """How often another day was said of a thing, on average."""
    moves = rows.select("what", "moved_on").drop_nulls().unique().height
    return moves / rows["what"].n_unique()


def _notice(rows: pl.DataFrame) -> float | None:
    """The median over missed days of the weeks by which another one was said before them."""
    missed = rows.filter(pl.col("met") == 0)
    warned = pl.when(pl.col("moved_on") < pl.col("due")).then(pl.col("due") - pl.col("moved_on"))
    ahead = missed.select((warned.dt.total_days() / DAYS_PER_WEEK).fill_null(0.0))
    return ahead.to_series().median()  # type: ignore[return-value]


def votes(rows: pl.DataFrame) -> np.ndarray:
    """What each day counts of its thing's one vote: the weeks that it stood, of all of them."""
    share = pl.col("weeks") / pl.col("weeks").sum().over("kind", "what")
    return rows.select(share=share)["share"].to_numpy()
