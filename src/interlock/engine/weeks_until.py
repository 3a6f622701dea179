"""The chance that so many items are done by each week to come, exactly, without drawing."""

import math

import numpy as np
from numba import njit

from interlock.engine.pace import Floats, Weeks
from interlock.engine.week_blocks import Redrawn

NEARLY_NONE = 1e-12
"""Chance of not being done that is as good as none: later weeks are not looked at."""


def by_week(weeks_to_come: Redrawn, items: Weeks, weeks: int) -> Floats:
    """Chance that ``items`` (any number of counts) are done by the end of each of ``weeks`` weeks:
    (items, weeks).

    The chances of each total are led on week by week, exactly; a total that is no whole number
    (a stretch of another size) counts as the two neighbours, such that its mean is kept.
    """
    first, then = weeks_to_come.first, weeks_to_come.then
    below = _below(first.items, first.chance, then.items, then.chance, weeks, int(items.max()))
    done: Floats = 1.0 - below[:, items].T
    return done


@njit(cache=True)
def _below(
    first: Floats, chance: Floats, then: Floats, then_chance: Floats, weeks: int, most: int
) -> Floats:
    """Chance of fewer than 0 ... ``most`` items by each week: (weeks, most + 1)."""
    below = np.zeros((weeks, most + 1))
    total = np.zeros(most)
    total[0] = 1.0
    week = 0
    blocks, odds = first, chance
    while week < weeks and total.sum() > NEARLY_NONE:
        led_on = total
        for at in range(min(blocks.shape[1], weeks - week)):
            led_on = _led_on(total, blocks[:, at], odds)
            below[week, 1:] = np.cumsum(led_on)
            week += 1
        total, blocks, odds = led_on, then, then_chance
    return below


@njit(cache=True)
def _led_on(total: Floats, more: Floats, odds: Floats) -> Floats:
    """Chances of each total below the most, after ``more`` items with these ``odds``."""
    most = total.size
    step = np.zeros(most)
    for block in range(more.size):
        whole = math.floor(more[block])
        part = more[block] - whole
        if whole < most:
            step[whole] += odds[block] * (1.0 - part)
        if part > 0.0 and whole + 1 < most:
            step[whole + 1] += odds[block] * part
    found = np.zeros(most)
    for count in range(most):
        if step[count] > 0.0:
            for before in range(most - count):
                found[count + before] += step[count] * total[before]
    return found
