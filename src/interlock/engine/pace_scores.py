"""Forecasts of weeks until so many items are done, scored over all and by horizon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from interlock.engine import quantile_scores
from interlock.engine.pace import Floats
from interlock.engine.quantile_scores import LEVELS
from interlock.engine.week_quantiles import BAND_NAMES, band
from interlock.records.pace import ItemsResult, WeekBand, WeekScores

BOOTSTRAP, VELOCITY = "bootstrap26", "velocity26"
MEDIAN = len(LEVELS) // 2
P85 = int(np.searchsorted(LEVELS, 0.85 - 1e-9))


@dataclass(frozen=True)
class Scored:
    """One forecast: our ``quantiles`` and the ``bootstrap``'s (19,), the weeks that the average
    ``velocity`` gives, and the ``actual`` weeks; None when the data ends before.
    """

    team: str
    origin: date
    items: int
    quantiles: Floats
    bootstrap: Floats
    velocity: float
    actual: int | None


def result(items: int, rows: Sequence[Scored], inactive: int) -> ItemsResult:
    """Scores over all rows and in each band of forecast medians."""
    bands = [
        _band(name, [row for row in rows if band(row.quantiles[MEDIAN]) == at])
        for at, name in enumerate(BAND_NAMES)
    ]
    return ItemsResult(items, inactive, _band("all", rows), tuple(bands))


def _band(name: str, rows: Sequence[Scored]) -> WeekBand:
    ended = [(row, row.actual) for row in rows if row.actual is not None]
    actual = np.array([weeks for _, weeks in ended], dtype=float)
    censored = len(rows) - len(ended)
    if not ended:
        return WeekBand(name, 0, censored, None, {})
    ours = np.stack([row.quantiles for row, _ in ended])
    redrawn = np.stack([row.bootstrap for row, _ in ended])
    point = np.array([row.velocity for row, _ in ended])
    beside = {BOOTSTRAP: of_quantiles(redrawn, actual), VELOCITY: of_point(point, actual)}
    return WeekBand(name, len(ended), censored, of_quantiles(ours, actual), beside)


def of_quantiles(quantiles: Floats, actual: Floats) -> WeekScores:
    """Scores of ``quantiles`` (forecasts, 19) against ``actual`` weeks (forecasts,)."""
    cover = {
        share: float(quantile_scores.covered(quantiles, actual, share).mean())
        for share in quantile_scores.COVERED
    }
    return WeekScores(
        cover50=cover[50],
        cover80=cover[80],
        cover90=cover[90],
        p85_held=float(np.mean(actual <= quantiles[:, P85])),
        crps_weeks=float(quantile_scores.crps(quantiles, actual).mean()),
        bias_weeks=float(np.mean(quantiles[:, MEDIAN] - actual)),
    )


def of_point(point: Floats, actual: Floats) -> WeekScores:
    """Scores of one number of weeks each: the CRPS of a point is its absolute error."""
    error = point - actual
    return WeekScores(None, None, None, None, float(np.abs(error).mean()), float(error.mean()))
