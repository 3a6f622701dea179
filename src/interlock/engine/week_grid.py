"""Chances by week: distribution functions on one grid, their quantiles and their scores."""

import numpy as np

from interlock.engine.quantile_scores import LEVELS

LAST_WEEK = 600.0
POINTS = 256
FINEST = 0.5
"""Weeks; the grid is even below and grows in proportion above."""

GRID = FINEST * np.expm1(np.linspace(0.0, np.log1p(LAST_WEEK / FINEST), POINTS))
"""Weeks from a statement, 0 to 600, about 3 % apart: (points,)."""

_RISE = 1e-9 * np.arange(POINTS)
_STEP = np.diff(GRID)


def quantiles(cdf: np.ndarray, levels: np.ndarray = LEVELS) -> np.ndarray:
    """Weeks by which the chance reaches each level, straight between points of the grid.

    ``cdf`` (rows, points) -> (rows, levels). What lies beyond the grid is its last week.
    """
    return np.array([np.interp(levels, row + _RISE, GRID) for row in cdf]).reshape(-1, levels.size)


def chance_by(cdf: np.ndarray, weeks: np.ndarray) -> np.ndarray:
    """Chance of having shipped by a row's own ``weeks`` (rows,): (rows,)."""
    pairs = zip(weeks, cdf, strict=True)
    return np.array([np.interp(week, GRID, row) for week, row in pairs], dtype=float)


def crps_so_far(cdf: np.ndarray, weeks: np.ndarray, shipped: np.ndarray) -> np.ndarray:
    """CRPS in weeks up to what has been seen.

        integral from 0 to c of (F(t) - 1[t >= T])^2 dt

    T is the ship week where ``shipped``, and c (``until`` below) as long as it has been followed;
    for what is open T lies beyond c = ``weeks``. ``weeks`` (rows, 2): followed c, and T or
    infinity. Proper for every c. Source: Gneiting and Ranjan (2011), threshold weighting.
    """
    until, at = weeks[:, :1], np.where(shipped, weeks[:, 1], np.inf)[:, None]
    middle = (GRID[1:] + GRID[:-1]) / 2
    step = np.clip(until - GRID[:-1], 0.0, _STEP)
    height = (cdf[:, 1:] + cdf[:, :-1]) / 2
    made: np.ndarray = (step * (height - (middle >= at)) ** 2).sum(axis=1)
    return made
