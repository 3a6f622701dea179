"""Scores of odds against hand-worked values and laws."""

import numpy as np
import pytest

from interlock.engine import scores

WON = np.array([1.0, 0.0, 1.0, 0.0])
ODDS = np.array([0.8, 0.3, 0.6, 0.6])


def test_brier_and_log_loss_are_the_hand_worked_ones():
    assert scores.brier(ODDS, WON) == pytest.approx((0.04 + 0.09 + 0.16 + 0.36) / 4)
    assert scores.log_loss(ODDS, WON) == pytest.approx(-np.log([0.8, 0.7, 0.6, 0.4]).mean())


def test_a_sure_miss_costs_much_and_not_everything():
    assert scores.log_loss(np.array([1.0]), np.array([0.0])) == pytest.approx(-np.log(1e-6))


def test_auc_counts_pairs_with_ties_half():
    pairs = [(a > b) + 0.5 * (a == b) for a in ODDS[WON > 0] for b in ODDS[WON == 0]]
    assert scores.auc(ODDS, WON) == pytest.approx(np.mean(pairs))


def test_auc_is_not_said_without_both_endings():
    assert scores.auc(ODDS, np.ones(4)) is None


def test_calibration_finds_the_line_that_made_the_endings():
    random = np.random.default_rng(3)
    logit = random.normal(-1, 1.5, 40_000)
    won = (random.random(logit.size) < 1 / (1 + np.exp(-(0.3 + 0.7 * logit)))).astype(float)
    slope, intercept = scores.calibration(1 / (1 + np.exp(-logit)), won)
    assert slope == pytest.approx(0.7, abs=0.03)
    assert intercept == pytest.approx(0.3, abs=0.05)


def test_calibration_is_not_said_of_few_endings_or_of_equal_odds():
    assert scores.calibration(np.linspace(0.1, 0.9, 15), np.r_[np.ones(9), np.zeros(6)]) is None
    assert scores.calibration(np.full(40, 0.3), np.r_[np.ones(20), np.zeros(20)]) is None


def test_a_deal_forecast_ten_times_counts_as_one_deal():
    random = np.random.default_rng(1)
    gap = random.normal(0, 1, 60)
    once = scores.difference(gap, np.zeros(60), np.arange(60), seed=1)
    again = scores.difference(
        np.repeat(gap, 10), np.zeros(600), np.repeat(np.arange(60), 10), seed=1
    )
    assert again.mean == pytest.approx(once.mean)
    assert again.high - again.low == pytest.approx(once.high - once.low)
    assert once.low < once.mean < once.high


def test_the_interval_of_a_difference_is_as_wide_as_its_standard_error_says():
    gap = np.random.default_rng(2).normal(0, 1, 400)
    found = scores.difference(gap, np.zeros(400), np.arange(400), seed=1)
    assert found.high - found.low == pytest.approx(2 * 1.96 * gap.std() / 20, rel=0.1)


def test_the_calibration_line_is_the_steepest_likelihood_even_of_odds_that_hardly_differ():
    """At the best line both derivatives of the log likelihood are nought."""
    random = np.random.default_rng(4)
    for spread in (1e-4, 0.01, 0.3):
        p = np.clip(0.08 + spread * random.normal(size=4000), 0.001, 0.999)
        won = (random.random(4000) < 0.1).astype(float)
        slope, intercept = scores.calibration(p, won)
        logit = np.log(p / (1 - p))
        rest = won - 1 / (1 + np.exp(-(intercept + slope * logit)))
        assert rest.mean() == pytest.approx(0, abs=1e-9)
        assert rest @ (logit - logit.mean()) / logit.std() / 4000 == pytest.approx(0, abs=1e-9)


def test_no_calibration_line_is_said_of_odds_that_tell_the_endings_apart_wholly():
    p = np.linspace(0.01, 0.99, 60)
    assert scores.calibration(p, (p > 0.5).astype(float)) is None


def test_limits_of_a_count_are_close_to_the_exact_ones():
    """Exact limits of a Poisson count: 0 (0, 3.69), 5 (1.62, 11.67), 30 (20.24, 42.83)."""
    assert scores.count_limits(0) == pytest.approx((0.0, 3.69), abs=0.05)
    assert scores.count_limits(5) == pytest.approx((1.62, 11.67), abs=0.05)
    assert scores.count_limits(30) == pytest.approx((20.24, 42.83), abs=0.05)
