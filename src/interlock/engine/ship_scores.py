"""Forecasts of ship dates, scored over all and by horizon, every feature as one."""

import numpy as np

from interlock.engine import quantile_scores
from interlock.engine.pace import Floats
from interlock.engine.quantile_scores import COVERED, LEVELS
from interlock.engine.ship_forecasts import Rows
from interlock.engine.stated_rows import shares
from interlock.engine.week_quantiles import BAND_NAMES, BANDS
from interlock.records.pace import WeekScores
from interlock.records.ship_backtest import HeldAt, ShipBand, StatedScores

MEDIAN = len(LEVELS) // 2
MIDDLE_90 = 1.645
"""Standard errors on either side of a share that hold the middle 90 %."""


def by_band(rows: Rows) -> tuple[ShipBand, ...]:
    """All rows first, then each band of forecast medians."""
    at = np.searchsorted(BANDS, rows.quantiles[:, MEDIAN])
    bands = (_band(name, rows.where(at == number)) for number, name in enumerate(BAND_NAMES))
    return (_band("all", rows), *bands)


def held(low: Floats, high: Floats, level: float) -> Floats:
    """How far dates that were to hold with chance ``level`` did, (rows,): 1, 0, or, where they fell
    on the very day to which much chance was given, the part of that chance below the level.

        held = (level - low) / (high - low) within 0 and 1

    so that honest dates hold at every level as often as they say, whatever days trains lump
    together. Source: Czado, Gneiting and Held (2009), Predictive model assessment for count data.
    """
    lump = np.maximum(high - low, 1e-12)
    part: Floats = np.clip((level - low) / lump, 0.0, 1.0)
    return part


def _band(name: str, rows: Rows) -> ShipBand:
    over = rows.where(rows.over)
    features, not_over = int(np.unique(over.feature).size), int((~rows.over).sum())
    if not features:
        return ShipBand(name, 0, 0, not_over)
    weight = shares(over.feature)
    return ShipBand(
        name=name,
        features=features,
        forecasts=int(over.weeks.size),
        not_over=not_over,
        scores=_scores(over, over.quantiles, over.low, over.high, weight),
        bootstrap=_scores(over, over.plain_quantiles, over.plain_low, over.plain_high, weight),
        stated=_stated(over),
        line=tuple(_held_at(float(level), over, weight, features) for level in LEVELS),
    )


def _scores(rows: Rows, quantiles: Floats, low: Floats, high: Floats, weight: Floats) -> WeekScores:
    """Weeks count as far as the records reach: a feature not shipped by then as shipping then."""

    def mean(values: Floats) -> float:
        return float(np.average(values, weights=weight))

    def cover(per_cent: int) -> float:
        below, above = (LEVELS[place] for place in COVERED[per_cent])
        return mean(held(low, high, above) - held(low, high, below))

    said = np.minimum(quantiles, rows.seen[:, None])
    came = np.minimum(rows.weeks, rows.seen)
    return WeekScores(
        cover50=cover(50),
        cover80=cover(80),
        cover90=cover(90),
        p85_held=mean(held(low, high, 0.85)),
        crps_weeks=mean(quantile_scores.crps(said, came)),
        bias_weeks=mean(said[:, MEDIAN] - came),
    )


def _stated(rows: Rows) -> StatedScores | None:
    """The stated date as a forecast of its own, where there is one."""
    some = rows.where(~np.isnan(rows.stated))
    if not some.weeks.size:
        return None
    weight = shares(some.feature)
    came = np.minimum(some.weeks, some.seen)
    off = np.minimum(some.stated, some.seen) - came
    said = np.minimum(some.quantiles, some.seen[:, None])
    return StatedScores(
        forecasts=int(some.weeks.size),
        held=float(np.average(some.weeks <= some.stated, weights=weight)),
        crps_weeks=float(np.average(np.abs(off), weights=weight)),
        bias_weeks=float(np.average(off, weights=weight)),
        ours_crps_weeks=float(np.average(quantile_scores.crps(said, came), weights=weight)),
    )


def _held_at(level: float, rows: Rows, weight: Floats, features: int) -> HeldAt:
    wide = MIDDLE_90 * float(np.sqrt(level * (1 - level) / features))
    share = float(np.average(held(rows.low, rows.high, level), weights=weight))
    return HeldAt(level, share, max(level - wide, 0.0), min(level + wide, 1.0))
