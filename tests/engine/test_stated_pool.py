"""Weights of the pool and its correction: what they must do, on forecasts of known worth."""

import numpy as np
import pytest

from interlock.engine.log_logistic import Line
from interlock.engine.stated_pool import Seen, corrected, correction, weights
from interlock.engine.week_grid import GRID, crps_so_far

DECLARED = np.array([0.2, 0.8])


def step(week):
    """Sure of one week."""
    return (week <= GRID).astype(float)


def exponential(mean):
    return 1 - np.exp(-GRID / mean)


def seen(members, shipped, followed=500.0):
    rows = len(shipped)
    cdf = np.stack([np.stack([one] * rows) for one in members])
    return Seen(cdf, np.full(rows, followed), np.array(shipped), np.arange(rows))


def test_before_anything_shipped_the_declared_weights_stand():
    past = seen([step(10), step(50)], [np.inf] * 30)
    assert weights(past, DECLARED).tolist() == [0.2, 0.8]


def test_the_member_that_was_right_gains_with_every_thing():
    few = weights(seen([step(10), step(50)], [10.0] * 3), DECLARED)
    many = weights(seen([step(10), step(50)], [10.0] * 300), DECLARED)
    assert DECLARED[0] < few[0] < many[0]
    assert many[0] >= 0.9


def test_with_no_declared_hold_the_weights_minimise_the_pool_s_own_crps():
    random = np.random.default_rng(3)
    past = seen([exponential(8), exponential(40)], list(random.exponential(15, 3_000)))
    best = weights(past, np.array([0.5, 0.5]))
    cost = {}
    for share in np.arange(21) / 20:
        pooled = np.tensordot([share, 1 - share], past.cdf, axes=1)
        both = np.column_stack([past.followed, past.shipped])
        cost[round(share, 2)] = crps_so_far(pooled, both, np.isfinite(past.shipped)).mean()
    assert best[0] == pytest.approx(min(cost, key=cost.get), abs=0.05)


def test_what_is_still_open_speaks_against_a_member_that_was_sure_of_early():
    past = seen([step(10), step(50)], [10.0] + [np.inf] * 200, followed=30.0)
    assert weights(past, np.array([0.5, 0.5]))[1] > 0.6


def test_weights_are_twentieths_that_add_up():
    random = np.random.default_rng(4)
    past = seen([exponential(m) for m in (5, 20, 60)], list(random.exponential(20, 80)))
    made = weights(past, np.array([0.9, 0.05, 0.05]))
    assert made.sum() == pytest.approx(1)
    assert 20 * made == pytest.approx(np.round(20 * made))
    assert (made >= 0).all()


def test_right_chances_are_hardly_corrected_and_early_ones_are_put_later():
    random = np.random.default_rng(5)
    right = correction(seen([exponential(20)], list(random.exponential(20, 2_000))), np.ones(1))
    assert right.beta[0] == pytest.approx(0, abs=0.06)
    assert right.gamma[0] == pytest.approx(0, abs=0.06)
    early = correction(seen([exponential(20)], list(random.exponential(60, 2_000))), np.ones(1))
    assert early.beta[0] > 0.5
    fixed = corrected(exponential(20)[None], early)
    assert np.interp(0.5, fixed[0], GRID) > 1.5 * np.interp(0.5, exponential(20), GRID)


def test_no_correction_leaves_every_chance():
    line = Line(np.zeros(1), np.zeros(1), np.eye(1))
    chances = exponential(20)[None]
    assert corrected(chances, line) == pytest.approx(chances, abs=1e-8)
    assert corrected(chances, line)[0, 0] == 0
