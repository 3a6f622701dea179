"""The ceiling: above every order of its scenarios, below everything first at once."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from interlock.engine import plan_bound, plan_scenarios
from interlock.engine.plan_worlds import Worlds
from tests import company
from tests.engine import planned_worlds

RANDOM = np.random.default_rng(8)


def worlds(now, draws=plan_bound.DRAWS):
    return Worlds(plan_scenarios.drawn(now, which=4, draws=draws, until=now.quarters[-1].last))


def test_no_order_of_four_features_brings_more_than_the_ceiling():
    few = worlds(planned_worlds.four())
    bound = plan_bound.ceiling(few, few.order)
    every = [few.try_order(np.array(one)).mean() for one in itertools.permutations(range(4))]
    assert max(every) <= bound.value * (1 + 1e-12)
    assert bound.plan == pytest.approx(few.try_order(np.arange(4)).mean())


def example():
    return company.outlook(as_of=company.book().seen_on, seed=1)


@pytest.mark.parametrize("made", [planned_worlds.two_teams, example], ids=["two teams", "example"])
def test_no_order_passes_it_where_teams_share_work_trains_leave_and_dates_pull(made):
    few = worlds(made())
    bound = plan_bound.ceiling(few, few.order)
    for _ in range(20):
        order = RANDOM.permutation(few.order.size)
        assert few.try_order(order).mean() <= bound.value


def test_it_lies_below_everything_first_in_its_queue():
    few = worlds(planned_worlds.two_teams())
    first = Worlds(
        replace(few.of, delivery=plan_bound.alone(few.of.delivery)), like=few
    ).total.mean()
    bound = plan_bound.ceiling(few, few.order)
    assert bound.value < first
    for _ in range(5):
        assert few.try_order(RANDOM.permutation(7)).mean() <= first


def test_with_one_feature_a_team_the_plan_reaches_it():
    now = planned_worlds.outlook(
        planned_worlds.book(
            {"A": 20, "B": 10},
            {"d0": (("A", "dealbreaker"),), "d1": (("B", "important"),)},
            teams={"B": "Web"},
        )
    )
    few = worlds(now)
    bound = plan_bound.ceiling(few, few.order)
    assert bound.value == pytest.approx(bound.plan, rel=0.01)
    assert bound.value >= bound.plan * (1 - 1e-12)
