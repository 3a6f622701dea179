"""Past forecasts of a team's pace held against the weeks in which the items were done."""

from collections.abc import Callable, Sequence

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import pace_pool
from interlock.engine.pace_members import MEMBERS, bootstrap
from interlock.engine.pace_pool import Foretold
from interlock.engine.pace_scores import Scored, result
from interlock.engine.quantile_scores import NAMES
from interlock.engine.week_quantiles import nearest, smallest
from interlock.engine.whole_weeks import WINDOW, Series, actual_weeks, is_active, series
from interlock.records.pace import Finished, PaceBacktest

FIRST_ORIGIN = 52
"""Weeks of a series before its first origin: the 53rd week is it."""


def backtest(
    finished: Finished,
    *,
    items: Sequence[int] = (20, 50),
    every_weeks: int = 2,
    progress: Callable[[str], None] = lambda _: None,
) -> PaceBacktest:
    """Forecast the weeks until the next ``items`` from the 53rd week of every series on, each
    ``every_weeks`` weeks, and score them beside the bootstrap and the average of 26 weeks.
    """
    every = series(finished.items, last=finished.last)
    told = list(
        pace_pool.forecasts(
            every, items, asked=lambda week: is_origin(week, every_weeks), progress=progress
        )
    )
    by_team = {one.team: one for one in every}
    scored = [row for one in told for row in _scored(one, by_team[one.team])]
    idle = sum(_idle(one, every_weeks) for one in every)
    return PaceBacktest(
        version=__version__,
        method=pace_pool.METHOD,
        every_weeks=every_weeks,
        first=min((one.origin for one in told), default=None),
        last=max((one.origin for one in told), default=None),
        by_team=finished.by_team,
        weeks={one.team: one.done.size for one in every},
        results=tuple(
            result(n, [row for row in scored if row.items == n], idle) for n in sorted(set(items))
        ),
        weights=_last_weights(told),
        forecasts=_table(scored, by_team=finished.by_team),
        left_out=finished.left_out,
        notes=_notes(every),
    )


def is_origin(week: int, every_weeks: int) -> bool:
    """Whether a series' week, counted from 0, is forecast from."""
    return week >= FIRST_ORIGIN and (week - FIRST_ORIGIN) % every_weeks == 0


def _idle(one: Series, every_weeks: int) -> int:
    """Origins without enough items in the half year before."""
    origins = range(FIRST_ORIGIN, one.done.size, every_weeks)
    return sum(not is_active(one.done[:week]) for week in origins)


def _scored(one: Foretold, team: Series) -> list[Scored]:
    past = team.done[: one.week]
    redrawn = bootstrap(past, one.items)
    return [
        Scored(
            team=one.team,
            origin=one.origin,
            items=int(count),
            quantiles=nearest(one.done[at]),
            bootstrap=smallest(redrawn[at]),
            velocity=float(count / past[-WINDOW:].mean()),
            actual=actual_weeks(team.done, one.week, int(count)),
        )
        for at, count in enumerate(one.items)
    ]


def _last_weights(told: Sequence[Foretold]) -> dict[str, dict[str, float]]:
    """Each team's weights at its last origin, by name."""
    last = {one.team: one.weights for one in told}
    return {team: dict(zip(MEMBERS, last[team].tolist(), strict=True)) for team in sorted(last)}


def _table(scored: Sequence[Scored], *, by_team: bool) -> pl.DataFrame:
    """A row each forecast, by items, team and origin."""
    rows = sorted(scored, key=lambda row: (row.items, row.team, row.origin))
    columns = {
        "team": pl.Series([row.team for row in rows], dtype=pl.String),
        "origin": pl.Series([row.origin for row in rows], dtype=pl.Date),
        "items": pl.Series([row.items for row in rows], dtype=pl.Int64),
    }
    for at, name in enumerate(NAMES):
        columns[name] = pl.Series([float(row.quantiles[at]) for row in rows], dtype=pl.Float64)
    columns["actual_weeks"] = pl.Series([row.actual for row in rows], dtype=pl.Int64)
    made = pl.DataFrame(columns)
    return made if by_team else made.drop("team")


def _notes(every: Sequence[Series]) -> tuple[str, ...]:
    short = ", ".join(one.team for one in every if one.done.size <= FIRST_ORIGIN)
    broken = ", ".join(one.team for one in every if _longest_gap(one) > FIRST_ORIGIN)
    few = f"Fewer than {FIRST_ORIGIN + 1} whole weeks, so nothing to forecast from"
    gap = "More than a year without any item; is a day mistyped?"
    words = [f"{few}: {short}"] if short else []
    return (*words, f"{gap} In {broken}") if broken else tuple(words)


def _longest_gap(one: Series) -> int:
    """Weeks at most between two weeks with items that follow each other."""
    return int(np.diff(np.flatnonzero(one.done)).max(initial=0))
