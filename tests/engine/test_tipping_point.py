"""The tipping point against a closed form."""

import pytest

from interlock.engine.need_estimates import Estimate
from interlock.engine.tipping_point import CLOSE, MOST, Tip, chance_to_keep, tipping


@pytest.mark.parametrize("psi", [0.1, 0.77, 3.5])
def test_bisection_finds_where_the_value_of_keeping_crosses_none(psi):
    found = tipping(lambda x: 100 * (x - psi))
    assert found.verdict == "tips"
    assert psi <= found.psi <= psi + CLOSE


def test_a_feature_that_is_worth_keeping_for_nothing_is_always_kept():
    found = tipping(lambda psi: 5 + psi)
    assert found == Tip("keep", 0.0)
    assert chance_to_keep(found, Estimate(0.0, 0.1)) == 1.0


def test_a_feature_that_is_never_worth_keeping_is_said_to_be_so():
    found = tipping(lambda psi: psi - 100)
    assert found == Tip("drop", MOST)
    assert chance_to_keep(found, Estimate(0.6, 0.3)) < 1e-6


def test_the_chance_to_keep_is_that_of_psi_above_the_tipping_point():
    assert chance_to_keep(Tip("tips", 0.6), Estimate(0.6, 0.3)) == pytest.approx(0.5)
    assert chance_to_keep(Tip("tips", 0.0), Estimate(0.6, 0.3)) == pytest.approx(0.9772, abs=1e-4)
