"""The worked numbers of docs/methods/attributes.md."""

import numpy as np
import pytest

from interlock.engine import penalised_odds
from interlock.engine.identical_deals import Group, Identical
from interlock.engine.penalised_odds import EFFECT_SD, EFFECT_WEIGHT, Ridge, chance
from interlock.engine.similar_deals import REACH


def test_a_spread_is_learnt_from_effects_and_their_variances():
    total = 2 * (0.5**2 + 0.04) + EFFECT_WEIGHT * EFFECT_SD**2
    assert np.sqrt(total / (2 + EFFECT_WEIGHT)) == pytest.approx(0.317, abs=0.0005)


def test_deals_that_differ_in_what_tells_little_are_alike():
    weight = REACH * np.array([0.5**2, 0.25**2]) / (0.5**2 + 0.25**2)
    assert np.exp(-weight[::-1]) == pytest.approx([0.595, 0.125], abs=0.0005)
    assert np.exp(-weight.sum()) == pytest.approx(0.074, abs=0.0005)


def test_an_uncertain_effect_is_nearer_to_a_half():
    ridge = Ridge(np.array([1.0]), np.array([[1.0]]), np.zeros(0))
    assert chance(ridge.logits(np.zeros((1, 0))))[0] == pytest.approx(0.700, abs=0.0005)


def test_two_odds_are_pooled_on_the_log_scale():
    logits = np.log([0.6 / 0.4, 0.8 / 0.2])
    assert chance(np.array([logits.mean()]))[0] == pytest.approx(0.710, abs=0.0005)


def test_two_won_of_two_identical_deals_move_a_half_to_two_thirds():
    codes = np.array([[1]])
    fitted = Identical({codes[0].tobytes(): Group(2, 2.0, 0.5)}, 4.0)
    assert fitted.correct(np.array([0.9]), codes)[0] == pytest.approx(2 / 3)


def test_the_spread_of_the_fit_is_where_its_own_rule_stands_still():
    random = np.random.default_rng(3)
    x = random.integers(0, 2, (500, 2)).astype(float)
    won = (random.random(500) < chance(x[:, 0] - 0.5)).astype(float)
    fitted = penalised_odds.fit_spreads(x, won, np.array([0, 0]))
    second = (fitted.beta[1:] ** 2 + np.diag(fitted.covariance)[1:]).sum()
    again = (second + EFFECT_WEIGHT * EFFECT_SD**2) / (2 + EFFECT_WEIGHT)
    assert fitted.spread[0] ** 2 == pytest.approx(again, rel=0.05)
