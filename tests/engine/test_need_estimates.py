"""Estimates put together, worked by hand; ranges against drawn values."""

import numpy as np
import pytest

from interlock.engine.need_estimates import Estimate, exceeds, own, spread, together, weighed


def test_independent_estimates_are_weighed_by_their_precision():
    found = weighed([Estimate(1.0, 0.5), Estimate(2.0, 1.0)])
    assert found.mean == pytest.approx((4 * 1 + 1 * 2) / 5)
    assert found.error == pytest.approx(5**-0.5)


def test_what_the_deals_alone_said_is_the_posterior_without_the_prior():
    prior, data = Estimate(1.2, 0.6), Estimate(0.4, 0.3)
    found = own(weighed([prior, data]), prior)
    assert (found.mean, found.error) == pytest.approx((0.4, 0.3))
    assert own(Estimate(1.2, 0.7), prior) is None


def test_one_source_alone_bears_its_own_hidden_bias():
    assert together(Estimate(1.0, 0.0), None) == Estimate(1.0, 0.35)
    assert together(None, Estimate(1.0, 0.2)) == Estimate(1.0, pytest.approx(0.25))
    assert together(None, None) is None


def test_association_and_slips_are_weighed_as_worked_by_hand():
    found = together(Estimate(2.0, 0.2), Estimate(1.0, 0.4))
    weight_a, weight_s = 0.16 + 0.0225 - 0.04, 0.35**2
    assert found.mean == pytest.approx((weight_a * 2 + weight_s * 1) / (weight_a + weight_s))
    matrix = np.array([[0.04 + 0.35**2, 0.04], [0.04, 0.16 + 0.0225]])
    best = 1 / np.linalg.inv(matrix).sum()
    assert found.error == pytest.approx(np.sqrt(best))


def test_slips_of_the_same_deals_are_never_counted_twice():
    alone = together(Estimate(1.0, 0.3), None)
    same = together(Estimate(1.0, 0.3), Estimate(1.0, 0.3))
    twice = weighed([alone, together(None, Estimate(1.0, 0.3))])
    assert same.error > twice.error
    assert same.error > np.hypot(0.3, 0.0)


def test_the_range_is_that_of_a_normal_cut_off_at_zero():
    drawn = np.maximum(0, 0.3 + 0.4 * np.random.default_rng(1).standard_normal(200_000))
    said = spread(Estimate(0.3, 0.4))
    assert said.mean == pytest.approx(drawn.mean(), abs=0.005)
    assert said.p90 == pytest.approx(np.quantile(drawn, 0.9), abs=0.01)
    assert (said.p10, said.p50) == (0.0, pytest.approx(0.3))


def test_the_chance_to_exceed_a_value_is_half_at_the_middle():
    assert exceeds(Estimate(0.7, 0.2), 0.7) == pytest.approx(0.5)
    assert exceeds(Estimate(0.7, 0.2), 0.7 - 0.2 * 1.2816) == pytest.approx(0.9, abs=1e-4)
