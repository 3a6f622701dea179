"""Remaining time as what came of statements like this one: a weighted Kaplan-Meier of ratios."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.stated_rows import GRACE_WEEKS, Rows, shares
from interlock.engine.week_grid import GRID

NEAR = 0.7
"""Statements this far off in the log of weeks left count exp(-1/2)."""

TAIL = 0.35
"""Beyond the last ratio that was seen ending, chances fall like a log-logistic of this scale."""

SURE = 1e-9


@dataclass(frozen=True)
class Likeness:
    """Past statements by ratio: ``log_ratio`` (rows,), whether ``open``, ``weight``, ``log_left``
    and whether the date was ``past``.
    """

    log_ratio: np.ndarray
    open: np.ndarray
    weight: np.ndarray
    log_left: np.ndarray
    past: np.ndarray

    def cdf(self, new: Rows) -> np.ndarray:
        """Chance of having shipped within each week of the grid: (rows, points).

            F(t) = 1 - product over ratios r <= t / (left + 1.5) that ended of
                   (1 - w_r / sum of w at r or above)

        w is exp(-(difference in log left)^2 / (2 0.7^2)) times the thing's share; statements of
        dates already past learn from such alone, where there are any. Source: Kaplan and Meier
        (1958); weights by distance as in Beran (1981).
        """
        if not self.open.size:
            return np.zeros((new.day.size, GRID.size))
        return np.array([self._one(left) for left in new.left]).reshape(-1, GRID.size)

    def _one(self, left: float) -> np.ndarray:
        base = np.log(max(left, 0.0) + GRACE_WEEKS)
        weight = self.weight * np.exp(-0.5 * ((self.log_left - base) / NEAR) ** 2)
        alike = self.past == (left <= 0)
        if (alike & ~self.open).any():
            weight = weight * alike
        at_risk = np.maximum(weight[::-1].cumsum()[::-1], 1e-300)
        alive = np.cumprod(np.where(self.open, 1.0, 1 - np.minimum(weight / at_risk, 1 - SURE)))
        with np.errstate(divide="ignore"):
            ratio = np.log(GRID) - base
        seen = np.searchsorted(self.log_ratio, ratio, side="right")
        survival = np.r_[1.0, alive][seen]
        return 1 - survival * _tail(ratio - self.log_ratio[-1])


def learn(past: Rows, as_of: float) -> Likeness:
    """Past statements with their ratios as known on ``as_of``."""
    weeks, still_open = past.followed(as_of)
    log_left = np.log(np.maximum(past.left, 0.0) + GRACE_WEEKS)
    ratio = np.log(weeks) - log_left
    order = np.lexsort((past.thing, still_open, ratio))
    parts = (ratio, still_open, shares(past.thing), log_left, past.left <= 0)
    return Likeness(*(part[order] for part in parts))


def _tail(beyond: np.ndarray) -> np.ndarray:
    made: np.ndarray = np.exp(-np.clip(beyond, 0.0, None) / TAIL)
    return made
