"""What a backtest on promised days says: of the days, and of the odds that they are met."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.backtest import Reliability
from interlock.records.problems import LeftOut
from interlock.records.stated_dates import WeeksBetween


@dataclass(frozen=True)
class PromiseScores:
    """Of ``n`` promised days that were done: ``crps_weeks``, and the shares of them that the middle
    80 and 90 % held. Of all whose due day is settled: ``hit_rate``, the share done by the day that
    this forecast names (its median), and the ``brier`` score of its odds that the promised day is
    met.
    """

    n: int
    crps_weeks: float
    cover80: float
    cover90: float
    hit_rate: float
    brier: float


@dataclass(frozen=True)
class Met:
    """How many of ``settled`` promised days were met: the ``share`` with its 95 % interval, the
    mean odds that were ``forecast``, and the Brier scores of these and of the ``base`` rate of the
    same class and horizon.
    """

    called: str
    settled: int
    share: float
    low: float
    high: float
    forecast: float
    brier: float
    base: float


@dataclass(frozen=True)
class PromisesBacktest:
    """Promised days held against what came: by the day itself (``raw``), by the ``ratio`` of what
    came before, and by ``ours``.

    ``met`` counts all, ``by_kind`` and ``by_horizon`` parts of them; ``calibration`` is (slope,
    intercept) of ours, ``reliability`` their line, None where too few. ``brier_less_base`` and
    ``crps_less_ratio`` are ours less the other's, resampled by promise. ``forecasts``: what, maker,
    kind, said_on, due, done_on, met, p_met, base_rate, q05 to q95 and actual_weeks.
    """

    version: str
    method: str
    seed: int
    first: date | None
    raw: PromiseScores
    ratio: PromiseScores
    ours: PromiseScores
    promises: int
    met: Met
    by_kind: tuple[Met, ...]
    by_horizon: tuple[Met, ...]
    calibration: tuple[float, float] | None
    reliability: Reliability | None
    brier_less_base: WeeksBetween
    crps_less_ratio: WeeksBetween
    forecasts: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
