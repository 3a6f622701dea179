"""Forecasts of past days held against what happened."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.birth import TermTried
from interlock.records.problems import LeftOut


@dataclass(frozen=True)
class Metrics:
    """How good odds of being won within a horizon were; lower Brier and log loss (nats) are better.

    ``wins_mae``: mean over days of |forecast wins - actual wins|; ``wins_ratio``: forecast wins /
    actual wins over all days. None where there are too few endings to say.
    """

    brier: float
    log_loss: float
    auc: float | None
    wins_mae: float
    wins_ratio: float | None
    calibration_slope: float | None
    calibration_intercept: float | None


@dataclass(frozen=True)
class Between:
    """A figure and the ends of its 95 % interval; differences draw whole deals anew."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Bin:
    """A step of the reliability line: ``count`` forecasts around ``forecast``, of which a share
    ``observed`` was won; ``low`` to ``high`` would hold 9 of 10 shares of honest odds.
    """

    forecast: float
    observed: float
    count: int
    low: float
    high: float


@dataclass(frozen=True)
class Reliability:
    """Brier score = ``miscalibration`` - ``discrimination`` + ``uncertainty``, with its line."""

    miscalibration: float
    discrimination: float
    uncertainty: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True)
class OriginWins:
    """Deals open on a day, and how many of them were to be won within the horizon and were."""

    as_of: date
    open_deals: int
    forecast: float
    actual: int


@dataclass(frozen=True)
class HorizonResult:
    """One horizon over all days from which it had passed. ``differences`` are ours less each
    baseline's, of brier and log_loss; below zero ours is better. ``observed_expected``: wins per
    win forecast, with the 95 % limits of so many deals won.
    """

    horizon_days: int
    n: int
    deals: int
    origins: int
    base_rate: float
    metrics: Metrics
    observed_expected: Between | None
    baselines: dict[str, Metrics | None]
    differences: dict[str, dict[str, Between]]
    reliability: Reliability | None
    by_origin: tuple[OriginWins, ...]


@dataclass(frozen=True)
class TimeToClose:
    """How well the day of closing, won or lost, was forecast, up to ``most_days`` ahead."""

    most_days: int
    n: int
    crps_days: float
    median_abs_error_days: float | None
    baselines: dict[str, tuple[float, float | None]]


@dataclass(frozen=True)
class DealsBacktest:
    """Forecasts from every origin, scored; ``forecasts``: as_of, id, horizon_days, p_won, won."""

    version: str
    method: str
    seed: int
    as_of: date
    first: date
    last: date
    every_days: int
    horizons: tuple[int, ...]
    origins: tuple[date, ...]
    results: tuple[HorizonResult, ...]
    time_to_close: TimeToClose | None
    skill: str
    terms: tuple[TermTried, ...]
    forecasts: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
