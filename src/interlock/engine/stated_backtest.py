"""Forecasts from stated dates held against the days that things shipped."""

from collections.abc import Callable
from datetime import date

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import quantile_scores, scores, stated_baselines, stated_forecast
from interlock.engine.quantile_scores import NAMES
from interlock.engine.stated_rows import Rows, monthly, rows, shares
from interlock.engine.week_grid import quantiles
from interlock.records.errors import NothingRead
from interlock.records.problems import LeftOut, Problem
from interlock.records.stated_dates import (
    Beside,
    DatesBacktest,
    StatedDates,
    WeeksBetween,
    WeekScores,
)

FEWEST_SHIPPED = 20
"""Things that must have shipped before a statement is scored."""

FEW_THINGS = 30
BANDS = {
    "date past": (-np.inf, 0.0),
    "up to 8 weeks": (0.0, 8.0),
    "8 to 26 weeks": (8.0, 26.0),
    "over 26 weeks": (26.0, np.inf),
}
"""Weeks left to the stated date, above the first and up to the second."""

Said = dict[str, np.ndarray]
"""Who said it -> quantiles of the scored statements: (rows, 19)."""


def backtest(
    stated: StatedDates,
    *,
    first: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DatesBacktest:
    """Forecast each monthly statement from what was known before, and score those on things that
    shipped (from ``first`` on) after 20 others had.
    """
    kept = monthly(stated.said)
    every = rows(kept)
    scored, left_out = _scored(stated.said, every, first)
    if not scored.size:
        raise NothingRead((_nothing(stated.file, left_out),))
    cdf = stated_forecast.chances(every.where(every.day <= every.day[scored[-1]]), progress)
    new = every.where(_at(scored, every))
    said = {
        "ours": quantiles(cdf[scored]),
        "stated": stated_baselines.stated(new),
        "reference_class": stated_baselines.reference_class(every, scored),
    }
    return DatesBacktest(
        version=__version__,
        method=stated_forecast.METHOD,
        seed=seed,
        first=first,
        all=_beside(said, new, np.ones(scored.size)),
        by_thing=_beside(said, new, shares(new.thing)),
        bands=_bands(said, new),
        differences=_differences(said, new, seed),
        forecasts=_table(kept[scored], said["ours"], new.weeks),
        left_out=(*stated.left_out, *left_out),
        notes=_notes(new),
    )


def _scored(
    said: pl.DataFrame, every: Rows, first: date | None
) -> tuple[np.ndarray, tuple[LeftOut, ...]]:
    """Places of the statements that are scored, and how many are not and why."""
    late = said.filter(pl.col("said_on") >= pl.col("shipped_on")).height
    ships = np.sort(every.shipped[np.unique(every.thing, return_index=True)[1]])
    ended = np.isfinite(every.shipped)
    few = np.searchsorted(ships, every.day) < FEWEST_SHIPPED
    since = -np.inf if first is None else float((first - date(1970, 1, 1)).days)
    earlier = every.shipped < since
    counts = {
        "said on or after the ship day": late,
        "not the first of its month": said.height - late - every.day.size,
        "not shipped yet": int((~ended).sum()),
        f"made before {FEWEST_SHIPPED} things had shipped": int((ended & few).sum()),
        f"on things that shipped before {first}": int((ended & ~few & earlier).sum()),
    }
    left_out = tuple(LeftOut("statements", n, why) for why, n in counts.items() if n)
    return np.flatnonzero(ended & ~few & ~earlier), left_out


def _nothing(file: str, left_out: tuple[LeftOut, ...]) -> Problem:
    why = ", ".join(f"{one.count:,} {one.why}" for one in left_out) or "the file is empty"
    return Problem(
        file,
        f"no statement can be scored: {why}",
        allowed=f"statements on things that shipped after {FEWEST_SHIPPED} others had",
        remedy="give a longer history, or an earlier --from",
    )


def _at(places: np.ndarray, every: Rows) -> np.ndarray:
    made = np.zeros(every.day.size, bool)
    made[places] = True
    return made


def _beside(said: Said, new: Rows, weight: np.ndarray) -> Beside:
    made = {who: _of(quoted, new.weeks, weight) for who, quoted in said.items()}
    return Beside(new.day.size, np.unique(new.thing).size, **made)


def _of(quoted: np.ndarray, weeks: np.ndarray, weight: np.ndarray) -> WeekScores:
    each = [quantile_scores.crps(quoted, weeks), quantile_scores.off(quoted, weeks)]
    each += [quantile_scores.covered(quoted, weeks, size) for size in quantile_scores.COVERED]
    return WeekScores(*(float(np.average(one, weights=weight)) for one in each))


def _bands(said: Said, new: Rows) -> dict[str, Beside]:
    made = {}
    for name, (over, most) in BANDS.items():
        mine = (new.left > over) & (new.left <= most)
        if mine.any():
            part = {who: quoted[mine] for who, quoted in said.items()}
            made[name] = _beside(part, new.where(mine), np.ones(int(mine.sum())))
    return made


def _differences(said: Said, new: Rows, seed: int) -> dict[str, WeeksBetween]:
    """Ours less the other's CRPS, resampled by thing."""
    each = {who: quantile_scores.crps(quoted, new.weeks) for who, quoted in said.items()}
    made = {
        who: scores.difference(each["ours"], theirs, new.thing, seed=seed)
        for who, theirs in each.items()
        if who != "ours"
    }
    return {who: WeeksBetween(d.mean, d.low, d.high) for who, d in made.items()}


def _table(kept: pl.DataFrame, ours: np.ndarray, weeks: np.ndarray) -> pl.DataFrame:
    said = pl.DataFrame(ours, schema=list(NAMES), orient="row")
    return kept.select("what", "said_on").hstack(said).with_columns(actual_weeks=pl.Series(weeks))


def _notes(new: Rows) -> tuple[str, ...]:
    things = np.unique(new.thing).size
    if things >= FEW_THINGS:
        return ()
    return (f"Only {things} things to score: the scores are mostly luck",)
