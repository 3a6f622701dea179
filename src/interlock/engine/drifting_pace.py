"""Weeks to come around a rate that drifts: the gamma-Poisson that forgets, in closed form."""

import math
from dataclasses import dataclass

import numpy as np
from numba import njit

from interlock.engine.pace import Floats, Weeks

DISCOUNT = 0.97
"""What a week's weight is worth a week later: a memory of about 33 weeks."""

NOISE_WEEKS = 52
LEAST_NOISE = 0.02
START = 0.5
"""Items that the rate begins with, in no time: a team with no item yet has a rate above zero."""

MOST_DOUBT = 1.0
"""Relative variance of the rate at most, so that the distant future keeps a finite range."""


@dataclass(frozen=True)
class Drifting:
    """``rate`` items a week, known as a gamma of ``shape``; ``noise`` D, relative, of a week."""

    rate: float
    shape: float
    noise: float


def fit(done: Floats) -> Drifting:
    """The rate today, from past weeks (weeks,), the latest last.

        A = v (1/2 + sum of w^i y_i),   rate = A / (v sum of w^i),   v = 1 / (1 + m D)

    y_i items i weeks ago, w = .97; m and D are the mean and the variance beyond Poisson, relative
    to m^2, of the last year's weeks. Source: West, Harrison and Migon (1985), as in ``pace``.
    """
    year = done[-NOISE_WEEKS:]
    mean = float(year.mean())
    spread = float(year.var(ddof=1)) if year.size > 1 else mean
    noise = max((spread - mean) / mean**2, LEAST_NOISE) if mean else 1.0
    faded = DISCOUNT ** np.arange(done.size - 1, -1, -1)
    seen = START + float(faded @ done)
    return Drifting(seen / float(faded.sum()), seen / (1 + mean * noise), noise)


def by_week(drifting: Drifting, items: Weeks, weeks: int) -> Floats:
    """Chance that ``items`` are done by the end of each of ``weeks`` weeks: (items, weeks).

    The total of k weeks is negative binomial with mean M = k rate and variance

        M + D M^2 / k + M^2 min((1 + (1/w - 1) k / 3) / A, 1)

    : Poisson, noise of single weeks, and doubt of the rate with its drift (the mean of a walk over
    k weeks has a third of its last variance).
    """
    week = np.arange(1, weeks + 1)
    mean = np.asarray(drifting.rate * week, dtype=np.float64)
    doubt = np.minimum((1 + (1 / DISCOUNT - 1) * week / 3) / drifting.shape, MOST_DOUBT)
    done = 1.0 - _below(mean, 1.0 / (drifting.noise / week + doubt), np.asarray(items))
    return np.maximum.accumulate(done, axis=1)


@njit(cache=True)
def _below(mean: Floats, size: Floats, items: Weeks) -> Floats:
    """Chance that a negative binomial of each mean and size is below each of ``items``."""
    most = items.max()
    below = np.zeros((items.size, mean.size))
    for week in range(mean.size):
        m, r = mean[week], size[week]
        chance, summed = -r * math.log1p(m / r), 0.0
        step = math.log(m / (r + m))
        for count in range(most):
            summed += math.exp(chance)
            chance += step + math.log((r + count) / (count + 1.0))
            for at in range(items.size):
                if items[at] == count + 1:
                    below[at, week] = min(summed, 1.0)
    return below
