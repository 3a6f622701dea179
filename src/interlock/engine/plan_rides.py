"""From done to shipped, feature by feature: what waits, trains, releases, pulls of stated dates."""

from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine import plan_queues
from interlock.engine.arrays import Flags, Floats, Places
from interlock.engine.joint import WEEKS
from interlock.engine.plan_queues import Parts, Weeks
from interlock.engine.releases import NEVER, Days
from interlock.records.calendar import DAYS_PER_WEEK

_ROUNDING = 1e-6


class Rides(NamedTuple):
    """What no order changes. Each feature's ``train`` (features,), -1 without, and its ``own_stop``
    there, -1 where it does not go with it; whether it ``goes`` with an earlier one (draws,
    features); the trains' ``stops`` (trains, stops, draws), infinite past the last; the ``group``
    (features,) that ships together, -1 without, with ``members[member_start[g]:...]``; days by
    which stated dates pull (features, draws), NaN for one that is not ``shifts``; ``is_pulled``
    whether any is; what each waits for as in ``queue.work_through``, which counts here
    where work goes ``ahead`` on what waits; the ``horizon`` in days.
    """

    train: Places
    own_stop: Places
    goes: Flags
    stops: Floats
    group: Places
    member_start: Places
    members: Places
    shifts: Floats
    is_pulled: bool
    waits_start: Places
    waits_for: Places
    ahead: bool
    horizon: int


@njit(cache=True, nogil=True)
def date(
    some: Places,
    groups: Places,
    parts: Parts,
    rides: Rides,
    ended: Floats,
    week_of: Weeks,
    own_day: Floats,
    day: Floats,
    ready: Days,
) -> None:
    """The days until ``some`` features have shipped and the weeks from which they are ready, by
    their parts' ends, as ``releases.ship`` and ``joint.ready_weeks``: (features, draws) each.

    ``some`` stand after what they wait for, and hold all members of ``groups``. ``own_day``: until
    each is done.
    """
    draws = ended.shape[1]
    for f in some:
        for d in range(draws):
            done, _ = plan_queues.done_in(f, d, parts, ended, week_of)
            own_day[f, d] = np.ceil(done * DAYS_PER_WEEK - _ROUNDING)
            if rides.ahead:
                for at in range(rides.waits_start[f], rides.waits_start[f + 1]):
                    own_day[f, d] = max(own_day[f, d], own_day[rides.waits_for[at], d])
            day[f, d] = _boards(own_day[f, d], f, d, rides)
    _with_the_last(groups, rides, day)
    if rides.is_pulled:
        for f in some:
            for d in range(draws):
                day[f, d] = _pulled(day[f, d], f, d, rides)
        _with_the_last(groups, rides, day)
    for f in some:
        for d in range(draws):
            ready[f, d] = ready_week(day[f, d], rides.horizon)


@njit(cache=True, nogil=True)
def ready_week(day: float, horizon: int) -> int:
    if day > horizon:
        return WEEKS
    return min(max(-(-int(day) // DAYS_PER_WEEK), 0), WEEKS)


@njit(cache=True, nogil=True)
def as_day(day: float, horizon: int) -> int:
    return int(day) if day <= horizon else NEVER


@njit(cache=True, nogil=True)
def _boards(done: float, f: int, d: int, rides: Rides) -> float:
    if rides.own_stop[f] < 0:
        return done
    stops, soonest = rides.stops[rides.train[f]], np.inf
    first = 0 if rides.goes[d, f] else rides.own_stop[f]
    for stop in range(first, stops.shape[0]):
        if done <= stops[stop, d] < soonest:
            soonest = stops[stop, d]
    return soonest


@njit(cache=True, nogil=True)
def _pulled(shipped: float, f: int, d: int, rides: Rides) -> float:
    day = min(shipped, float(rides.horizon))
    if np.isnan(rides.shifts[f, d]):
        return day
    day = max(day + rides.shifts[f, d], 1.0)
    if rides.train[f] < 0:
        return day
    nearest, last = np.inf, -np.inf
    for stop in rides.stops[rides.train[f], :, d]:
        if stop < np.inf:
            last = max(last, stop)
            if abs(stop - day) < abs(nearest - day):
                nearest = stop
    return day if day > last else nearest


@njit(cache=True, nogil=True)
def _with_the_last(groups: Places, rides: Rides, day: Floats) -> None:
    for group in groups:
        members = rides.members[rides.member_start[group] : rides.member_start[group + 1]]
        for d in range(day.shape[1]):
            last = 0.0
            for f in members:
                last = max(last, day[f, d])
            for f in members:
                day[f, d] = last
