"""Distribution functions on the grid, and scores of quantiles, against closed forms."""

import numpy as np
import pytest

from interlock.engine import quantile_scores
from interlock.engine.quantile_scores import LEVELS
from interlock.engine.week_grid import GRID, chance_by, crps_so_far, quantiles

MEAN = 10.0
EXPONENTIAL = (1 - np.exp(-GRID / MEAN))[None]


def test_quantiles_of_an_exponential_are_its_own():
    assert quantiles(EXPONENTIAL)[0] == pytest.approx(-MEAN * np.log(1 - LEVELS), rel=2e-3)


def test_chance_by_a_week_is_the_exponential_s():
    assert chance_by(EXPONENTIAL, np.array([5.0]))[0] == pytest.approx(1 - np.exp(-0.5), rel=1e-3)


@pytest.mark.parametrize("week", [1.0, 10.0, 40.0])
def test_crps_of_what_was_followed_to_the_end_is_the_closed_form(week):
    closed = week - 2 * MEAN * (1 - np.exp(-week / MEAN)) + MEAN / 2
    made = crps_so_far(EXPONENTIAL, np.array([[600.0, week]]), np.array([True]))
    assert made[0] == pytest.approx(closed, rel=0.03)


def test_crps_of_what_is_still_open_is_the_square_of_the_chance_so_far():
    made = crps_so_far(EXPONENTIAL, np.array([[7.0, np.inf]]), np.array([False]))
    end = 1 - np.exp(-0.7)
    closed = 7 - 2 * MEAN * end + MEAN / 2 * (1 - np.exp(-1.4))
    assert made[0] == pytest.approx(closed, rel=0.01)


def test_a_point_has_its_absolute_error_as_crps():
    said = np.full((2, 19), 4.0)
    assert quantile_scores.crps(said, np.array([7.0, 1.0])) == pytest.approx([3, 3])


def test_crps_of_two_values_by_hand():
    said = np.array([[0.0] * 9 + [10.0] * 10])
    low = 2 * sum(level * 0 + (1 - level) * 10 for level in LEVELS[9:]) / 19
    assert quantile_scores.crps(said, np.array([0.0]))[0] == pytest.approx(low)
    assert quantile_scores.off(said, np.array([0.0]))[0] == 10


def test_the_middle_holds_its_ends():
    said = np.arange(5.0, 100.0, 5.0)[None]
    assert [
        bool(quantile_scores.covered(said, np.array([x]), 50)[0]) for x in (24, 25, 75, 76)
    ] == [
        False,
        True,
        True,
        False,
    ]
    assert quantile_scores.covered(said, np.array([10.0]), 80)[0]
    assert not quantile_scores.covered(said, np.array([9.9]), 80)[0]
    assert quantile_scores.covered(said, np.array([5.0]), 90)[0]
