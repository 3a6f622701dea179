"""Shrinking log odds ratios towards zero, against closed forms and simulated companies."""

import numpy as np
import pytest

from interlock.engine import towards_zero


def test_noise_is_shrunk_to_next_to_nothing():
    rng = np.random.default_rng(1)
    errors = np.full(20, 0.3)
    mean, _ = towards_zero.shrunk(rng.normal(0, errors), errors)
    assert np.abs(mean).max() < 0.2


def test_what_is_measured_exactly_stays():
    logs, errors = np.array([0.8, -0.4, 0.1]), np.full(3, 0.01)
    mean, sd = towards_zero.shrunk(logs, errors)
    assert mean == pytest.approx(logs, rel=0.01)
    assert sd == pytest.approx(errors, rel=0.01)


def test_nothing_changes_its_sign_and_nothing_grows():
    logs, errors = np.array([1.2, -0.7, 0.05]), np.array([0.6, 0.2, 0.4])
    mean, sd = towards_zero.shrunk(logs, errors)
    assert (np.sign(mean) == np.sign(logs)).all()
    assert (np.abs(mean) < np.abs(logs)).all()
    assert (sd > 0).all()


def test_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(3)
    held = []
    for _ in range(300):
        truth, errors = rng.normal(0, 0.4, 6), rng.uniform(0.1, 0.4, 6)
        mean, sd = towards_zero.shrunk(rng.normal(truth, errors), errors)
        held.append(np.abs(truth - mean) < 1.96 * sd)
    assert 0.92 < np.mean(held) < 0.98


def test_no_rules_are_no_estimates():
    assert towards_zero.shrunk(np.zeros(0), np.zeros(0))[0].size == 0
