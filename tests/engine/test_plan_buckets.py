"""The order that the exact choice by month proposes: against all choices, and as a start."""

import itertools
from functools import cache

import numpy as np

from interlock.engine import (
    plan_buckets,
    plan_gap,
    plan_rules,
    plan_scenarios,
    plan_scope,
    plan_search,
    plan_starts,
)
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_worlds import Worlds
from interlock.engine.selection import NEVER
from interlock.engine.selection_check import periods_of_sets, used, value
from tests.engine import planned_worlds

NOBODY = np.zeros(0, dtype=np.int64)


@cache
def case(frozen_weeks=0):
    now = planned_worlds.four()
    of = plan_scenarios.drawn(now, which=1, draws=128, until=now.quarters[-1].last)
    return Worlds(of), plan_rules.rules(of, must=NOBODY, frozen_weeks=frozen_weeks)


def proposed(worlds, rules, ends=()):
    scores = plan_starts.brought_by_each(worlds) / plan_starts.work_weeks(worlds.of)
    return plan_buckets.by_months(worlds, rules, scores, ends=ends)


def keeps(of, when):
    waits = all(
        when[one] == NEVER or (when[first] != NEVER and when[first] <= when[one])
        for one, first in of.waits
    )
    return waits and (used(of, when) <= of.capacity).all()


def test_the_choice_is_the_best_of_all_by_period():
    worlds, rules = case()
    ends = plan_scope.months(worlds.of.delivery.as_of, worlds.of.until)[2::4]
    found = proposed(worlds, rules, ends)
    of = found.scope.selection
    choices = itertools.product(range(-1, len(ends)), repeat=4)
    best = max(
        value(of, periods_of_sets(of, np.array(when)))
        for when in choices
        if keeps(of, np.array(when))
    )
    assert found.chosen.value == best
    assert found.bound - found.value < found.scope.unit


def test_the_order_goes_by_period_and_what_is_waited_for_comes_before():
    worlds, rules = case()
    found = proposed(worlds, rules)
    when = found.chosen.features[found.order]
    periods = np.where(when == NEVER, 99, when)
    assert (np.diff(periods) >= 0).all()
    rank = np.argsort(found.order)
    for feature, waits in enumerate(rules.waits):
        assert all(rank[other] < rank[feature] for other in waits)


def test_what_is_frozen_stays_first():
    worlds, rules = case(frozen_weeks=4)
    assert rules.frozen.any()
    order = proposed(worlds, rules).order
    first = np.flatnonzero(rules.frozen)
    assert np.array_equal(order[: first.size], first)


def test_any_order_is_packed_into_a_choice_and_nothing_that_fits_is_left_out():
    worlds, _ = case()
    ends = plan_scope.months(worlds.of.delivery.as_of, worlds.of.until)
    for periods in (1, 2, len(ends)):
        of = plan_scope.by_periods(worlds, ends[:periods]).selection
        for order in itertools.permutations(range(4)):
            when = plan_buckets.packed(of, np.array(order))
            assert keeps(of, when)
            room = of.capacity[-1] - used(of, when)[-1]
            for feature in np.flatnonzero(when == NEVER).tolist():
                more = [other for other in of.needed_by[feature] if when[other] == NEVER]
                assert (of.sizes[more].sum(axis=0) > room).any()


def test_the_search_begins_no_worse_with_it():
    worlds, rules = case()
    every, few = plan_gap.both_sizes(worlds.of, worlds)
    rankings = plan_starts.starts(few, rules)
    more = plan_buckets.start(few, rules, seconds=60.0)
    assert set(more) == {plan_buckets.BY_QUARTERS}
    with_it, without = (
        plan_search.search(every, few, starts, aim=Aim(), rules=rules, seed=1, moves=0).value
        for starts in ({**rankings, **more}, rankings)
    )
    assert with_it >= without


def test_with_very_many_need_sets_the_search_goes_without(monkeypatch):
    worlds, rules = case()
    monkeypatch.setattr(plan_buckets, "MOST_SETS", 2)
    assert plan_buckets.start(worlds, rules, seconds=60.0) == {}
