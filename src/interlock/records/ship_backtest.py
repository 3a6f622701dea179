"""Forecasts of ship dates held against the days on which features shipped."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from interlock.records.pace import WeekScores
from interlock.records.problems import LeftOut


@dataclass(frozen=True)
class StatedScores:
    """The date that was stated for features, on the forecasts of those that had one: ``held``, the
    share shipped by it; how far off it was; and the CRPS of our forecast for the same ones.
    """

    forecasts: int
    held: float
    crps_weeks: float
    bias_weeks: float
    ours_crps_weeks: float


@dataclass(frozen=True)
class HeldAt:
    """The share ``held`` of dates that were to hold with chance ``level``, and the middle 90 % of
    shares that so many features lead to when dates are honest.
    """

    level: float
    held: float
    low: float
    high: float


@dataclass(frozen=True)
class ShipBand:
    """Forecasts whose median lies in a band of weeks ahead. ``forecasts`` of ``features`` are
    scored, each feature as one; of ``not_over`` the 95 % date lies beyond the records' end. Without
    forecasts, no scores.
    """

    name: str
    features: int
    forecasts: int
    not_over: int
    scores: WeekScores | None = None
    bootstrap: WeekScores | None = None
    stated: StatedScores | None = None
    line: tuple[HeldAt, ...] = ()


@dataclass(frozen=True)
class ShippedTogether:
    """How many of the features open on an origin shipped within 13 weeks, beside the forecast.

    ``by_origin``: origin, open, expected, q10, q25, q50, q75, q90, shipped. ``cover50`` and
    ``cover80`` are shares of origins; None without one whose 13 weeks are over.
    """

    cover50: float | None
    cover80: float | None
    by_origin: pl.DataFrame


@dataclass(frozen=True)
class ShipBacktest:
    """``forecasts``: origin, feature, q05 to q95 and shipped_weeks, in weeks from the origin; empty
    beyond what was simulated, and where a feature had not shipped when the records end.
    """

    version: str
    method: str
    seed: int
    as_of: date
    every_days: int
    origins: tuple[date, ...]
    every: ShipBand
    bands: tuple[ShipBand, ...]
    together: ShippedTogether
    forecasts: pl.DataFrame
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()
