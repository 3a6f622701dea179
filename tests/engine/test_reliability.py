"""The reliability line against brute force, and what its decomposition must keep."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.engine import scores
from interlock.engine.reliability import Votes, missing, reliability, rising

POINTS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 4)), min_size=1, max_size=9)


def by_min_max(values, sizes):
    """line(i) = max over a <= i of min over b >= i of the weighted mean of a to b: all pairs."""

    def mean(a, b):
        return np.average(values[a : b + 1], weights=sizes[a : b + 1])

    count = len(values)
    return [
        max(min(mean(a, b) for b in range(i, count)) for a in range(i + 1)) for i in range(count)
    ]


@given(POINTS)
def test_the_rising_line_is_that_of_brute_force(points):
    values, sizes = (np.array(column, float) for column in zip(*points, strict=True))
    line = rising(values, sizes)
    assert line == pytest.approx(by_min_max(values, sizes))
    assert (np.diff(line) >= -1e-12).all()
    assert line @ sizes == pytest.approx(values @ sizes)


@given(POINTS)
def test_a_heavy_point_counts_as_so_many_points(points):
    values, sizes = (np.array(column) for column in zip(*points, strict=True))
    apart = np.repeat(values, sizes).astype(float)
    whole = rising(values.astype(float), sizes.astype(float))
    assert rising(apart, np.ones(apart.size)) == pytest.approx(np.repeat(whole, sizes))


def test_the_order_of_forecasts_with_the_same_odds_says_nothing():
    """One level of odds: whatever came first, there is nothing to tell the deals apart by."""
    p = np.full(100, 0.3)
    won = np.r_[np.zeros(70), np.ones(30)]
    found = reliability(p, won, seed=1)
    assert found.discrimination == pytest.approx(0)
    assert found.miscalibration == pytest.approx(0)
    assert found == reliability(p, won[::-1], seed=1)
    assert len(found.bins) == 1


def test_the_brier_score_is_miscalibration_less_discrimination_plus_uncertainty():
    random = np.random.default_rng(2)
    p = random.random(400)
    won = (random.random(400) < p**2).astype(float)
    found = reliability(p, won, seed=1)
    total = found.miscalibration - found.discrimination + found.uncertainty
    assert total == pytest.approx(scores.brier(p, won))
    assert found.uncertainty == pytest.approx(won.mean() * (1 - won.mean()))
    assert min(found.miscalibration, found.discrimination) > 0
    assert sum(one.count for one in found.bins) == 400


def test_honest_odds_lie_in_the_band_and_bold_ones_do_not():
    random = np.random.default_rng(5)
    p = random.uniform(0.05, 0.95, 1500)
    honest = (random.random(p.size) < p).astype(float)

    def inside(odds):
        bins = reliability(odds, honest, seed=1).bins
        held = [one.count for one in bins if one.low <= one.observed <= one.high]
        return sum(held) / 1500

    assert inside(p) > 0.75
    assert inside(np.clip(1.6 * (p - 0.5) + 0.5, 0.001, 0.999)) < 0.6


def test_with_few_endings_no_line_is_drawn():
    p = np.linspace(0.1, 0.9, 60)
    assert reliability(p, np.r_[np.ones(9), np.zeros(51)], seed=1) is None
    assert reliability(p[:40], np.r_[np.ones(20), np.zeros(20)], seed=1) is None


def test_forecasts_of_one_thing_share_its_vote_and_its_luck():
    """Each said three times with a third of a vote is each said once."""
    odds = np.random.default_rng(4).uniform(0.1, 0.9, 300)
    won = (np.random.default_rng(5).uniform(size=300) < odds).astype(float)
    once = reliability(odds, won, seed=1)
    votes = Votes(np.repeat(np.arange(300), 3), np.full(900, 1 / 3))
    thrice = reliability(np.repeat(odds, 3), np.repeat(won, 3), seed=1, votes=votes)
    for one, other in zip(once.bins, thrice.bins, strict=True):
        assert other.count == one.count
        assert (other.low, other.high) == pytest.approx((one.low, one.high))
        assert (other.forecast, other.observed) == pytest.approx((one.forecast, one.observed))
    assert thrice.miscalibration == pytest.approx(once.miscalibration)
    assert thrice.discrimination == pytest.approx(once.discrimination)


def test_said_often_few_things_are_still_few():
    won = np.repeat([1.0, 0.0], 15)
    votes = Votes(np.repeat(np.arange(30), 10), np.full(300, 0.1))
    assert missing(np.repeat(won, 10), votes) == missing(won) == 20
