"""Quantiles of a number of whole weeks, and how good they were once the number is known."""

from bisect import bisect_left

import numpy as np

from interlock.engine.pace import Floats
from interlock.engine.quantile_scores import LEVELS

HAIR = 0.01
"""Weeks by which a quantile stands beside a whole week whose chance it takes in, or leaves out."""

BANDS = (2, 4, 8, 16)
"""Forecast medians, in weeks, up to which each band of horizons goes; the last has no end."""

BAND_NAMES = ("to 2", "2 to 4", "4 to 8", "8 to 16", "over 16")


def nearest(done: Floats) -> Floats:
    """The 19 quantiles of the week in which the last item is done, in weeks, (19,).

    ``done`` (weeks,) is the chance of done by the end of week 1, 2 ... A whole number of weeks
    takes a lump of chance, so hardly any range of weeks holds exactly 80 %. A level falls into
    week k where done[k-1] < level <= done[k]; the boundary that is nearer to the level is taken: a
    hair above k where week k then lies under the quantile and a hair below where it lies over it,
    so that intervals, ends taken in, hold on average as often as they say.

        above the median: k, or k - .01 when done[k-1] is nearer
        below the median: k, or k + .01 when done[k] is nearer
        median: k
    """
    week = np.minimum(np.searchsorted(done, LEVELS - 1e-12), done.size - 1)
    before = np.where(week > 0, done[week - 1], 0.0)
    upper = before + done[week] < 2 * LEVELS
    middle = len(LEVELS) // 2
    quantiles = week + 1.0
    high, low = slice(middle + 1, None), slice(None, middle)
    median = quantiles[middle]
    quantiles[high] = np.maximum(quantiles[high] - HAIR * ~upper[high], median)
    quantiles[low] = np.minimum(quantiles[low] + HAIR * upper[low], median)
    return quantiles


def smallest(done: Floats) -> Floats:
    """The usual quantiles: the first week by whose end the chance is at least the level, (19,)."""
    week = np.minimum(np.searchsorted(done, LEVELS - 1e-12), done.size - 1)
    quantiles: Floats = week + 1.0
    return quantiles


def crps(done: Floats, actual: int) -> Floats:
    """CRPS in weeks of whole distributions (..., weeks): the sum over weeks of (chance of done by
    then - whether it was)^2.
    """
    was = np.arange(1, done.shape[-1] + 1) >= actual
    scores: Floats = ((done - was) ** 2).sum(axis=-1)
    return scores


def band(median: float) -> int:
    """Which band of horizons a forecast median lies in: 0 to 4."""
    return bisect_left(BANDS, median)
