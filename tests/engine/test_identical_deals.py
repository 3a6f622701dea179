"""Identical deals correct odds as a beta-binomial says."""

import numpy as np
import pytest

from interlock.engine.identical_deals import Group, Identical, fit_identical, log_likelihood


def test_the_likelihood_is_that_of_drawing_one_ending_after_the_other():
    weight, p = 3.0, 0.4
    one_by_one = np.log(
        (weight * p / weight)
        * ((weight * p + 1) / (weight + 1))
        * (weight * (1 - p) / (weight + 2))
    )
    assert log_likelihood(weight, [Group(3, 2.0, p)]) == pytest.approx(one_by_one)


def test_odds_move_by_hand_worked_shares():
    codes = np.array([[1, 2]])
    groups = {codes[0].tobytes(): Group(2, 2.0, 0.5)}
    new = np.array([[1, 2], [1, 3]])
    assert Identical(groups, 4.0).correct(np.array([0.6, 0.6]), new).tolist() == pytest.approx(
        [(4 * 0.5 + 2) / 6, 0.6]
    )


def test_twins_that_end_alike_weigh_more_than_twins_that_end_by_chance():
    codes = np.repeat(np.arange(100), 3)[:, None]
    random = np.random.default_rng(1)
    alike = np.repeat(random.integers(0, 2, 100), 3).astype(float)
    chance = random.integers(0, 2, 300).astype(float)
    p = np.full(300, 0.5)
    firm, loose = fit_identical(codes, chance, p).weight, fit_identical(codes, alike, p).weight
    assert firm is not None
    assert loose is not None
    assert loose == 1.0
    assert firm > 9.0


def test_few_twins_correct_nothing():
    fitted = fit_identical(np.arange(50)[:, None], np.ones(50), np.full(50, 0.5))
    assert fitted.correct(np.array([0.5]), np.array([[3]])).tolist() == [0.5]
