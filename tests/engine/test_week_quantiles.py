"""Quantiles of whole weeks: which boundary is taken, coverage, CRPS, bands."""

import numpy as np
import pytest

from interlock.engine import quantile_scores
from interlock.engine.week_quantiles import (
    LEVELS,
    band,
    crps,
    nearest,
    smallest,
)  # fmt: skip


def poisson_chances(mean: float, weeks: int = 60) -> np.ndarray:
    count = np.arange(1, weeks)
    logs = count * np.log(mean) - mean - np.cumsum(np.log(count))
    return np.cumsum(np.concatenate([[np.exp(-mean)], np.exp(logs)]))


def test_quantiles_stand_beside_the_week_whose_boundary_is_nearer():
    # Done by week 1: .2, by week 2: .7, by week 3: .96, by week 4: 1.
    made = dict(zip(LEVELS.round(2), nearest(np.array([0.2, 0.7, 0.96, 1.0])), strict=True))
    assert made[0.05] == 1.0  # nearer to 0 than to .2: week 1 is taken in
    assert made[0.15] == 1.01  # nearer to .2: week 1 lies below
    assert made[0.3] == 2.0
    assert made[0.5] == 2.0
    assert made[0.8] == 2.99  # nearer to .7 than to .96: week 3 lies above
    assert made[0.9] == 3.0
    assert made[0.95] == 3.0


def test_quantiles_are_in_order_and_the_median_is_a_whole_week():
    random = np.random.default_rng(1)
    for _ in range(300):
        chance = random.random(random.integers(1, 12)) ** 3
        made = nearest(np.append(np.sort(chance), 1.0))
        assert (np.diff(made) >= 0).all()
        assert made[9] == round(made[9])


def held(quantiles, actual):
    said, came = quantiles[None], np.array([float(actual)])
    return [quantile_scores.covered(said, came, share)[0] for share in (50, 80, 90)]


def test_intervals_of_honest_chances_hold_as_often_as_they_say_on_average():
    random = np.random.default_rng(2)
    ours, usual = [], []
    for mean in random.uniform(3, 20, 3_000):
        chances, actual = poisson_chances(mean), random.poisson(mean) + 1
        ours.append(held(nearest(chances), actual))
        usual.append(held(smallest(chances), actual))
    assert np.mean(ours, axis=0) == pytest.approx([0.5, 0.8, 0.9], abs=0.025)
    assert np.mean(usual, axis=0)[1] > 0.84


def test_the_usual_quantile_is_the_first_week_with_enough_chance():
    made = smallest(np.array([0.2, 0.7, 0.96, 1.0]))
    assert made[[3, 4, 13, 14, 18]].tolist() == [1, 2, 2, 3, 3]


def test_the_crps_of_chances_is_that_of_the_definition_by_pairs_of_draws():
    # E|X - y| - E|X - X'| / 2 of X = 1, 2, 4 with chances .5, .25, .25 at y = 3.
    chance, value = np.array([0.5, 0.25, 0.25]), np.array([1, 2, 4])
    apart = chance @ np.abs(value[:, None] - value) @ chance
    expected = chance @ np.abs(value - 3) - apart / 2
    assert crps(np.array([0.5, 0.75, 0.75, 1.0]), 3) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("median", "at"), [(1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (8, 2), (9, 3), (16, 3), (17, 4)]
)
def test_a_band_takes_in_its_upper_end(median, at):
    assert band(median) == at
