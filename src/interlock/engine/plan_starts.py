"""Orders from which a search begins, and beside which its plan is held: as is, and by rankings."""

from collections.abc import Mapping

import numpy as np

from interlock.engine import plan_rules
from interlock.engine.arrays import Floats, Places
from interlock.engine.joint import WEEKS
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_worlds import Worlds

AS_IS = "as is"
BY_REVENUE = "by revenue named"
BY_SIZE = "by revenue named / size"
BY_WEEK = "by value per week of work"

NUDGE_WEEKS = 2


def starts(worlds: Worlds, rules: Rules) -> Mapping[str, Places]:
    """The order as is, by the amounts of open deals that name a feature, by these per week of its
    work, and by what its being ready today rather than never brings per week of its work, the
    others as in the third. In the rankings frozen features come first, as they are, then those that
    must ship, and what a feature waits for stands before it.
    """
    of = worlds.of
    named, weeks = revenue_named(of), work_weeks(of)
    by_size = ranked(named / weeks, rules)
    worlds.go_to(by_size)
    return {
        AS_IS: as_is(rules),
        BY_REVENUE: ranked(named, rules),
        BY_SIZE: by_size,
        BY_WEEK: ranked(brought_by_each(worlds) / weeks, rules),
    }


def as_is(rules: Rules) -> Places:
    """As is; that frozen features come first in it changes no queue."""
    return plan_rules.frozen_first(np.arange(rules.frozen.size), rules)


def ranked(scores: Floats, rules: Rules) -> Places:
    """Features by score, highest first, each after what it waits for: that gets its score."""
    full = scores.copy()
    full[rules.must] = np.inf
    ahead = list(range(full.size))
    while ahead:
        feature = ahead.pop()
        for other in rules.waits[feature]:
            if full[other] < full[feature]:
                full[other] = full[feature]
                ahead.append(other)
    depth = _depths(rules)
    places = np.arange(full.size)
    first = np.where(rules.frozen, places, -full)
    return np.lexsort((places, -scores, depth, first, ~rules.frozen))


def revenue_named(of: Scenarios) -> Floats:
    """What the open deals are worth that need each feature, or wait for a tool that shows it."""
    amounts = np.zeros(len(of.joint.groups))
    np.add.at(amounts, of.joint.deals["group"].to_numpy(), of.values)
    found = np.zeros(len(of.features))
    for group, amount in zip(of.joint.groups, amounts.tolist(), strict=True):
        for column in of.joint.features_of(group.needs):
            found[column] += amount
    return found


def work_weeks(of: Scenarios) -> Floats:
    """Weeks of its teams' time that each feature is expected to take; a tenth at least."""
    todo, delivery = of.delivery.todo, of.delivery
    pace = np.maximum(delivery.capacity.mean(axis=(0, 1), dtype=float), 1e-9)
    part = delivery.left.mean(axis=0)[todo.part_feature] * todo.part_share / pace[todo.part_team]
    weeks = np.bincount(todo.part_feature, weights=part, minlength=len(of.features))
    return np.maximum(weeks, 0.1)


def brought_by_each(worlds: Worlds) -> Floats:
    """Expected bookings more with a feature ready today than never, the others as in the order
    kept: (features,).
    """
    ready = worlds.dates.ready[0]
    found = np.zeros(len(worlds.of.features))
    for feature in range(found.size):
        both = []
        for week in (0, WEEKS):
            other = ready.copy()
            other[list(worlds.of.joint.hang_on(feature))] = week
            both.append(worlds.were_ready(other, [feature]).mean())
        found[feature] = both[0] - both[1]
    return found


def lost_by_a_week(worlds: Worlds) -> Floats:
    """Expected bookings lost by each week for which a feature alone is ready later, over two weeks
    either way, in the order kept: (features,).
    """
    ready = worlds.dates.ready[0]
    found = np.zeros(len(worlds.of.features))
    for feature in range(found.size):
        both = []
        for weeks in (-NUDGE_WEEKS, NUDGE_WEEKS):
            other = ready.copy()
            rows = list(worlds.of.joint.hang_on(feature))
            other[rows] = np.clip(ready[rows] + weeks, 0, WEEKS)
            both.append(worlds.were_ready(other, [feature]).mean())
        found[feature] = (both[0] - both[1]) / (2 * NUDGE_WEEKS)
    return found


def _depths(rules: Rules) -> Places:
    """How many stand in the longest chain that each waits for."""
    found: dict[int, int] = {}

    def depth(feature: int) -> int:
        if feature not in found:
            found[feature] = 1 + max((depth(one) for one in rules.waits[feature]), default=-1)
        return found[feature]

    return np.array([depth(feature) for feature in range(len(rules.waits))], dtype=np.int64)
