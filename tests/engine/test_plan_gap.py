"""How far an order may lie from the best, and what a person elsewhere adds, against the what-if."""

import numpy as np
import pytest

from interlock.engine import plan_gap, plan_people, plan_rules, plan_scenarios, whatif
from interlock.engine.plan_worlds import Worlds
from interlock.records.whatif import MovePeople, WhatIf
from tests.engine import planned_worlds


@pytest.fixture(scope="module")
def now():
    return planned_worlds.two_teams()


def scenarios(now, which):
    return plan_scenarios.drawn(now, which=which, draws=64, until=now.quarters[-1].last)


def gap(now, order, *, replications=3):
    rules = plan_rules.rules(scenarios(now, 1), must=np.zeros(0, np.int64), frozen_weeks=0)
    return plan_gap.gap(
        order, lambda which: scenarios(now, 20 + which), rules,
        replications=replications, moves=200, seed=1, brings=1_000.0, movable=100.0,
    )  # fmt: skip


def test_the_worst_order_lies_further_from_the_best_than_a_good_one(now):
    worlds = Worlds(scenarios(now, 1))
    some = [np.random.default_rng(4).permutation(7) for _ in range(1)] + [
        np.roll(np.arange(7), by) for by in range(7)
    ]
    value = [worlds.try_order(order).mean() for order in some]
    best, worst = some[int(np.argmax(value))], some[int(np.argmin(value))]
    near, far = gap(now, best), gap(now, worst)
    assert 0 <= near.mean < far.mean
    assert far.share_of_bookings == pytest.approx(far.mean / 1_000)
    assert far.share_of_movable == pytest.approx(far.mean / 100)
    assert far.upper >= far.mean


def test_it_is_not_said_where_nobody_asks(now):
    assert gap(now, np.arange(7), replications=0) is None


def test_a_difference_is_that_of_its_scenarios():
    found = plan_gap.difference(np.array([-1.0, 0.0, 1.0, 4.0]))
    assert (found.mean, found.chance) == (1.0, 0.625)
    assert found.error == pytest.approx(np.sqrt(14 / 3 / 4))
    assert found.low < found.mean < found.high


def test_a_person_elsewhere_adds_what_the_what_if_says(now):
    until = now.quarters[-1].last
    worlds = Worlds(plan_scenarios.as_forecast(now, draws=now.joint.draws, until=until))
    found = plan_people.moves(now, worlds, np.arange(7), most=2)
    assert found
    for one in found:
        asked = WhatIf((MovePeople(one.team, one.to, 1.0),))
        assert one.adds.mean == pytest.approx(whatif.answer(now, asked).whole.mean, rel=1e-6)
        assert one.adds.mean > 0
    assert plan_people.moves(now, worlds, np.arange(7), most=0) == ()
