"""The pooled difference of shares against tables worked by hand, and its interval against truth."""

from statistics import NormalDist

import numpy as np
import pytest

from interlock.engine.stratified_difference import difference
from tests.engine.test_mantel_haenszel import rows


def found(*tables, level=0.8):
    strata, having, won, _ = rows(tables)
    return difference(strata, having, won, level=level)


def test_two_tables_worked_by_hand():
    # w = 15*35/50 = 10.5 and 10*30/40 = 7.5; 10/15 - 5/35 = 11/21 and 4/10 - 10/30 = 1/15
    # (10.5 * 11/21 + 7.5 / 15) / 18 = 6 / 18
    assert found((10, 5, 5, 30), (4, 6, 10, 20)).value == pytest.approx(1 / 3)


def test_in_one_large_table_the_interval_is_walds():
    one = found((6000, 4000, 3000, 7000))
    error = np.sqrt(0.6 * 0.4 / 10_000 + 0.3 * 0.7 / 10_000)
    z = NormalDist().inv_cdf(0.9)
    assert (one.low, one.high) == pytest.approx((0.3 - z * error, 0.3 + z * error), abs=2e-4)


def test_nothing_is_said_where_no_stratum_has_both_sides():
    assert found((3, 4, 0, 0), (0, 0, 2, 5)) is None
    assert difference(*(np.zeros(0, kind) for kind in (int, bool, bool)), level=0.8) is None


def test_one_sided_tables_have_an_interval_that_is_no_point():
    one = found((12, 0, 0, 12))
    assert one.value == 1
    assert one.low < 0.9
    assert one.high == pytest.approx(1)


def test_changing_the_sides_changes_the_sign():
    one, other = found((10, 5, 5, 30), (2, 1, 4, 9)), found((5, 30, 10, 5), (4, 9, 2, 1))
    assert (one.value, one.low, one.high) == pytest.approx((-other.value, -other.high, -other.low))


@pytest.mark.parametrize(("size", "truth"), [(24, 0.3), (60, 0.0), (60, 0.25), (400, 0.1)])
def test_the_interval_covers_the_truth_about_as_often_as_it_says(size, truth):
    rng, seeds = np.random.default_rng(size), 1500
    covered = sum(_covers(rng, size, truth) for _ in range(seeds)) / seeds
    assert 0.77 <= covered <= 0.85


def _covers(rng, size, truth):
    strata, having = rng.integers(0, 3, size), rng.random(size) < 0.6
    base = np.array([0.35, 0.5, 0.65])[strata]
    won = rng.random(size) < base + truth * having
    one = difference(strata, having, won, level=0.8)
    return one.low <= truth <= one.high
