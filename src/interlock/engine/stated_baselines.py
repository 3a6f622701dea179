"""Ship weeks by two simple rules: the stated date itself, and the ratio of what shipped before."""

import numpy as np

from interlock.engine.quantile_scores import LEVELS
from interlock.engine.stated_rows import Rows

LEAST_LEFT = 1.0
"""Weeks; a nearer date counts as a week off, so that a day's slip is no sevenfold ratio."""

FEWEST_PAST = 5


def stated(new: Rows) -> np.ndarray:
    """The stated date as nineteen equal quantiles, today where it has passed: (rows, 19)."""
    return np.repeat(np.maximum(new.left, 0.0)[:, None], LEVELS.size, axis=1)


def reference_class(every: Rows, places: np.ndarray) -> np.ndarray:
    """Quantiles of weeks left by the reference class, of the rows at ``places``: (rows, 19).

        q_a = (a-quantile of T_i / max(left_i, 1)) * max(left, 1)

    i over the monthly statements, their date not past, of things that had shipped before the day;
    T_i their weeks until it shipped. For a date already past: the a-quantile of T_i over such
    statements, over all where there are fewer than five. Quantiles are straight between ranks.
    """
    ratio = every.weeks / np.maximum(every.left, LEAST_LEFT)
    made = [
        _one(every.shipped < every.day[place], every.left[place], every, ratio) for place in places
    ]
    return np.array(made).reshape(-1, LEVELS.size)


def _one(shipped: np.ndarray, left: float, every: Rows, ratio: np.ndarray) -> np.ndarray:
    """Of a row with so much ``left``, from the rows whose things had ``shipped``."""
    ahead = every.left > 0
    if left > 0 and (shipped & ahead).any():
        quoted: np.ndarray = np.quantile(ratio[shipped & ahead], LEVELS)
        return quoted * max(left, LEAST_LEFT)
    past = shipped & ~ahead
    alike = past if past.sum() >= FEWEST_PAST else shipped
    weeks: np.ndarray = np.quantile(every.weeks[alike], LEVELS)
    return weeks
