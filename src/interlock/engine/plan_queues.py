"""One team's queue worked through in every draw, everything else of the company staying put."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from interlock.engine import queue
from interlock.engine.arrays import Flags, Floats, Places

Weeks = np.ndarray[Any, np.dtype[np.int16]]
"""Weeks in which parts of features end: (parts, draws)."""

OPEN, BEFORE = 32_000, -1
"""Not ended within the horizon; ended before the first week began."""

_NOTHING_LEFT = 1e-9


class Parts(NamedTuple):
    """What no order changes. ``feature`` (parts,) of each part and its ``left`` items
    (parts, draws); a feature's parts by team, ``own[own_start[f]:own_start[f + 1]]``; the weeks at
    which features are ``fixed`` whatever teams do (features, draws), NaN where teams decide;
    ``held`` (features,) weeks that pass once work has ended; what each waits for as in
    ``queue.work_through``; ``watched`` (parts,) those whose week of ending matters to others.
    """

    feature: Places
    left: Floats
    own_start: Places
    own: Places
    fixed: Floats
    held: Floats
    waits_start: Places
    waits_for: Places
    watched: Flags


@njit(cache=True, nogil=True)
def work_alone(
    capacity: np.ndarray[Any, np.dtype[np.float32]],
    line: Places,
    limit: int,
    parts: Parts,
    ended: Floats,
    week_of: Weeks,
) -> Flags:
    """Work through one team's queue as ``queue.work_through`` does, given when the other teams'
    parts end; says which places of the ``line`` moved in any draw.

    ``capacity`` (draws, weeks) items of this team, ``line`` its parts in order; ``ended`` (parts,
    draws) weeks from as_of, inside the week ``week_of`` (parts, draws): both are read of other
    teams and written of this one.
    """
    count = line.size
    moved = np.zeros(count, dtype=np.bool_)
    watched = np.flatnonzero(parts.watched[line])
    was, left, mine = np.empty(count), np.empty(count), np.empty(count)
    free = np.empty(count, dtype=np.bool_)
    for d in range(capacity.shape[0]):
        for at in range(count):
            was[at] = ended[line[at], d]
        waiting = _begin(d, line, parts, left, mine, free, week_of)
        _through(
            capacity[d], d, line, limit, parts, watched, waiting, left, mine, free, ended, week_of
        )
        for at in range(count):
            part = line[at]
            ended[part, d] = mine[at]
            if mine[at] < np.inf and week_of[part, d] == OPEN:
                week_of[part, d] = np.int16(mine[at])
            moved[at] = moved[at] or was[at] != mine[at]
    return moved


@njit(cache=True, nogil=True)
def _begin(
    d: int, line: Places, parts: Parts, left: Floats, mine: Floats, free: Flags, week_of: Weeks
) -> int:
    """A draw's work as it is before the first week; how many parts wait for something."""
    waiting = 0
    for at in range(line.size):
        part = line[at]
        feature = parts.feature[part]
        waits = parts.waits_start[feature] < parts.waits_start[feature + 1]
        is_fixed = not np.isnan(parts.fixed[feature, d])
        left[at], mine[at], free[at] = parts.left[part, d], np.inf, True
        week_of[part, d] = OPEN
        if is_fixed or (left[at] <= _NOTHING_LEFT and not waits):
            left[at], mine[at] = -1.0, 0.0
            week_of[part, d] = BEFORE
        elif waits:
            free[at] = False
            waiting += 1
    return waiting


@njit(cache=True, nogil=True)
def _through(
    capacity: np.ndarray[Any, np.dtype[np.float32]],
    d: int,
    line: Places,
    limit: int,
    parts: Parts,
    watched: Places,
    waiting: int,
    left: Floats,
    mine: Floats,
    free: Flags,
    ended: Floats,
    week_of: Weeks,
) -> None:
    """Week by week until nothing is left; what is watched is told at once."""
    count = line.size
    nothing, alone = np.zeros(count), np.arange(count)
    parts_open, active = np.ones(count, np.int64), np.empty(count, np.int64)
    head = 0
    for week in range(capacity.size):
        while head < count and left[head] < 0:
            head += 1
        if head == count:
            return
        if waiting:
            waiting -= _unblock(week, d, line, parts, free, ended, week_of)
        head = queue.spend(
            capacity[week], week, head, count, left,
            alone, parts_open, free, mine, nothing, active, limit,
        )  # fmt: skip
        for at in watched:
            part = line[at]
            if mine[at] < np.inf and week_of[part, d] == OPEN:
                week_of[part, d] = week
                ended[part, d] = mine[at]


@njit(cache=True, nogil=True)
def _unblock(
    week: int, d: int, line: Places, parts: Parts, free: Flags, ended: Floats, week_of: Weeks
) -> int:
    """Free what waits for nothing any more; how many that are."""
    count = 0
    for at in range(line.size):
        if not free[at]:
            feature = parts.feature[line[at]]
            is_free = True
            for wait in range(parts.waits_start[feature], parts.waits_start[feature + 1]):
                done, last = done_in(parts.waits_for[wait], d, parts, ended, week_of)
                if last >= week or done > week:
                    is_free = False
                    break
            if is_free:
                free[at] = True
                count += 1
    return count


@njit(cache=True, nogil=True)
def done_in(feature: int, d: int, parts: Parts, ended: Floats, week_of: Weeks) -> tuple[float, int]:
    """When a feature is done in a draw, its last part having ended, and in which week that was; of
    parts that end in one week the last team's counts.
    """
    if not np.isnan(parts.fixed[feature, d]):
        return parts.fixed[feature, d], BEFORE
    done, last = 0.0, BEFORE
    for at in range(parts.own_start[feature], parts.own_start[feature + 1]):
        part = parts.own[at]
        week = week_of[part, d]
        if week == OPEN:
            return np.inf, OPEN
        if week >= last and week != BEFORE:
            done, last = ended[part, d], week
    return done + parts.held[feature], last
