"""Remaining time by how stated dates move from month to month until the thing ships."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.stated_rows import DAYS, Rows, shares
from interlock.engine.week_grid import GRID

MONTH_WEEKS = 365.25 / 12 / DAYS
MONTHS = 60
LEFT = np.arange(-12.0, 105.0)
"""Weeks left that are told apart: (states,). What is beyond counts as the end."""

NEAR = 0.25
"""Months that began this far off, in asinh(weeks left / 4), count exp(-1/2)."""

LONGEST_MONTH = 50.0 / DAYS
"""Weeks between two statements that still count as one month."""

PARTS = 5
"""Weeks of a month in which a thing may ship."""


@dataclass(frozen=True)
class Moves:
    """Chances of one month by weeks left: ``stays`` (states, states) of going on with so much
    left, ``ships`` (states, 5) of having shipped within so many weeks.
    """

    stays: np.ndarray
    ships: np.ndarray

    def cdf(self, new: Rows) -> np.ndarray:
        """Chance of having shipped within each week of the grid: (rows, points).

        Month after month the weeks left fall by a month and rise by a past move of the date; the
        thing ships in the month with the chance of those that were as near. Moves of successive
        months are independent given the weeks left. What has not shipped in 60 months never does.
        """
        place = _spread_over(np.clip(new.left, LEFT[0], LEFT[-1]))
        weeks, chances = [np.zeros(1)], [np.zeros((new.day.size, 1))]
        shipped = np.zeros((new.day.size, 1))
        for month in range(MONTHS):
            within = shipped + place @ self.ships
            weeks.append(month * MONTH_WEEKS + np.minimum(np.arange(1.0, PARTS + 1), MONTH_WEEKS))
            chances.append(within)
            shipped, place = within[:, -1:], place @ self.stays
        at, cdf = np.concatenate(weeks), np.concatenate(chances, axis=1)
        return np.array([np.interp(GRID, at, row) for row in cdf]).reshape(-1, GRID.size)


def learn(past: Rows, following: Rows, as_of: float) -> Moves | None:
    """The chances of a month from all months that had ended by ``as_of``; None without any.

    ``past`` are statements made before ``as_of``, ``following`` all that ``after`` counts in. A
    month ends with the next statement or with shipping; so things still open teach too.
    """
    month = _months(past, following, as_of)
    if month is None:
        return None
    left, ships, weeks, move, weight = month
    far = np.arcsinh(LEFT / 4)[:, None] - np.arcsinh(left / 4)[None]
    share = np.exp(-0.5 * np.minimum((far / NEAR) ** 2, 1_000.0)) * weight
    share /= share.sum(axis=1, keepdims=True)
    stays = _going_on(share * ~ships, move)
    within = [(share * (ships & (weeks <= part))).sum(axis=1) for part in range(1, PARTS)]
    return Moves(stays, np.column_stack([*within, (share * ships).sum(axis=1)]))


def _months(past: Rows, following: Rows, as_of: float) -> tuple[np.ndarray, ...] | None:
    """Months that had ended: weeks left before, whether shipped, weeks to that, move, weight."""
    has_next = past.after >= 0
    next_day = np.where(has_next, following.day[past.after], np.inf)
    next_left = np.where(has_next, following.left[past.after], 0.0)
    ships = (past.shipped < as_of) & (past.shipped <= next_day)
    length = (next_day - past.day) / DAYS
    goes_on = ~ships & (next_day < as_of) & (length <= LONGEST_MONTH)
    ended = ships | goes_on
    if not ended.any():
        return None
    passed = np.where(goes_on, length, 0.0)
    move = np.where(goes_on, next_left - past.left + passed, 0.0)
    kept = (past.left, ships, past.weeks, move)
    return *(part[ended] for part in kept), shares(past.thing[ended])


def _going_on(share: np.ndarray, move: np.ndarray) -> np.ndarray:
    """Chances of the weeks left a month later: (states, states)."""
    to = np.clip(LEFT[:, None] - MONTH_WEEKS + move[None], LEFT[0], LEFT[-1])
    below = np.minimum((to - LEFT[0]).astype(int), LEFT.size - 2)
    part = to - LEFT[below]
    place = np.arange(LEFT.size)[:, None] * LEFT.size + below
    made = np.zeros(LEFT.size**2)
    for at, weight in ((place, share * (1 - part)), (place + 1, share * part)):
        made += np.bincount(at.ravel(), weights=weight.ravel(), minlength=made.size)
    return made.reshape(LEFT.size, LEFT.size)


def _spread_over(left: np.ndarray) -> np.ndarray:
    """Each value between two states, by nearness: (rows, states)."""
    below = np.minimum((left - LEFT[0]).astype(int), LEFT.size - 2)
    part = left - LEFT[below]
    made = np.zeros((left.size, LEFT.size))
    rows = np.arange(left.size)
    made[rows, below] = 1 - part
    made[rows, below + 1] += part
    return made
