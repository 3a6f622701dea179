"""The plan as a choice by month: its worth is the whole forecast's, its sums those of teams."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from interlock.engine import plan_layers, plan_scenarios, plan_scope
from interlock.engine.joint import WEEKS
from interlock.engine.plan_scope import Asked
from interlock.engine.plan_worlds import Worlds
from interlock.records.calendar import DAYS_PER_WEEK
from tests.engine import planned_worlds

MUST, SOME, NICE = planned_worlds.STRENGTHS


@cache
def worlds_of(now):
    of = plan_scenarios.drawn(now, which=1, draws=128, until=now.quarters[-1].last)
    return Worlds(of)


def company(needs, **more):
    features = sorted({feature for wanted in needs for feature, _ in wanted})
    return planned_worlds.outlook(
        planned_worlds.book(
            dict.fromkeys(features, 10),
            {f"d{at}": wanted for at, wanted in enumerate(needs)},
            amounts={f"d{at}": 50_000 + 7_000 * at for at in range(len(needs))},
            **more,
        )
    )


def whole_forecast(worlds, weeks):
    """What the joint forecast says that deals bring with features ready in these weeks."""
    ready = np.full((len(worlds.of.features) + 1, worlds.of.draws), WEEKS, dtype=np.int32)
    ready[:-1] = np.array(weeks)[:, None]
    return worlds.were_ready(ready, range(len(weeks))).mean()


def added_up(layers, when):
    """The same by layers; ``when`` (features,) a period or None."""
    found = layers.base
    for needs, worth in zip(layers.needs, layers.worth, strict=True):
        if all(when[one] is not None for one in needs):
            found += worth[max(when[one] for one in needs)]
    return found


MUSTS = [
    (("A", MUST), ("B", MUST)),
    (("B", SOME), ("C", SOME)),
    (("C", MUST),),
    (("A", SOME),),
    (("A", MUST), ("B", MUST), ("C", MUST)),
]  # fmt: skip
MIXED = [
    (("A", MUST), ("B", SOME)),
    (("A", SOME), ("B", NICE), ("C", MUST)),
    (("B", NICE), ("C", NICE)),
    (("A", MUST), ("B", NICE)),
    (("C", NICE),),
]
PERIODS = (0, 9, 30)


@pytest.mark.parametrize("when", list(itertools.product((None, 0, 1, 2), repeat=3)))
def test_where_musts_are_of_one_strength_layers_add_up_to_the_forecast_at_any_weeks(when):
    worlds = worlds_of(musts())
    layers = plan_layers.layers(worlds, PERIODS, np.ones(3, dtype=bool))
    weeks = [WEEKS if one is None else PERIODS[one] for one in when]
    assert added_up(layers, when) == pytest.approx(whole_forecast(worlds, weeks), rel=1e-9)


@cache
def musts():
    return company(MUSTS)


@cache
def mixed():
    return company(MIXED)


@pytest.mark.parametrize("when", list(itertools.product((None, 0), repeat=3)))
@pytest.mark.parametrize("week", PERIODS)
def test_where_some_are_ready_at_once_and_the_others_never_every_mixture_adds_up(when, week):
    worlds = worlds_of(mixed())
    layers = plan_layers.layers(worlds, (week,), np.ones(3, dtype=bool))
    weeks = [WEEKS if one is None else week for one in when]
    assert added_up(layers, when) == pytest.approx(whole_forecast(worlds, weeks), rel=1e-9)


def test_of_three_nice_to_haves_none_one_and_all_add_up_and_two_are_no_more_than_they_bring():
    worlds = worlds_of(company([(("A", NICE), ("B", NICE), ("C", NICE))]))
    layers = plan_layers.layers(worlds, (9,), np.ones(3, dtype=bool))
    for when in itertools.product((None, 0), repeat=3):
        brings = whole_forecast(worlds, [WEEKS if one is None else 9 for one in when])
        if when.count(0) == 2:
            assert added_up(layers, when) <= brings
        else:
            assert added_up(layers, when) == pytest.approx(brings, rel=1e-9)


def test_what_is_not_to_be_chosen_counts_as_simulated():
    worlds = worlds_of(musts())
    layers = plan_layers.layers(worlds, (0,), np.array([True, True, False]))
    ready = worlds.of.joint.ready.T.copy()
    ready[:2] = WEEKS
    assert layers.base == pytest.approx(worlds.were_ready(ready, range(3))[:64].mean(), rel=1e-9)
    assert all(2 not in needs for needs in layers.needs)


def test_months_end_with_the_calendar_and_with_the_last_day():
    assert plan_scope.months(date(2026, 11, 20), date(2027, 2, 10)) == (
        date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 10),
    )  # fmt: skip
    assert plan_scope.months(date(2026, 11, 30), date(2026, 12, 31)) == (date(2026, 12, 31),)


def test_work_and_capacity_are_weeks_of_each_team():
    worlds = worlds_of(planned_worlds.two_teams())
    delivery = worlds.of.delivery
    size, todo = plan_scope.sizes(delivery), delivery.todo
    can = plan_scope.capacity(delivery, [7 * delivery.weeks])
    assert can[0] == pytest.approx(np.full(2, 10 * delivery.weeks), abs=1)
    at = todo.features.index("C")
    left = np.quantile(delivery.left[:, at], 0.6)
    assert size[at].sum() == pytest.approx(
        10 * left * (todo.part_share / plan_scope.pace(delivery)[todo.part_team])[
            todo.part_feature == at
        ].sum(), abs=1,
    )  # fmt: skip
    assert (size[at] > 0).all()
    assert (size > 0).sum() == todo.part_feature.size


def test_what_waits_what_ships_together_and_what_is_wished_are_handed_on():
    now = company(
        [(("A", MUST),), (("B", MUST), ("C", MUST)), (("D", SOME),)],
        dependencies=[{"feature": "A", "after": "B"}, {"feature": "C", "after": "D"}],
    )
    worlds = worlds_of(now)
    todo = replace(worlds.of.delivery.todo, release=("r", None, "r", None), releases=("r",))
    asked = Asked(must=frozenset({0}), without=frozenset({3}))
    waits, together, never = plan_scope.couplings(
        replace(worlds.of.delivery, todo=todo), asked.without, np.ones(4, dtype=bool)
    )
    assert (waits, together, never) == (((0, 1),), ((0, 2),), frozenset())
    scope = plan_scope.by_periods(worlds, [worlds.of.until], asked)
    assert (scope.selection.must, scope.selection.without) == (asked.must, asked.without)


def test_frozen_work_comes_first_and_the_unit_holds_all_worth():
    worlds = worlds_of(planned_worlds.two_teams())
    ends = plan_scope.months(planned_worlds.AS_OF, worlds.of.until)
    plain = plan_scope.by_periods(worlds, ends, units=1_000)
    kept = plan_scope.by_periods(worlds, ends, Asked(frozen=frozenset({0})))
    size = plain.selection.sizes[0]
    assert (kept.selection.sizes[0] == 0).all()
    assert np.array_equal(kept.selection.capacity, np.maximum(plain.selection.capacity - size, 0))
    assert plain.selection.worth.max(axis=1).sum() <= 1_000 + len(plain.selection.needs)
    assert plain.unit > kept.unit
    days = [(end - planned_worlds.AS_OF).days for end in ends]
    at_last = plan_layers.layers(worlds, [-(-days[-1] // DAYS_PER_WEEK)], np.ones(7, dtype=bool))
    assert at_last.base == plain.base
    assert ends[-1] - timedelta(days=days[-1]) == planned_worlds.AS_OF
