"""Censored log-logistic regression: against its own definition, and against a known truth."""

import numpy as np
import pytest

from interlock.engine import log_logistic
from interlock.engine.log_logistic import Prior, Times, fit, miss

FLAT = Prior(np.zeros(2), np.full(2, 100.0)), Prior(np.zeros(1), np.full(1, 100.0))


def made(rows=4_000, seed=1, ends=3.0):
    random = np.random.default_rng(seed)
    x = np.column_stack([np.ones(rows), random.normal(size=rows)])
    true = x @ [2.0, 0.5] + 0.3 * random.logistic(size=rows)
    seen = np.minimum(true, ends)
    return Times(seen, true > ends, np.ones(rows), x, np.ones((rows, 1)))


def test_the_truth_is_found_though_some_times_are_only_known_to_be_longer():
    times = made(ends=2.0)
    assert times.open.mean() > 0.4
    line = fit(times, *FLAT)
    assert line.beta == pytest.approx([2.0, 0.5], abs=0.04)
    assert np.exp(line.gamma[0]) == pytest.approx(0.3, rel=0.05)


def test_without_any_row_the_priors_stand():
    times = Times(np.zeros(0), np.zeros(0, bool), np.zeros(0), np.zeros((0, 2)), np.zeros((0, 1)))
    line = fit(times, Prior(np.array([1.0, 2.0]), np.ones(2)), Prior(np.array([-1.0]), np.ones(1)))
    assert line.beta.tolist() == [1, 2]
    assert line.gamma.tolist() == [-1]
    assert line.covariance == pytest.approx(np.eye(2))


def test_one_time_that_ended_costs_minus_its_log_density():
    one = Times(np.array([1.0]), np.array([False]), np.ones(1), np.ones((1, 1)), np.ones((1, 1)))
    u, scale = (1.0 - 0.4) / 0.5, 0.5
    density = np.exp(-u) / (1 + np.exp(-u)) ** 2 / scale
    assert miss(one, np.array([0.4, np.log(0.5)])) == pytest.approx(-np.log(density))


def test_one_time_still_open_costs_minus_the_log_of_its_survival():
    one = Times(np.array([1.0]), np.array([True]), np.ones(1), np.ones((1, 1)), np.ones((1, 1)))
    assert miss(one, np.array([0.4, 0.0])) == pytest.approx(np.log(1 + np.exp(0.6)))


def test_slopes_are_those_of_the_likelihood():
    times, place = made(rows=50), np.array([1.5, 0.2, -0.7])
    slope, curve = log_logistic._derivatives(times, place)
    for at in range(3):
        step = 1e-5 * np.eye(3)[at]
        rise = (miss(times, place + step) - miss(times, place - step)) / 2e-5
        assert slope[at] == pytest.approx(rise, rel=1e-5)
    assert curve == pytest.approx(curve.T)


def test_a_row_of_weight_two_is_a_row_twice():
    times = made(rows=30)
    twice = np.repeat(np.arange(30), 2)
    again = Times(
        times.log_time[twice], times.open[twice], np.ones(60), times.x[twice], times.z[twice]
    )
    heavy = Times(times.log_time, times.open, np.full(30, 2.0), times.x, times.z)
    assert fit(heavy, *FLAT).beta == pytest.approx(fit(again, *FLAT).beta, abs=1e-6)
