"""How good said quantiles were: pinball CRPS, error of the median, coverage."""

import numpy as np

LEVELS = np.arange(1, 20) / 20
"""The levels of q05, q10 ... q95."""

NAMES = tuple(f"q{round(100 * level):02}" for level in LEVELS)

COVERED = {50: (4, 14), 80: (1, 17), 90: (0, 18)}
"""Per cent -> places of the two quantiles that hold the middle of that size: q25 to q75, ..."""


def crps(said: np.ndarray, weeks: np.ndarray) -> np.ndarray:
    """CRPS of a row in weeks, from the quantiles q05, q10, ..., q95.

        2 / 19 sum over levels a of max(a e, (a - 1) e),   e = weeks - q_a

    ``said`` (rows, 19), ``weeks`` (rows,) -> (rows,). A point is nineteen equal quantiles, and its
    CRPS the absolute error. Source: Gneiting and Raftery (2007), section 6.
    """
    error = weeks[:, None] - said
    made: np.ndarray = 2 * np.maximum(LEVELS * error, (LEVELS - 1) * error).mean(axis=1)
    return made


def off(said: np.ndarray, weeks: np.ndarray) -> np.ndarray:
    """How far the median was off, in weeks: (rows,)."""
    return np.abs(weeks - said[:, LEVELS.size // 2])


def covered(said: np.ndarray, weeks: np.ndarray, per_cent: int) -> np.ndarray:
    """Whether the middle 50, 80 or 90 % held what came, ends included: (rows,)."""
    low, high = COVERED[per_cent]
    return (said[:, low] <= weeks) & (weeks <= said[:, high])
