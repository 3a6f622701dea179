"""Distributions of weeks moved to what past forecasts of like horizon were off by."""

from dataclasses import dataclass
from math import log

import numpy as np
from numba import njit

from interlock.engine.pace import Floats
from interlock.engine.past_forecasts import OTHERS, PastForecasts

PSEUDO_FORECASTS = 10.0
"""Precision with which the shift starts at zero and the log of the stretch too: standard deviation
.32; what one forecast says is worth at most one in the same unit."""

NEAR = 0.7
"""Doublings of the median within which past forecasts count: one standard deviation of a normal."""

SURE = 1e-4
STEPS = 8
SMALLEST_STEP, NO_STEP = 0.01, 1e-6


@dataclass(frozen=True)
class Recalibration:
    """logit of a chance -> ``shift`` + ``stretch`` times it; (0, 1) changes nothing."""

    shift: float = 0.0
    stretch: float = 1.0

    def of(self, done: Floats) -> Floats:
        """Chances of done by each week, recalibrated; what is sure stays sure, order stays."""
        inner = np.clip(done, SURE, 1 - SURE)
        moved = 1 / (1 + np.exp(-(self.shift + self.stretch * (np.log(inner) - np.log1p(-inner)))))
        sure = np.where(done <= SURE, 0.0, np.where(done >= 1 - SURE, 1.0, moved))
        return sure


def learnt(past: PastForecasts, *, team: int, week: int, median: float) -> Recalibration:
    """The shift and stretch under which past outcomes were likeliest, held towards none.

        maximise  sum of c log(G(high) - G(low)) - 10 (shift^2 + log(stretch)^2) / 2
        logit G(p) = shift + stretch logit p

    over forecasts whose outcome was known by ``week``; low and high are the chances of done before,
    and by the end of, the week in which it was done (the probability integral transform of a whole
    number is that range). A row counts c = its share of independence x
    exp(-(doublings between its median and ``median``)^2 / (2 .7^2)), half when another team's.

    Source: Czado, Gneiting and Held (2009), Predictive model assessment for count data.
    """
    known = past.known(week)
    if not known.any():
        return Recalibration()
    doublings = np.log2(past.median[: past.count][known] / median)
    whose = np.where(past.team[: past.count][known] == team, 1.0, OTHERS)
    count = past.independent()[known] * np.exp(-(doublings**2) / (2 * NEAR**2)) * whose
    low, high = past.low[: past.count][known], past.high[: past.count][known]
    shift, stretch = _fitted(_logit(low), _logit(high), count, PSEUDO_FORECASTS)
    return Recalibration(float(shift), float(np.exp(stretch)))


def _logit(chance: Floats) -> Floats:
    """Log odds; minus and plus infinity for what is as good as sure."""
    inner = np.clip(chance, SURE, 1 - SURE)
    odds = np.log(inner) - np.log1p(-inner)
    low = np.where(chance <= SURE, -np.inf, odds)
    found: Floats = np.where(chance >= 1 - SURE, np.inf, low)
    return found


def _fitted(low: Floats, high: Floats, count: Floats, prior: float) -> Floats:
    """(shift, log stretch) by scoring steps, halved until the posterior rises."""
    at = np.zeros(2)
    value, slope, curve = _posterior(low, high, count, prior, at)
    for _ in range(STEPS):
        step, part = np.linalg.solve(curve, slope), 1.0
        while part > SMALLEST_STEP:
            tried = _posterior(low, high, count, prior, at + part * step)
            if tried[0] > value:
                at = at + part * step
                value, slope, curve = tried
                break
            part /= 2
        if part <= SMALLEST_STEP or np.abs(step).max() < NO_STEP:
            break
    return at


@njit(cache=True)
def _posterior(
    low: Floats, high: Floats, count: Floats, prior: float, at: Floats
) -> tuple[float, Floats, Floats]:
    """Log posterior, its slope, and the curve of the scores' squares."""
    stretch = np.exp(at[1])
    value = -prior * (at[0] ** 2 + at[1] ** 2) / 2
    slope, curve = -prior * at, prior * np.eye(2)
    for row in range(low.size):
        g_low, d_low, x_low = _moved(low[row], at[0], stretch)
        g_high, d_high, x_high = _moved(high[row], at[0], stretch)
        inside = max(g_high - g_low, 1e-9)
        by_shift = (d_high - d_low) / inside
        by_stretch = (d_high * x_high - d_low * x_low) * stretch / inside
        value += count[row] * log(inside)
        slope[0] += count[row] * by_shift
        slope[1] += count[row] * by_stretch
        curve[0, 0] += count[row] * by_shift**2
        curve[0, 1] += count[row] * by_shift * by_stretch
        curve[1, 0] += count[row] * by_shift * by_stretch
        curve[1, 1] += count[row] * by_stretch**2
    return value, slope, curve


@njit(cache=True)
def _moved(odds: float, shift: float, stretch: float) -> tuple[float, float, float]:
    """Chance after the move, its slope, and the log odds (zero where they are endless)."""
    if np.isinf(odds):
        return (0.0 if odds < 0 else 1.0), 0.0, 0.0
    chance = 1 / (1 + np.exp(-(shift + stretch * odds)))
    return chance, chance * (1 - chance), odds
