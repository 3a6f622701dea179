"""Forecasts of the week in which so many items are done, held against the week it was."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.problems import LeftOut


@dataclass(frozen=True)
class Finished:
    """Finished items, one row each, with ``done_on``, and ``team`` where teams are told apart.

    ``last`` is the last day that the data knows of.
    """

    items: pl.DataFrame
    last: date
    by_team: bool
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class WeekScores:
    """How good forecasts of a number of weeks were.

    ``cover50`` to ``cover90``: shares of actual weeks inside the middle 50, 80, 90 %, ends taken
    in; ``p85_held``: share at or before q85; None where only a point was forecast. ``crps_weeks``:
    lower is better, a point's is its absolute error. ``bias_weeks``: mean of forecast median less
    actual, above zero when forecast too late.
    """

    cover50: float | None
    cover80: float | None
    cover90: float | None
    p85_held: float | None
    crps_weeks: float
    bias_weeks: float


@dataclass(frozen=True)
class WeekBand:
    """Forecasts whose median lies in a band of weeks ahead; ``origins`` counts those that came to
    an end, ``censored`` those that had not when the data ends. Without origins, no scores.
    """

    name: str
    origins: int
    censored: int
    scores: WeekScores | None
    baselines: dict[str, WeekScores]


@dataclass(frozen=True)
class ItemsResult:
    """Weeks until the next ``items`` are done; ``inactive`` origins were not forecast."""

    items: int
    inactive: int
    every: WeekBand
    bands: tuple[WeekBand, ...]


@dataclass(frozen=True)
class PaceBacktest:
    """``forecasts``: origin, items, q05 to q95 and actual_weeks, with team where told apart.

    ``weights``: what each member of the pool counted at each team's last origin; ``weeks``: how
    many whole weeks each team's series has.
    """

    version: str
    method: str
    every_weeks: int
    first: date | None
    last: date | None
    by_team: bool
    weeks: dict[str, int]
    results: tuple[ItemsResult, ...]
    weights: dict[str, dict[str, float]]
    forecasts: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
