"""Dates stated for things before they shipped, and what a backtest on them says."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.problems import LeftOut


@dataclass(frozen=True)
class StatedDates:
    """``said`` has a row a statement: what, said_on, date_said, shipped_on (null while open), and
    started_on, team and kind where they are known.
    """

    said: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    file: str = "statements"


@dataclass(frozen=True)
class WeekScores:
    """How good said weeks were: lower CRPS and error of the median are better; of the middle 50, 80
    and 90 %, the share that held what came.
    """

    crps_weeks: float
    mae_weeks: float
    cover50: float
    cover80: float
    cover90: float


@dataclass(frozen=True)
class Beside:
    """The same statements by our forecast, the stated date itself and the reference class."""

    statements: int
    things: int
    ours: WeekScores
    stated: WeekScores
    reference_class: WeekScores


@dataclass(frozen=True)
class WeeksBetween:
    """A mean difference in weeks and the middle 95 % of its resampled values."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class DatesBacktest:
    """Forecasts from stated dates, held against the days that things shipped.

    ``by_thing`` scores each thing once; ``bands`` by weeks left to the stated date; ``differences``
    are ours less the other's CRPS. ``forecasts`` has what, said_on, q05 to q95 and actual_weeks.
    """

    version: str
    method: str
    seed: int
    first: date | None
    all: Beside
    by_thing: Beside
    bands: dict[str, Beside]
    differences: dict[str, WeeksBetween]
    forecasts: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
