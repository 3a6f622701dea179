"""Wishes that clash are all named at once; what can be wished is led to ids."""

from datetime import date, timedelta

import pytest

from interlock.engine import plan_wishes, planning
from interlock.records.errors import NotPossible
from interlock.records.planning import Wishes
from tests.engine import planned_worlds


def reasons(wishes):
    with pytest.raises(NotPossible) as raised:
        plan_wishes.wanted(planned_worlds.two_teams(), wishes)
    return raised.value.reasons


def test_a_feature_that_must_ship_and_is_left_out_is_named():
    (why,) = reasons(Wishes(must=("A",), without=("A",)))
    assert why.startswith("A must ship and is to be left out")


def test_what_must_ship_and_waits_for_what_is_left_out_is_named_with_the_way():
    (why,) = reasons(Wishes(must=("G",), without=("C",)))
    assert why.startswith("G must ship and waits for C, which is to be left out")
    (way,) = reasons(Wishes(must=("A",), without=("F",)))
    assert "A must ship and waits for F" in way


def test_everything_that_is_wrong_is_said_at_once():
    found = reasons(
        Wishes(
            must=("A", "Nobody"), without=("A", "F", "Nothing"), horizon=date(2020, 1, 1),
            frozen_weeks=99, aim="most", moves=-1, switch_cost=-2.0,
        )
    )  # fmt: skip
    words = " | ".join(found)
    for part in (
        "No feature is called 'Nobody'", "No feature is called 'Nothing'",
        "A must ship and is to be left out", "The horizon 2020-01-01",
        "frozen_weeks is 99", "The aim 'most'", "moves is -1", "switch_cost is -2",
    ):  # fmt: skip
        assert part in words


def test_names_are_led_to_ids_and_the_horizon_is_the_fourth_quarters_end():
    now = planned_worlds.two_teams()
    found = plan_wishes.wanted(now, Wishes(must=("g",), without=("D",)))
    assert (found.must, found.without) == (("G",), ("D",))
    assert found.until == now.quarters[-1].last
    soon = now.as_of + timedelta(days=50)
    assert plan_wishes.wanted(now, Wishes(horizon=soon)).until == soon


def test_what_must_ship_and_cannot_in_time_is_named():
    now = planned_worlds.four()
    soon = now.as_of + timedelta(days=14)
    with pytest.raises(NotPossible, match=r"A must ship and does not until .* even with"):
        planning.plan_ahead(now, Wishes(must=("A",), horizon=soon, draws=64, moves=10))
