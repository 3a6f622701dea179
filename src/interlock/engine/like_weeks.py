"""The next weeks as they went on after weeks like the last ones."""

import numpy as np

from interlock.engine.pace import Floats
from interlock.engine.week_blocks import Blocks, stretches

LENGTH = 2
"""Weeks ahead that the last weeks tell something of."""

LEVEL_WEEKS = 26
"""Weeks whose mean is the usual pace of a week."""

LOOKED = (1, 2, 4)
"""Two weeks are alike when the last 1, 2 and 4 weeks before them were."""

WIDTH = 0.5
"""How unlike, in log pace, a week may be and still count: one standard deviation."""

USUAL, LEAST = 0.25, 0.1
"""Part of the usual pace, and items, added on both sides: a week of nothing is low, not endless."""

FIRST = 8
"""Weeks before the first one that may be compared."""

MOST_WEEKS = 156


def after_like_weeks(done: Floats, length: int = LENGTH) -> Blocks:
    """Stretches of ``length`` weeks, each with the chance that it follows now.

        chance of the stretch that began in week s ~ exp(-|f_s - f|^2 / (2 .5^2))
        f_k = log((items a week of the last k + L/4 + .1) / (5 L/4 + .1)),   k = 1, 2, 4

    L is the mean of the 26 weeks before; the stretch is taken times L / L_s, so that it is the
    shape of what followed that is taken and not the size of the team then. ``done`` (weeks,) holds
    at least nine past weeks, of which the last three years may be taken.

    Source: Lall and Sharma (1996), A nearest neighbor bootstrap for resampling hydrologic series.
    """
    now = done.size
    starts = np.arange(max(FIRST, now - MOST_WEEKS), max(now - length, FIRST) + 1)
    starts = starts[starts + length <= now]
    level, signs = levels(done), _signs(done)
    far = ((signs[starts] - signs[now]) ** 2).sum(axis=1)
    chance = np.exp(-(far - far.min()) / (2 * WIDTH**2))
    scale = (level[now] + LEAST) / (level[starts] + LEAST)
    followed = stretches(done, starts, length) * scale[:, None]
    return Blocks(followed, chance / chance.sum())


def levels(done: Floats) -> Floats:
    """Items a week over the 26 weeks (or as many as there are) before each week, (weeks + 1,)."""
    return _mean_of_last(done, LEVEL_WEEKS)


def _signs(done: Floats) -> Floats:
    level = levels(done)
    last = np.column_stack([_mean_of_last(done, weeks) for weeks in LOOKED])
    usual = level[:, None]
    signs: Floats = np.log((last + USUAL * usual + LEAST) / ((1 + USUAL) * usual + LEAST))
    return signs


def _mean_of_last(done: Floats, weeks: int) -> Floats:
    """Mean of the ``weeks`` (or as many as there are) before each week; zero before the first."""
    summed = np.concatenate([[0.0], done.cumsum()])
    at = np.arange(summed.size)
    first = np.maximum(at - weeks, 0)
    mean: Floats = (summed[at] - summed[first]) / np.maximum(at - first, 1)
    return mean
