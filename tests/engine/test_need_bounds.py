"""Bounds, bands and E-values: worked by hand, from the paper, and against every possible truth."""

import numpy as np
import polars as pl
import pytest

from interlock.engine.need_bounds import (
    Ended,
    e_value,
    e_values,
    ended,
    hidden_bias,
    without_assumptions,
)
from interlock.engine.need_estimates import Estimate
from interlock.records.measured import Share


def test_bounds_set_what_was_not_seen_to_none_and_to_all():
    low, high = without_assumptions(Ended(unmet=Share(19, 105), met=Share(32, 50)))
    assert low == pytest.approx((32 - 19 - 50) / 155)
    assert high == pytest.approx((32 + 105 - 19) / 155)
    assert high - low == pytest.approx(1.0)


def test_without_deals_nothing_is_excluded():
    assert without_assumptions(Ended(Share(0, 0), Share(0, 0))) == (-1.0, 1.0)


@pytest.mark.parametrize("seed", range(25))
def test_bounds_hold_the_truth_however_needs_came_to_be_met(seed):
    rng = np.random.default_rng(seed)
    if_met, if_unmet = rng.random((2, 200)) < rng.random((2, 1))
    met = rng.random(200) < np.where(if_met, rng.random(), rng.random())
    won = np.where(met, if_met, if_unmet)
    counts = Ended(*(Share(int(won[side].sum()), int(side.sum())) for side in (~met, met)))
    low, high = without_assumptions(counts)
    assert low <= if_met.mean() - if_unmet.mean() <= high


def test_ended_deals_are_counted_by_class_and_whether_the_need_was_met():
    rows = [("a", "won", "important", True), ("b", "lost", "important", False)]
    rows += [("c", "won", "dealbreaker", False), ("b", "lost", "important", True)]
    needs = pl.DataFrame(rows, schema=["deal", "outcome", "strength", "met"], orient="row")
    assert ended(needs, "important") == Ended(unmet=Share(0, 1), met=Share(1, 1))


def test_the_e_value_is_that_of_the_papers_example():
    """A risk ratio of 3.9 (1.8 to 8.7) has the E-values 7.26 and 3.0."""
    assert e_value(3.9) == pytest.approx(7.26, abs=0.005)
    assert e_value(1.8) == pytest.approx(3.0)
    error = np.log(8.7 / 1.8) / 2 / 1.959964
    middle = np.log(8.7 * 1.8) / 2
    found = e_values(Estimate(middle, error))
    assert found == pytest.approx((e_value(np.exp(middle)), 3.0))


def test_a_ratio_below_one_counts_as_its_inverse_and_an_interval_with_one_needs_nothing():
    assert e_value(0.5) == pytest.approx(e_value(2.0))
    assert e_values(Estimate(0.2, 0.2))[1] == 1.0


def test_hidden_bias_moves_psi_either_way():
    assert hidden_bias(0.6, 0.35) == pytest.approx((0.25, 0.95))
