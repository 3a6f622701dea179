"""An order as changes of queues: the fewest, and the same order again."""

import itertools

import numpy as np
import pytest

from interlock.engine import plan_changes, plan_rules, plan_scenarios, suppose
from interlock.engine.plan_worlds import Worlds
from interlock.records.whatif import WhatIf
from tests.engine import planned_worlds

RANDOM = np.random.default_rng(5)


@pytest.fixture(scope="module")
def todo():
    return planned_worlds.two_teams().delivery.todo


def test_the_changes_lead_to_the_order_of_every_queue(todo):
    for _ in range(50):
        order = RANDOM.permutation(7)
        some = plan_changes.changes(todo, order)
        made = plan_changes.made(todo, some)
        assert plan_rules.places(todo, made) == plan_rules.places(todo, order)


def test_they_are_made_as_a_what_if_makes_them(todo):
    now = planned_worlds.two_teams()
    for _ in range(10):
        some = plan_changes.changes(todo, RANDOM.permutation(7))
        then = suppose.suppose(now.delivery, WhatIf(some))
        assert then.queue() == [todo.features[at] for at in plan_changes.made(todo, some)]


def test_nothing_that_could_stay_is_moved():
    now = planned_worlds.four()
    todo = now.delivery.todo
    for order in itertools.permutations(range(4)):
        rising = max(
            len(some)
            for size in range(5)
            for some in itertools.combinations(order, size)
            if list(some) == sorted(some)
        )
        assert len(plan_changes.changes(todo, np.array(order))) == 4 - rising


def test_the_order_as_it_is_asks_for_nothing(todo):
    assert plan_changes.changes(todo, np.arange(7)) == ()


def test_changes_that_hardly_matter_are_left_out_and_the_sum_is_kept():
    now = planned_worlds.two_teams()
    worlds = Worlds(plan_scenarios.drawn(now, which=1, draws=64, until=now.quarters[-1].last))
    order = np.array([1, 5, 0, 2, 6, 4, 3])
    every = plan_changes.changes(worlds.of.delivery.todo, order)
    value = worlds.try_order(plan_changes.made(worlds.of.delivery.todo, every)).mean()
    least = value - 0.001 * abs(value)
    some = plan_changes.that_matter(worlds, every, least=least)
    assert set(some) <= set(every)
    kept = worlds.try_order(plan_changes.made(worlds.of.delivery.todo, some)).mean()
    assert kept >= min(least, value)
    assert plan_changes.that_matter(worlds, every, least=-np.inf) == ()
