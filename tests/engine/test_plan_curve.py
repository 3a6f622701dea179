"""Bookings against work: against enumeration of all scopes; laws, wishes and the least work."""

import itertools
from functools import cache

import numpy as np
import pytest

from interlock.engine import plan_curve, plan_scenarios, plan_scope
from interlock.engine.joint import WEEKS
from interlock.engine.plan_scope import PARTS_OF_WEEK
from interlock.engine.plan_worlds import Worlds
from interlock.records.curve import NOT_REACHABLE, NOTHING_NEEDED, REACHED
from interlock.records.errors import NotPossible
from interlock.records.planning import ALL_TEAMS, Wishes
from tests.engine import planned_worlds

WISHES = Wishes(draws=64, seconds=600.0)


@cache
def company():
    """Two teams, features wanted together and alone, musts of one strength; C waits for F."""
    needs = {
        "d0": ("A",), "d1": ("A", "B"), "d2": ("B", "C"), "d3": ("D",), "d4": ("C", "D", "E"),
        "d5": ("E",), "d6": ("F", "B"), "d7": (),
    }  # fmt: skip
    return planned_worlds.outlook(
        planned_worlds.book(
            {"A": 14, "B": 9, "C": 20, "D": 8, "E": 16, "F": 11},
            {deal: tuple((one, "dealbreaker") for one in wanted) for deal, wanted in needs.items()},
            teams={"D": "Web", "E": "Web", "F": "Web"},
            shared={"C": "Web"},
            amounts={f"d{at}": 90_000 + 70_000 * at for at in range(8)},
            dependencies=[{"feature": "C", "after": "F"}],
        )
    )


@cache
def scopes():
    """Every scope that can be: its features, work by team in tenths, and what the joint forecast
    says that it brings with them ready today and all else never.
    """
    now = company()
    of = plan_scenarios.as_forecast(now, draws=64, until=now.quarters[-1].last)
    worlds, size = Worlds(of), plan_scope.sizes(of.delivery)
    found = []
    for inside in itertools.product((False, True), repeat=6):
        if inside[2] and not inside[5]:
            continue
        ready = np.full((7, 64), WEEKS, dtype=np.int32)
        ready[:-1][np.array(inside)] = 0
        brings = worlds.were_ready(ready, range(6)).mean()
        names = frozenset(itertools.compress("ABCDEF", inside))
        found.append((names, size[np.array(inside)].sum(axis=0), brings))
    return found


def best(weeks, *, must=(), without=(), by_team=(np.inf, np.inf)):
    return max(
        brings
        for names, work, brings in scopes()
        if names.issuperset(must)
        and names.isdisjoint(without)
        and work.sum() <= round(weeks * PARTS_OF_WEEK)
        and (work <= np.array(by_team) * PARTS_OF_WEEK).all()
    )


@pytest.fixture(scope="module")
def found():
    return plan_curve.curve(company(), WISHES)


def test_every_point_brings_what_the_best_of_all_scopes_of_no_more_work_does(found):
    assert (found.gap, found.proven) == (0, 1)
    for point in found.points:
        assert point.bookings == pytest.approx(best(point.work), abs=10)
        assert point.work == 0 or best(point.work - 0.1) < point.bookings


def test_corners_lie_on_the_front_and_no_point_above_the_line_between_them(found):
    known = {(point.work, point.bookings) for point in found.points}
    assert {(corner.work, corner.bookings) for corner in found.corners} <= known
    work = [corner.work for corner in found.corners]
    brings = [corner.bookings for corner in found.corners]
    for point in found.points:
        assert point.bookings <= np.interp(point.work, work, brings) + 1e-6
    rates = np.diff(brings) / np.diff(work)
    assert (np.diff(rates) < 0).all()


def test_the_features_of_a_corner_are_its_scope(found):
    of_names = {names: (work.sum() / PARTS_OF_WEEK, brings) for names, work, brings in scopes()}
    had = frozenset()
    for corner in found.corners:
        had |= set(corner.features)
        assert of_names[had] == pytest.approx((corner.work, corner.bookings), abs=10)


def test_more_work_never_brings_less(found):
    assert np.all(np.diff([point.work for point in found.points]) > 0)
    assert np.all(np.diff([point.bookings for point in found.points]) > 0)


def test_it_runs_from_nothing_to_all_that_the_plan_says_of_today_and_never(found):
    every = {names: brings for names, _, brings in scopes()}
    assert found.points[0].bookings == pytest.approx(every[frozenset()], abs=10)
    assert found.points[-1].bookings == pytest.approx(every[frozenset("ABCDEF")], abs=10)


def test_what_must_ship_is_in_from_the_start_and_what_is_left_out_never_is():
    wishes = Wishes(draws=64, seconds=600.0, must=("C",), without=("A",))
    curve = plan_curve.curve(company(), wishes)
    assert set(curve.corners[0].features) >= {"C", "F"}
    assert all("A" not in corner.features for corner in curve.corners)
    for point in curve.points:
        same = best(point.work, must=("C",), without=("A",))
        assert point.bookings == pytest.approx(same, abs=10)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.55, 0.8, 0.99])
@pytest.mark.parametrize("must", [(), ("E",)])
def test_the_least_work_for_a_sum_is_that_of_the_smallest_scope_that_brings_it(share, must):
    low, high = best(0 if not must else 1e3, without=() if must else "ABCDEF"), best(1e3)
    least_must = min(b for names, _, b in scopes() if names.issuperset(must))
    low = least_must if must else low
    wanted = low + share * (high - low)
    curve = plan_curve.curve(company(), Wishes(draws=64, seconds=600.0, must=must), target=wanted)
    work = min(
        work.sum()
        for names, work, brings in scopes()
        if brings >= wanted and names.issuperset(must)
    )
    least = curve.least
    assert least.outcome == REACHED
    assert least.proven
    assert least.work == pytest.approx(work / PARTS_OF_WEEK)
    assert least.bookings >= wanted - 10
    assert frozenset(must) <= set(least.features)


def test_a_sum_that_comes_anyway_takes_no_work_and_one_above_all_is_not_reachable(found):
    first, last = found.points[0].bookings, found.points[-1].bookings
    anyway = plan_curve.curve(company(), WISHES, target=first - 1).least
    assert (anyway.outcome, anyway.work, anyway.features) == (NOTHING_NEEDED, 0, ())
    beyond = plan_curve.curve(company(), WISHES, target=last + 100).least
    assert (beyond.outcome, beyond.most) == (NOT_REACHABLE, last)
    assert set(beyond.features) == set("ABCDEF")


def test_the_least_work_stays_exact_where_the_front_is_cut_short(monkeypatch, found):
    monkeypatch.setattr(plan_curve, "OF_FRONT", 0.0)
    wanted = (found.points[3].bookings + found.points[4].bookings) / 2
    curve = plan_curve.curve(company(), WISHES, target=wanted)
    assert curve.least.proven
    assert curve.least.work == found.points[4].work


def test_without_any_time_what_is_said_still_holds_and_what_is_open_is_stated(found):
    wanted = (found.points[3].bookings + found.points[4].bookings) / 2
    wishes = Wishes(draws=64, seconds=0.0)
    curve = plan_curve.curve(company(), wishes, target=wanted, explained=True)
    assert curve.corners == found.corners
    assert curve.proven < 1
    adds = found.points[-1].bookings - found.points[0].bookings
    for point in curve.points:
        assert point.bookings <= best(point.work) + 10
    for point in found.points:
        known = max(one.bookings for one in curve.points if one.work <= point.work)
        assert point.bookings - known <= curve.gap * adds + 1e-6
    assert curve.least.at_least <= found.points[4].work <= curve.least.work
    assert curve.now.bookings <= curve.now.best <= curve.now.bound
    assert curve.within.bookings <= found.within.bookings <= curve.within.bound
    assert curve.features == ()


@pytest.mark.parametrize(
    ("capacity", "weeks", "by_team"),
    [
        (((ALL_TEAMS, 12.0),), 12.0, (np.inf, np.inf)),
        ((("Core", 9.0), ("Web", 6.0)), 1e3, (9.0, 6.0)),
        ((("Web", 5.0),), 1e3, (np.inf, 5.0)),
    ],
)
def test_what_fits_a_capacity_is_the_best_of_all_scopes_that_do(capacity, weeks, by_team):
    within = plan_curve.curve(company(), Wishes(draws=64, seconds=600.0, capacity=capacity)).within
    assert within.capacity == capacity
    assert within.bookings == pytest.approx(best(weeks, by_team=by_team), abs=10)
    assert within.bound - within.bookings < 1
    brings = {names: one for names, _, one in scopes()}
    assert brings[frozenset(within.features)] == pytest.approx(within.bookings, abs=10)
    work = {names: one.sum() / PARTS_OF_WEEK for names, one, _ in scopes()}
    assert within.work == pytest.approx(work[frozenset(within.features)])


def test_without_a_wish_the_capacity_is_what_each_team_has_until_the_horizon(found):
    days = (found.until - planned_worlds.AS_OF).days
    assert dict(found.within.capacity) == pytest.approx(
        {"Core": days / 7, "Web": days / 7}, rel=0.2
    )
    assert found.within.bookings <= found.points[-1].bookings


def test_features_that_nobody_wants_are_in_no_scope():
    now = planned_worlds.outlook(
        planned_worlds.book({"A": 10, "B": 10}, {"d0": (("A", "dealbreaker"),)})
    )
    curve = plan_curve.curve(now, WISHES)
    assert curve.within.features == ("A",)
    assert [corner.features for corner in curve.corners] == [(), ("A",)]


def test_where_no_deal_needs_anything_there_is_one_corner_and_nothing_to_choose():
    now = planned_worlds.outlook(planned_worlds.book({"A": 10}, {"d0": ()}))
    curve = plan_curve.curve(now, WISHES, target=1.0)
    assert [(corner.work, corner.features) for corner in curve.corners] == [(0.0, ())]
    assert (curve.gap, curve.knees, curve.within.features) == (0.0, (), ())
    assert curve.least.outcome == NOTHING_NEEDED


def test_what_must_ship_and_does_not_fit_is_named_with_the_team():
    with pytest.raises(NotPossible) as raised:
        plan_curve.curve(
            company(), Wishes(draws=64, seconds=600.0, must=("C", "A"), capacity=(("Core", 1.0),))
        )
    (why,) = raised.value.reasons
    assert why.startswith("A and C must ship: with all that they wait for, ")
    assert why.endswith(" weeks more than the capacity of Core")


def test_capacities_that_cannot_be_are_all_named():
    capacity = (("Nobody", 3.0), ("Core", -1.0), ("web", 2.0), ("Web", 2.0))
    with pytest.raises(NotPossible) as raised:
        plan_curve.curve(company(), Wishes(capacity=capacity))
    words = " | ".join(raised.value.reasons)
    for part in ("No team is called 'Nobody'", "The capacity of Core is -1", "Web is given twice"):
        assert part in words


def test_todays_scope_stands_on_or_below_the_front(found):
    assert found.now.bookings <= found.now.best + 1e-6 <= found.now.bound + 2e-6
    assert found.now.best == pytest.approx(best(found.now.work), abs=10)


def test_knees_are_where_the_curve_turns_most():
    sizes, values = np.array([0, 1, 2, 6, 10]), np.array([0, 60, 90, 98, 100])
    assert plan_curve.knees(sizes, values) == [1, 2, 3]
    assert plan_curve.knees(np.array([0, 1, 2, 3, 4]), np.array([0, 50, 99, 100, 101])) == [2]
    assert plan_curve.knees(np.array([0, 5]), np.array([0, 9])) == []


def test_what_is_ready_later_brings_less(found):
    later = plan_curve.curve(company(), WISHES, ready=company().quarters[1].last)
    assert later.points[0].bookings == found.points[0].bookings
    assert later.points[-1].bookings < found.points[-1].bookings
    with pytest.raises(NotPossible, match="is possible"):
        plan_curve.curve(company(), WISHES, ready=planned_worlds.AS_OF.replace(year=2020))


def test_each_wanted_feature_says_whether_it_is_in_and_where_it_would_turn():
    wishes = Wishes(draws=64, seconds=600.0, capacity=((ALL_TEAMS, 45.0),))
    curve = plan_curve.curve(company(), wishes, explained=True)
    assert {one.name for one in curve.features} == set("ABCDEF")
    assert {one.name for one in curve.features if one.is_in} == set(curve.within.features)
    for one in curve.features:
        assert one.turns is None or (one.turns <= 1.001 if one.is_in else one.turns >= 0.999)
        if one.is_in and one.turns:
            lost = one.rides * (1 - one.turns)
            assert (
                curve.within.bookings - best(45.0, without=one.name) <= lost + one.rides / 1000 + 10
            )


def test_where_nothing_is_under_way_no_work_brings_anything():
    now = planned_worlds.outlook(planned_worlds.book({}, {"d0": ()}, teams={}))
    curve = plan_curve.curve(now, WISHES, target=1e9)
    assert {one.work for one in curve.corners} == {0.0}
    assert (curve.within, curve.gap, curve.proven) == (None, 0.0, 1.0)
    assert curve.least.outcome == "not reachable"
