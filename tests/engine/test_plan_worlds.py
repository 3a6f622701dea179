"""An order priced move by move, against the whole forecast under that order."""

import itertools

import numpy as np
import pytest

from interlock.engine import plan_scenarios
from interlock.engine.plan_worlds import Worlds
from interlock.engine.supposed import Supposed
from tests import company
from tests.engine import planned_worlds

RANDOM = np.random.default_rng(3)


def worlds(now):
    until = now.quarters[-1].last
    return Worlds(plan_scenarios.as_forecast(now, draws=now.joint.draws, until=until)), until


def ids(of, order):
    return [of.features[at] for at in order]


@pytest.mark.parametrize("made", [planned_worlds.four, planned_worlds.two_teams])
def test_any_order_brings_what_the_whole_forecast_says_along_every_draw(made):
    now = made()
    priced, until = worlds(now)
    for _ in range(8):
        order = RANDOM.permutation(priced.order.size)
        found = priced.try_order(order)[0]
        assert found == pytest.approx(
            planned_worlds.brings(now, ids(priced.of, order), until), rel=1e-9
        )


def test_moves_kept_and_dropped_leave_no_trace():
    now = planned_worlds.two_teams()
    priced, until = worlds(now)
    for turn in range(30):
        feature = int(RANDOM.integers(priced.order.size))
        rest = priced.order[priced.order != feature]
        order = np.insert(rest, RANDOM.integers(rest.size + 1), feature)
        priced.try_order(order, [feature])
        if turn % 3:
            priced.keep()
    assert priced.total[0] == pytest.approx(
        planned_worlds.brings(now, ids(priced.of, priced.order), until), rel=1e-9
    )
    anew, _ = worlds(now)
    assert anew.go_to(priced.order) == pytest.approx(priced.total, rel=1e-12)
    assert np.array_equal(anew.dates.ready[0], priced.dates.ready[0])


def test_trains_pulls_tools_and_promises_count_as_in_the_forecast():
    now = company.outlook(as_of=company.book().seen_on, seed=1)
    assert now.delivery.stops
    assert now.delivery.shifts
    assert now.tools.tools
    assert any(group.promises for group in now.joint.groups)
    priced, until = worlds(now)
    assert priced.total[0] == pytest.approx(planned_worlds.booked(now, until), rel=1e-9)
    assert np.array_equal(priced.dates.ready[0].T, now.joint.ready)
    order = RANDOM.permutation(priced.order.size)
    found = priced.try_order(order)[0]
    assert found == pytest.approx(
        planned_worlds.brings(now, ids(priced.of, order), until), rel=1e-9
    )


def test_an_order_is_priced_alike_on_the_way_from_any_other():
    priced, _ = worlds(planned_worlds.four())
    known = {}
    for order in itertools.permutations(range(4)):
        known[order] = priced.try_order(np.array(order))[0].copy()
    for order in reversed(known):
        assert np.array_equal(priced.go_to(np.array(order))[0], known[order]) or priced.total[
            0
        ] == pytest.approx(known[order], rel=1e-12)


def test_the_parts_that_a_move_changes_add_up_to_the_change():
    priced, _ = worlds(planned_worlds.two_teams())
    before = priced.total[0].mean()
    after = priced.try_order(np.roll(priced.order, 1))[0].mean()
    own, others = priced.split(int(priced.order[-1]))
    assert own + others == pytest.approx(after - before, abs=1e-6)


def test_scenarios_drawn_with_the_forecasts_seed_are_the_forecasts_own():
    now = planned_worlds.two_teams()
    until = now.quarters[-1].last
    own = plan_scenarios.drawn(now, which=0, draws=now.delivery.draws, until=until)
    assert np.array_equal(own.delivery.left, now.delivery.left)
    assert np.array_equal(own.delivery.capacity, now.delivery.capacity)
    assert np.array_equal(own.joint.ready, now.joint.ready)
    assert np.array_equal(own.joint.world.kept, now.joint.world.kept)
    other = plan_scenarios.drawn(now, which=1, draws=now.delivery.draws, until=until)
    assert (other.delivery.left != now.delivery.left).mean() > 0.5


def test_pulls_of_stated_dates_are_as_far_in_other_scenarios():
    now = company.outlook(as_of=company.book().seen_on, seed=1)
    other = plan_scenarios.drawn(now, which=1, draws=512, until=now.quarters[-1].last)
    for feature, shift in now.delivery.shifts.items():
        fresh = other.delivery.shifts[feature]
        assert set(fresh.tolist()) <= set(shift.tolist())
        assert fresh.mean() == pytest.approx(shift.mean(), abs=0.25 * shift.std() + 1)


def test_a_team_whose_queue_stays_as_it_is_is_not_worked_through():
    now = planned_worlds.two_teams()
    priced, _ = worlds(now)
    assert priced.dates.try_order(priced.order, priced.everything()).size == 0
    made = Supposed(of=now.delivery, book=now.book).in_order(ids(priced.of, priced.order))
    assert np.array_equal(made.ship.days, now.ship.days)
