"""When each feature's work is done: teams work through their queues, week by week, in every
draw.
"""

from typing import Any

import numpy as np
from numba import njit

from interlock.engine.arrays import Flags, Floats, Places

After = np.ndarray[Any, np.dtype[np.float32]]
"""Items left after each week: (draws, weeks, features)."""

NOT_DONE = np.inf
_NOTHING_LEFT = 1e-9


@njit(cache=True, nogil=True)
def work_through(
    capacity: np.ndarray[Any, np.dtype[np.float32]],
    work: Floats,
    fixed: Floats,
    fixed_place: Places,
    held: Floats,
    part_feature: Places,
    part_share: Floats,
    queue_start: Places,
    waits_start: Places,
    waits_for: Places,
    wip_limit: Places,
    after: After | None = None,
) -> Floats:
    """Weeks from as_of until each feature is done: (draws, features), infinite beyond the horizon.

    In each week a team's capacity goes in equal parts to the first ``wip_limit`` features of its
    queue that are neither done nor blocked; what one does not need flows on to the next. A feature
    with work in several teams is done with its last part. A feature is blocked until all that it
    waits for was done before the week began. Inside a week time passes in step with the capacity
    used. One that waits for nothing and has no work left is done at once.

    ``capacity`` (draws, weeks, teams) items; ``work`` (draws, features) items. ``fixed`` (draws,
    some) weeks at which features are done whatever the teams do, ``fixed_place`` (features,) where
    each stands there, -1 where the teams decide; ``held`` (features,) weeks that pass between the
    work's end and being done. Parts are sorted by
    team, then queue order: ``part_feature``, ``part_share`` (parts,) of the feature's work,
    ``queue_start`` (teams + 1,). ``waits_for[waits_start[f]:waits_start[f + 1]]`` are the features
    that f waits for. ``wip_limit`` (teams,), each at least 1. ``after`` (draws, weeks, features),
    where given, is filled with the items left of each feature after each week, zero for the fixed.
    """
    draws, weeks, teams = capacity.shape
    features = work.shape[1]
    done = np.full((draws, features), NOT_DONE)
    waiting = np.flatnonzero(waits_start[1:] > waits_start[:-1])
    active = np.empty(part_feature.size, dtype=np.int64)
    for d in range(draws):
        left, mine = work[d][part_feature] * part_share, done[d]
        parts_open = np.zeros(features, dtype=np.int64)
        for part in range(left.size):
            parts_open[part_feature[part]] += 1
        for feature in range(features):
            if fixed_place[feature] >= 0:
                mine[feature] = fixed[d, fixed_place[feature]]
        _skip_finished(left, mine, fixed_place, held, parts_open, part_feature, waits_start)
        free = np.ones(features, dtype=np.bool_)
        head = queue_start[:-1].copy()
        for week in range(weeks):
            _unblock(free, waiting, mine, waits_start, waits_for, float(week))
            for team in range(teams):
                if head[team] < queue_start[team + 1]:
                    head[team] = spend(
                        capacity[d, week, team], week, head[team], queue_start[team + 1], left,
                        part_feature, parts_open, free, mine, held, active, wip_limit[team],
                    )  # fmt: skip
            if after is not None:
                for part in range(left.size):
                    after[d, week, part_feature[part]] += max(left[part], 0.0)
    return done


@njit(cache=True, nogil=True)
def _skip_finished(
    left: Floats,
    done: Floats,
    fixed_place: Places,
    held: Floats,
    parts_open: Places,
    part_feature: Places,
    waits_start: Places,
) -> None:
    """Take parts out of the queues that are fixed, or have no work left and wait for nothing."""
    for part in range(left.size):
        feature = part_feature[part]
        if fixed_place[feature] >= 0:
            left[part] = -1.0
        elif left[part] <= _NOTHING_LEFT and waits_start[feature] == waits_start[feature + 1]:
            left[part] = -1.0
            parts_open[feature] -= 1
            if parts_open[feature] == 0:
                done[feature] = held[feature]


@njit(cache=True, nogil=True)
def _unblock(
    free: Flags,
    waiting: Places,
    done: Floats,
    waits_start: Places,
    waits_for: Places,
    now: float,
) -> None:
    for feature in waiting:
        free[feature] = True
        for at in range(waits_start[feature], waits_start[feature + 1]):
            if done[waits_for[at]] > now:
                free[feature] = False


@njit(cache=True, nogil=True)
def spend(
    capacity: float,
    week: int,
    head: int,
    end: int,
    left: Floats,
    part_feature: Places,
    parts_open: Places,
    free: Flags,
    done: Floats,
    held: Floats,
    active: Places,
    limit: int,
) -> int:
    """One team's week; returns where its queue now begins. ``active`` is room to work in."""
    spent = 0.0
    while True:
        while head < end and left[head] < 0:
            head += 1
        count, least = 0, np.inf
        for part in range(head, end):
            if left[part] >= 0 and free[part_feature[part]]:
                active[count] = part
                least = min(least, left[part])
                count += 1
                if count == limit:
                    break
        each = min(least, (capacity - spent) / count) if count else 0.0
        if count == 0 or (each <= 0.0 and least > 0.0):
            return head
        spent += each * count
        for part in active[:count]:
            left[part] -= each
            if left[part] <= _NOTHING_LEFT:
                left[part] = -1.0
                feature = part_feature[part]
                parts_open[feature] -= 1
                if parts_open[feature] == 0:
                    part_of_week = spent / capacity if capacity > 0 else 0.0
                    done[feature] = week + part_of_week + held[feature]
