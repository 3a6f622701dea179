"""A plan as a whole: it agrees with what it is made of, and with the answer of the Plan page."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from interlock.engine import plan_buckets, plan_curve, plan_starts, planning, plans
from interlock.records.planning import ALL_TEAMS, NEEDS, WORST, Wishes
from interlock.records.whatif import Drop
from tests.engine import planned_worlds

WISHES = Wishes(frozen_weeks=0, moves=300, draws=128, replications=2, staffing=2)


@pytest.fixture(scope="module")
def planned():
    return planning.plan_ahead(planned_worlds.two_teams(), WISHES)


def test_the_plan_comes_first_and_lies_between_nothing_and_everything(planned):
    assert planned.orders[0].name == planning.PLAN
    assert [one.name for one in planned.orders[1:]] == [
        plan_starts.AS_IS, plan_starts.BY_REVENUE, plan_starts.BY_SIZE, plan_starts.BY_WEEK,
        plan_buckets.BY_QUARTERS,
    ]  # fmt: skip
    for one in planned.orders:
        assert planned.never < one.value < planned.today
    assert planned.orders[0].value <= planned.ceiling.value + 3 * planned.ceiling.error


def test_in_sample_it_brings_more_than_the_rankings_but_for_changes_that_hardly_matter(planned):
    gain = planned.orders[0].in_sample - planned.orders[1].in_sample
    for one in planned.orders[1:]:
        assert planned.orders[0].in_sample >= one.in_sample - 0.02 * abs(gain) - 1e-9


def test_differences_are_those_of_the_sums(planned):
    value = {one.name: one.value for one in planned.orders}
    assert planned.adds.mean == pytest.approx(value[planning.PLAN] - value[plan_starts.BY_REVENUE])
    assert planned.adds_share == pytest.approx(planned.adds.mean / planned.movable)
    assert planned.adds_to_now.mean == pytest.approx(
        value[planning.PLAN] - value[plan_starts.AS_IS]
    )
    in_sample = {one.name: one.in_sample for one in planned.orders}
    added = in_sample[planning.PLAN] - in_sample[plan_starts.BY_REVENUE]
    assert planned.optimism == pytest.approx(added - planned.adds.mean)
    assert 0 <= planned.gap.mean <= planned.gap.upper


def test_its_changes_make_the_queues_that_it_names(planned):
    now = planned_worlds.two_teams()
    page = plans.plan(now, planned.whatif)
    for queue in page.queues:
        own = [one for one in planned.features if one.team == queue.team]
        assert [one.id for one in sorted(own, key=lambda one: one.place)] == [
            card.id for card in queue.cards
        ]
        assert {one.id: one.was for one in own} == {card.id: card.was for card in queue.cards}


def test_what_it_adds_on_fresh_scenarios_is_what_the_plan_page_says_by_its_own(planned):
    page = plans.plan(planned_worlds.two_teams(), planned.whatif)
    apart = page.answer.whole.mean - planned.adds_to_now.mean
    assert abs(apart) < 0.35 * abs(planned.adds_to_now.mean) + 6 * planned.adds_to_now.error


def test_each_feature_says_what_it_displaces_and_where_it_would_turn(planned):
    assert {one.id for one in planned.features} == set("ABCDEFG")
    for one in planned.features:
        assert set(one.displaces) <= {other.name for other in planned.features} - {one.name}
        assert one.above == (one.in_time >= 0.5)
        assert one.turns is None or one.turns > 0


def test_a_feature_turns_where_its_deals_bring_so_many_times_as_much():
    book = {"A": 40, "B": 40, "C": 40}
    needs = {name: ((name[1], "dealbreaker"),) for name in ("dA", "dB", "dC")}
    amounts = {"dA": 6000, "dB": 6000, "dC": 2500}

    def place_of_c(factor):
        now = planned_worlds.outlook(
            planned_worlds.book(
                book, needs, at_once=1,
                amounts=amounts | {"dC": round(amounts["dC"] * factor)},
            )
        )  # fmt: skip
        wishes = replace(WISHES, replications=0, staffing=0, stability=False)
        found = planning.plan_ahead(now, wishes)
        return next(one for one in found.features if one.id == "C")

    last = place_of_c(1.0)
    assert (last.place, last.above) == (3, False)
    assert last.turns > 1
    assert place_of_c(0.9 * last.turns).place == 3
    assert place_of_c(1.6 * last.turns).place < 3


def test_what_is_left_out_is_dropped_and_stands_in_no_queue():
    wishes = replace(WISHES, without=("D",), replications=0, staffing=0, stability=False)
    found = planning.plan_ahead(planned_worlds.two_teams(), wishes)
    assert Drop("D") in found.whatif.changes
    assert "D" not in {one.id for one in found.features}
    assert found.gap is None
    assert (found.stability, found.staffing) == ((), ())


def test_with_a_capacity_what_is_not_in_the_best_scope_within_it_is_left_out():
    now = planned_worlds.two_teams()
    wishes = replace(
        WISHES, capacity=((ALL_TEAMS, 40.0),), replications=0, staffing=0, stability=False
    )
    found = planning.plan_ahead(now, wishes)
    within = plan_curve.curve(now, wishes).within
    assert {one.id for one in found.features} == set(within.features) < set("ABCDEFG")
    dropped = {change.feature for change in found.whatif.changes if isinstance(change, Drop)}
    assert dropped == set("ABCDEFG") - set(within.features)


def test_what_is_left_out_may_have_had_a_stated_date_that_pulls():
    now = planned_worlds.two_teams()
    pulled = replace(now.delivery, shifts={"D": np.zeros(now.delivery.draws)})
    wishes = replace(WISHES, without=("D",), replications=0, staffing=0, stability=False)
    found = planning.plan_ahead(replace(now, delivery=pulled), wishes)
    assert "D" not in {one.id for one in found.features}


@pytest.mark.parametrize("aim", [WORST, NEEDS])
def test_a_careful_plan_brings_no_more_on_average_than_the_best_found(planned, aim):
    wishes = replace(WISHES, aim=aim, replications=0, staffing=0, stability=False)
    found = planning.plan_ahead(planned_worlds.two_teams(), wishes)
    assert found.orders[0].in_sample <= planned.orders[0].in_sample * (1 + 1e-3)


def test_progress_never_falls_and_names_its_steps():
    told = []
    wishes = replace(WISHES, replications=0, staffing=0, stability=False)
    ticking = itertools.count(0.0, 2.0).__next__
    planning.plan_ahead(planned_worlds.two_teams(), wishes, progress=told.append, clock=ticking)
    values = [one.value for one in told if one.value is not None]
    assert values == sorted(values)
    assert told[0].step == "drawing scenarios"
    assert np.all(np.diff([one.seconds for one in told]) > 0)
