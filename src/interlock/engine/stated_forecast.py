"""When a thing ships, given the date stated for it and what came of dates stated before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from interlock.engine import stated_likeness, stated_moves, stated_pool, stated_ratio
from interlock.engine.stated_rows import Rows, monthly, rows
from interlock.engine.week_grid import POINTS, quantiles

METHOD = "stated dates: ratios, likeness and monthly moves in a linear pool, corrected, version 1"

MEMBERS = ("ratio", "likeness", "moves")
DECLARED = np.array([0.9, 0.05, 0.05])
"""Weights of the members before any of their forecasts could be scored."""

WEEK, MONDAY = 7, 3
"""Days; day 0, the first of 1970, lies three days after a Monday."""

MOST_ROWS = 2_000
"""Of past statements the latest so many teach."""


@dataclass(frozen=True)
class OfWeek:
    """Forecasts of the statements made in the week that begins on ``day``. ``places`` (rows,) among
    all statements; ``cdf`` (rows, points) chance of having shipped within each week of
    ``week_grid.GRID``; the ``members`` (members, rows, points) it was pooled from with ``weight``
    (members,); ``shift`` and ``stretch`` of the correction.
    """

    day: float
    places: np.ndarray
    cdf: np.ndarray
    members: np.ndarray
    weight: np.ndarray
    shift: float
    stretch: float


@dataclass(frozen=True)
class Forecast:
    """``things`` (what, date_said) and for each the chance of having shipped within every week of
    ``week_grid.GRID`` after ``as_of``: ``cdf`` (things, points).
    """

    as_of: date
    things: pl.DataFrame
    cdf: np.ndarray

    def quantiles(self) -> np.ndarray:
        """Weeks after ``as_of`` at 5 %, 10 %, ..., 95 %: (things, 19)."""
        return quantiles(self.cdf)


def forecast(said: pl.DataFrame, *, as_of: date) -> Forecast:
    """Every thing that was open on ``as_of``, by its last stated date and all that was known then.

    ``said`` has a row a statement: what, said_on, date_said, shipped_on (null while open), and
    optionally started_on, team, kind. What lies after ``as_of`` is not looked at.
    """
    known = said.filter(pl.col("said_on") <= as_of).with_columns(
        shipped_on=pl.when(pl.col("shipped_on") <= as_of).then("shipped_on")
    )
    still_open = known.filter(pl.col("shipped_on").is_null())
    last = still_open.sort("what", "said_on", "date_said").unique(
        "what", keep="last", maintain_order=True
    )
    now = last.with_columns(said_on=pl.lit(as_of, pl.Date))
    before = monthly(known.filter(pl.col("said_on") < as_of))
    together = pl.concat([before, now]).sort("said_on", "what")
    things = now.sort("what").select("what", "date_said")
    if not things.height:
        return Forecast(as_of, things, np.zeros((0, POINTS)))
    *_, made = rolled(rows(together))
    return Forecast(as_of, things, made.cdf[-things.height :])


def rolled(every: Rows, *, growth: float = 0.0) -> Iterator[OfWeek]:
    """Forecasts of each week's statements from the statements and ships of earlier weeks alone.

    Everything is learnt anew for each week, from what was known before its Monday: the members, and
    the weights of their pool and its correction from forecasts of earlier weeks, scored by what was
    known then. ``every`` is ordered by day. With ``growth``, weeks are forecast together whose
    statements are no larger a share of the past ones that teach.
    """
    before = np.zeros((len(MEMBERS), 0, POINTS))
    for day, start, end in _stretches(every.day, growth):
        past = every.where(np.arange(start - before.shape[1], start))
        places = np.arange(start, end)
        members = _members(past, every.where(places), every, day)
        yield _one_week(day, places, members, stated_pool.seen(before, past, day))
        before = np.concatenate([before, members], axis=1)[:, -MOST_ROWS:]


def chances(every: Rows, progress: Callable[[str], None], *, growth: float = 0.0) -> np.ndarray:
    """What ``rolled`` says of each statement: the chance of having shipped within each week of
    ``week_grid.GRID``, (rows, points).
    """
    cdf = np.zeros((every.day.size, POINTS))
    for week in rolled(every, growth=growth):
        progress(f"forecasting {week.places[0] + 1:,} of {every.day.size:,} statements")
        cdf[week.places] = week.cdf
    return cdf


def _stretches(days: np.ndarray, growth: float) -> Iterator[tuple[float, int, int]]:
    """(Monday, first row, row after the last) of each week, or of weeks together."""
    mondays, first = np.unique(days - (days + MONDAY) % WEEK, return_index=True)
    start = 0
    for at, end in enumerate([*first[1:].tolist(), days.size]):
        following = first[at + 2] if at + 2 < first.size else days.size
        if end == days.size or following - first[start] > growth * min(first[start], MOST_ROWS):
            yield float(mondays[start]), int(first[start]), end
            start = at + 1


def _members(past: Rows, new: Rows, every: Rows, day: float) -> np.ndarray:
    """Each member's chances: (members, rows, points). Where one has nothing to learn from, the
    ratio stands in.
    """
    ratio = stated_ratio.learn(past, day).cdf(new)
    likeness = stated_likeness.learn(past, day)
    moves = stated_moves.learn(past, every, day)
    return np.stack(
        [
            ratio,
            ratio if likeness.open.all() else likeness.cdf(new),
            ratio if moves is None else moves.cdf(new),
        ]
    )


def _one_week(
    day: float, places: np.ndarray, members: np.ndarray, past: stated_pool.Seen
) -> OfWeek:
    weight = stated_pool.weights(past, DECLARED)
    line = stated_pool.correction(past, weight)
    return OfWeek(
        day=day,
        places=places,
        cdf=stated_pool.corrected(np.tensordot(weight, members, axes=1), line),
        members=members,
        weight=weight,
        shift=float(line.beta[0]),
        stretch=float(line.gamma[0]),
    )
