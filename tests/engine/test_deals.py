"""From weekly odds to curves, against closed forms and laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from interlock.engine import deals

etas = arrays.arrays(float, (3, 8, 2), elements=st.floats(-700, 700))


@given(etas)
def test_chances_of_won_lost_and_open_add_up_to_one(eta):
    won, lost, still = deals.incidence(deals.weekly(eta))
    assert won + lost + still == pytest.approx(np.ones((3, 8)))


@given(etas)
def test_what_is_won_is_never_unwon(eta):
    won, lost, still = deals.incidence(deals.weekly(eta))
    assert (np.diff(won, axis=-1) >= 0).all()
    assert (np.diff(lost, axis=-1) >= 0).all()
    assert (np.diff(still, axis=-1) <= 0).all()


def test_constant_hazards_give_the_geometric_law():
    hazards = np.tile([0.02, 0.03], (10, 1))
    won, lost, still = deals.incidence(hazards)
    week = np.arange(1, 11)
    assert still == pytest.approx(0.95**week)
    assert won == pytest.approx(0.4 * (1 - 0.95**week))
    assert lost == pytest.approx(0.6 * (1 - 0.95**week))


def test_one_cause_alone_is_the_life_table():
    hazards = np.array([[1 / 10, 0], [2 / 9, 0], [0, 0], [3 / 7, 0]])
    won, _, _ = deals.incidence(hazards)
    assert won == pytest.approx([0.1, 0.3, 0.3, 0.6])


def test_weekly_odds_are_those_of_the_logit():
    assert deals.weekly(np.log([[0.1, 0.4]]))[0] == pytest.approx([0.1 / 1.5, 0.4 / 1.5])


def test_the_week_in_which_a_chance_is_reached_is_entered_evenly():
    won = np.array([[0.1, 0.3, 0.3, 0.5], [0.0, 0.0, 0.0, 0.1]])
    assert deals.week_reached(won, 0.2) == pytest.approx([1.5, np.nan], nan_ok=True)
    assert deals.week_reached(won, 0.05) == pytest.approx([0.5, 3.5])
