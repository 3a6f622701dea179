"""The scope that brings most within so many weeks of teams' time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from interlock.engine import (
    best_selection,
    plan_buckets,
    plan_rules,
    plan_scenarios,
    plan_scope,
    plan_wishes,
    selection_wishes,
)
from interlock.engine.arrays import Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.outlook import Outlook
from interlock.engine.plan_scope import PARTS_OF_WEEK, Scope
from interlock.engine.plan_wishes import Wanted
from interlock.engine.plan_worlds import Worlds
from interlock.engine.selection import Chosen, Selection
from interlock.engine.selection_wishes import TOO_LARGE, Clash
from interlock.records.errors import NotPossible
from interlock.records.planning import ALL_TEAMS, Wishes

OF_SECONDS = 0.1
"""The share of a plan's seconds in which the scope is chosen."""

Capacity = tuple[tuple[str, float], ...]


def narrowed(now: Outlook, wanted: Wanted, wishes: Wishes, clock: Clock = standing) -> Wanted:
    """The wishes with all left out that is not in the scope that brings most within the capacity
    wished, were it ready at once; what is frozen, and what that waits for, stays. The same without
    such a wish. Raises ``NotPossible`` as ``within`` does.
    """
    if not wanted.capacity:
        return wanted
    worlds = Worlds(plan_scenarios.as_forecast(now, draws=wishes.draws, until=wanted.until))
    names = plan_wishes.names(now, worlds.of.features)
    asked = plan_scope.asked(worlds.of.features, must=wanted.must, without=wanted.without)
    scope = plan_scope.at_once(worlds, now.as_of, asked)
    seconds = OF_SECONDS * wishes.seconds
    found = within(scope, worlds, wanted.capacity, names, seconds=seconds, clock=clock)
    frozen = np.flatnonzero(plan_rules.frozen(now.delivery, wishes.frozen_weeks)).tolist()
    stays = {*of_use(scope.selection, found), *scope.selection.closed(frozen)}
    more = [one for at, one in enumerate(worlds.of.features) if at not in stays]
    return replace(wanted, without=tuple(dict.fromkeys((*wanted.without, *more))))


def there(worlds: Worlds) -> Capacity:
    """Weeks of its time that each team has until the last day that counts."""
    delivery = worlds.of.delivery
    days = (worlds.of.until - delivery.as_of).days
    can = plan_scope.capacity(delivery, [days])[0] / PARTS_OF_WEEK
    return tuple(zip(delivery.paces.teams, can.tolist(), strict=True))


def limited(scope: Scope, worlds: Worlds, capacity: Capacity) -> Selection:
    """The selection with these teams' weeks as its capacity, in place of room for all."""
    delivery = worlds.of.delivery
    by_team = plan_scope.sizes(delivery)
    place = {team: at for at, team in enumerate(delivery.paces.teams)}
    columns = [
        by_team.sum(axis=1) if team == ALL_TEAMS else by_team[:, place[team]]
        for team, _ in capacity
    ]
    can = np.floor([[weeks * PARTS_OF_WEEK for _, weeks in capacity]]).astype(np.int64)
    return replace(scope.selection, sizes=np.column_stack(columns), capacity=can)


def within(
    scope: Scope,
    worlds: Worlds,
    capacity: Capacity,
    names: Sequence[str],
    *,
    seconds: float,
    clock: Clock = standing,
) -> Chosen:
    """The best choice within these weeks, or the best after so many seconds with its bound. Raises
    ``NotPossible`` with all that must ship and does not fit, by name.
    """
    began = clock()
    of = limited(scope, worlds, capacity)
    wrong = selection_wishes.clashes(of)
    if wrong:
        teams = [team for team, _ in capacity]
        raise NotPossible.several([_said(one, names, teams) for one in wrong])
    start = plan_buckets.packed(of, by_density(of))
    found = best_selection.best(of, start=start, watch=lambda *_: clock() - began < seconds)
    return replace(found, bound=min(found.bound, float(of.worth.max(axis=1, initial=0).sum())))


def by_density(of: Selection) -> Places:
    """What must be in with what it needs first; the others by the worth of sets that want them over
    their size, highest first.
    """
    wanted = np.zeros(len(of.sizes))
    for need, worth in zip(of.needs, of.worth.max(axis=1, initial=0).tolist(), strict=True):
        wanted[list(need)] += worth
    density = wanted / np.maximum(of.sizes.sum(axis=1), 1)
    density[sorted(of.closed(of.must))] = np.inf
    return np.argsort(-density, kind="stable")


def of_use(of: Selection, found: Chosen) -> list[int]:
    """The features that are in and must be, or are needed by something that is in, with what they
    need: others had room and bring nothing.
    """
    needed = [
        one for need, when in zip(of.needs, found.sets, strict=True) if when >= 0 for one in need
    ]
    return sorted(of.closed([*of.must, *needed]))


def _said(clash: Clash, names: Sequence[str], teams: Sequence[str]) -> str:
    if clash.kind != TOO_LARGE:
        return clash.said(names)
    wanted = " and ".join(names[one] for one in clash.wanted)
    return (
        f"{wanted} must ship: with all that they wait for, {clash.over / PARTS_OF_WEEK:g} weeks "
        f"more than the capacity of {teams[clash.team]}"
    )
