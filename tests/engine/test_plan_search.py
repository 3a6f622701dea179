"""The search against enumeration of all orders, and the laws that hold whatever it finds."""

import itertools

import numpy as np
import pytest

from interlock.engine import plan_gap, plan_rules, plan_scenarios, plan_search, plan_starts
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_worlds import Worlds
from tests.engine import planned_worlds

NOBODY = np.zeros(0, dtype=np.int64)


def case(now, *, must=NOBODY, frozen_weeks=0, views=(None,)):
    until = now.quarters[-1].last
    of = plan_scenarios.drawn(now, which=1, draws=128, until=until)
    worlds = Worlds(of, views=views)
    rules = plan_rules.rules(of, must=must, frozen_weeks=frozen_weeks)
    return worlds, rules


def found(worlds, rules, *, aim=None, moves=400, seed=1):
    every, few = plan_gap.both_sizes(worlds.of, worlds)
    starts = plan_starts.starts(every, rules)
    return plan_search.search(
        every, few, starts, aim=aim or Aim(), rules=rules, seed=seed, moves=moves
    )


def enumerated(worlds, aim):
    """The best value of any order of all features."""
    count = worlds.order.size
    return max(
        aim.of_tried(worlds, worlds.try_order(np.array(order)), np.array(order))
        for order in itertools.permutations(range(count))
    )


@pytest.mark.parametrize("aim", [Aim(), Aim(worst=True)], ids=["mean", "worst fifth"])
def test_on_four_features_the_best_of_all_orders_is_found(aim):
    worlds, rules = case(planned_worlds.four())
    best = found(worlds, rules, aim=aim)
    assert best.value == pytest.approx(enumerated(worlds, aim), rel=1e-9)


def test_the_best_order_of_each_team_is_found_where_teams_wait_for_each_other():
    worlds, rules = case(planned_worlds.two_teams())
    best = found(worlds, rules, moves=1_500)
    some = np.random.default_rng(1)
    others = [worlds.try_order(some.permutation(7)).mean() for _ in range(500)]
    assert best.value >= max(others) - 1e-9 * best.value


def test_it_is_never_worse_than_where_it_began():
    worlds, rules = case(planned_worlds.two_teams())
    for moves in (0, 20, 200):
        best = found(worlds, rules, moves=moves)
        assert best.value >= max(best.starts.values())
        assert best.moves == moves


def test_as_many_moves_with_the_same_seed_give_the_same_order():
    orders = []
    for _ in range(2):
        worlds, rules = case(planned_worlds.two_teams())
        orders.append(found(worlds, rules, moves=150).order)
    assert np.array_equal(*orders)


def test_what_is_frozen_stays_where_it_is():
    worlds, rules = case(planned_worlds.two_teams(), frozen_weeks=4)
    assert rules.frozen.any()
    assert not rules.frozen.all()
    best = found(worlds, rules)
    todo = worlds.of.delivery.todo
    before, after = (
        plan_rules.places(todo, order) for order in (np.arange(best.order.size), best.order)
    )
    for at in np.flatnonzero(rules.frozen).tolist():
        assert after[at] == before[at]


def test_what_must_ship_does_even_where_nobody_wants_it():
    now = planned_worlds.outlook(
        planned_worlds.book(
            {"A": 40, "B": 40, "C": 30},
            {"d0": (("A", "dealbreaker"),), "d1": (("B", "dealbreaker"),)},
            amounts={"d0": 9000, "d1": 9000},
            at_once=1,
        )
    )
    worlds, rules = case(now)
    free = found(worlds, rules)
    worlds.go_to(free.order)
    assert not plan_rules.above(worlds, np.array([2])).all()
    bound, rules = case(now, must=np.array([2]))
    kept = found(bound, rules)
    bound.go_to(kept.order)
    assert plan_rules.above(bound, np.array([2])).all()
    assert kept.value < free.value


def test_the_worst_fifth_brings_no_more_than_all_and_the_least_view_no_more_than_each():
    now = planned_worlds.two_teams()
    worlds, _ = case(now)
    harder = worlds.of.joint.world.at(0, 2.5)
    both = Worlds(worlds.of, views=[None, harder])
    for _ in range(5):
        order = np.random.default_rng(2).permutation(7)
        total = both.try_order(order)
        assert Aim(worst=True).money(total) <= Aim().money(total)
        assert Aim().money(total) == pytest.approx(total.mean(axis=1).min())
        assert total[0] == pytest.approx(worlds.try_order(order)[0])
        assert total[1] == pytest.approx(Worlds(worlds.of, views=[harder]).try_order(order)[0])


def test_broken_promises_and_switches_cost_what_is_said():
    worlds, _ = case(planned_worlds.two_teams())
    promised = np.array([[0], [60]])
    aim = Aim(promise_cost=500.0, promised=promised, switch_cost=70.0, behind=((0, np.array([1])),))
    order = np.array([1, 0, 2, 3, 4, 5, 6])
    total = worlds.try_order(order)
    late = float((worlds.dates.days[1][0] > 60).mean())
    assert 0 < late <= 1
    assert aim.of_tried(worlds, total, order) == pytest.approx(total.mean() - 500.0 * late - 70.0)
    assert aim.switched(np.arange(7)) == 0


def test_rankings_put_what_is_waited_for_before():
    worlds, rules = case(planned_worlds.two_teams())
    for name, order in plan_starts.starts(worlds, rules).items():
        rank = np.argsort(order)
        if name != plan_starts.AS_IS:
            for feature, waits in enumerate(rules.waits):
                assert all(rank[other] < rank[feature] for other in waits)


def test_a_feature_that_no_deal_needs_brings_nothing_and_a_week_of_it_costs_nothing():
    now = planned_worlds.outlook(
        planned_worlds.book({"A": 10, "B": 10}, {"d0": (("A", "dealbreaker"),)})
    )
    worlds, _ = case(now)
    brings, costs = plan_starts.brought_by_each(worlds), plan_starts.lost_by_a_week(worlds)
    assert (brings[1], costs[1]) == (0, 0)
    assert brings[0] > 0
    assert costs[0] > 0


def test_a_search_ends_when_its_seconds_are_over_and_says_after_how_many_moves():
    worlds, rules = case(planned_worlds.two_teams())
    every, few = plan_gap.both_sizes(worlds.of, worlds)
    best = plan_search.search(
        every, few, plan_starts.starts(every, rules), aim=Aim(), rules=rules, seed=1, moves=400,
        seconds=30.0, clock=itertools.count(0.0).__next__,
    )  # fmt: skip
    assert 0 < best.moves < 31
    assert best.seconds >= 30.0
