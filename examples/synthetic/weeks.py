"""The calendar of a world: weeks are counted from 0, days from 1970-01-01."""

from datetime import date, timedelta

import numpy as np
from synthetic.world import World

EPOCH = date(1970, 1, 1).toordinal()


def monday(world: World, week: np.ndarray | int) -> np.ndarray:
    """The day on which a week begins."""
    last = world.as_of - timedelta(days=world.as_of.weekday())
    return np.asarray(last.toordinal() - EPOCH + 7 * (np.asarray(week) - world.weeks + 1))


def friday(world: World, week: np.ndarray | int) -> np.ndarray:
    """The day on which releases leave: no item of the week is finished later."""
    return monday(world, week) + 4


def month_end(day: np.ndarray) -> np.ndarray:
    return _end(day, 1)


def quarter_end(day: np.ndarray) -> np.ndarray:
    return _end(day, 3)


def quarter(day: np.ndarray) -> np.ndarray:
    """Calendar quarters, counted from 1970's first."""
    return _months(day) // 3


def friday_left(world: World, week: np.ndarray | int) -> np.ndarray:
    """Days from a week's Friday to the end of its quarter."""
    return quarter_end(friday(world, week)) - friday(world, week)


def season(world: World) -> np.ndarray:
    """What each week of history and future adds to winning."""
    left = friday_left(world, np.arange(world.weeks + world.ahead))
    return world.quarter_end * np.select([left < 14, left < 28], [1.0, 0.5], 0.0)


def _months(day: np.ndarray) -> np.ndarray:
    return np.asarray(day).astype("M8[D]").astype("M8[M]").astype(np.int64)


def _end(day: np.ndarray, months: int) -> np.ndarray:
    after = (_months(day) // months + 1) * months
    return after.astype("M8[M]").astype("M8[D]").astype(np.int64) - 1
