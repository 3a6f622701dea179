"""The shock that all deals of a quarter share, worked by hand."""

import numpy as np
import pytest

from interlock.engine.market import MARKET_SD, market_sd


@pytest.mark.parametrize("won", [[], [9], [9, 20, 21, 22], [0, 0, 0, 0, 0, 0]])
def test_with_few_quarters_or_no_wins_the_declared_spread_stands(won):
    assert market_sd(np.array(won)) == MARKET_SD


def test_quarters_that_vary_less_than_chance_pull_the_spread_down():
    found = market_sd(np.array([5, *[40] * 8]))
    assert found == pytest.approx(np.sqrt(8 * MARKET_SD**2 / 16))


def test_the_spread_beyond_chance_is_the_one_worked_by_hand():
    # around a level line of 50: deviations +10 -10 -10 +10, spread 400 / 2 = 200, less 50, / 2500
    own = (200 - 50) / 2500
    found = market_sd(np.array([1, 60, 40, 40, 60]))
    assert found == pytest.approx(np.sqrt((4 * own + 8 * MARKET_SD**2) / 12))


def test_growth_is_not_a_shock():
    assert market_sd(np.array([1, 20, 40, 60, 80, 100])) < MARKET_SD


def test_a_known_shock_is_found_in_many_quarters():
    rng = np.random.default_rng(2)
    won = rng.poisson(200 * np.exp(rng.normal(0, 0.3, 200)))
    assert market_sd(won) == pytest.approx(0.3, abs=0.05)
