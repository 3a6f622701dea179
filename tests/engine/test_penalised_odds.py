"""Penalised logistic regression against closed forms, brute force and its own conditions."""

import numpy as np
import pytest

from interlock.engine import penalised_odds
from interlock.engine.penalised_odds import EFFECT_SD, LEVEL_SD


def made(seed=3, deals=60, terms=4):
    random = np.random.default_rng(seed)
    x = random.integers(0, 2, (deals, terms)).astype(float)
    won = (random.random(deals) < 0.3 + 0.4 * x[:, 0]).astype(float)
    return x, won


def test_without_attributes_the_odds_are_the_share_won():
    won = np.array([1.0] * 30 + [0.0] * 70)
    fitted = penalised_odds.fit(np.zeros((100, 0)), won, np.zeros(0))
    p = penalised_odds.chance(fitted.logits(np.zeros((1, 0))))
    assert p[0] == pytest.approx(0.3, abs=0.005)


def test_the_answer_is_better_than_every_one_near_it():
    x, won = made()
    spread = np.array([0.3, 0.5, 1.0, 2.0])
    beta = penalised_odds.fit(x, won, spread).beta
    best = penalised_odds.objective(x, won, spread, beta)
    random = np.random.default_rng(1)
    near = beta + 0.05 * random.standard_normal((500, beta.size))
    assert all(penalised_odds.objective(x, won, spread, one) < best for one in near)


def test_one_effect_is_that_of_a_fine_grid():
    x, won = made(terms=1)
    fitted = penalised_odds.fit(x, won, np.array([0.7]))
    grid = np.linspace(-3, 3, 601)
    values = [
        (penalised_odds.objective(x, won, np.array([0.7]), np.array([a, b])), a, b)
        for a in grid[200:401:2]
        for b in grid[::2]
    ]
    _, level, effect = max(values)
    assert fitted.beta == pytest.approx([level, effect], abs=0.02)


def test_the_covariance_is_the_inverse_of_the_curvature():
    x, won = made(terms=2)
    spread = np.array([0.5, 0.5])
    fitted = penalised_odds.fit(x, won, spread)
    step = 1e-4
    eye = step * np.eye(3)

    def value(b):
        return penalised_odds.objective(x, won, spread, b)

    b = fitted.beta
    curvature = np.array(
        [
            [value(b + i + j) - value(b + i - j) - value(b - i + j) + value(b - i - j) for i in eye]
            for j in eye
        ]
    ) / (4 * step**2)
    assert fitted.covariance == pytest.approx(np.linalg.inv(-curvature), rel=1e-3)


def test_an_attribute_that_tells_gets_a_wider_spread_than_one_that_does_not():
    random = np.random.default_rng(5)
    x = random.integers(0, 2, (2_000, 2)).astype(float)
    won = (random.random(2_000) < penalised_odds.chance(3 * x[:, 0] - 1.5)).astype(float)
    spread = penalised_odds.fit_spreads(x, won, np.array([0, 1])).spread
    assert spread[0] > 1.5 * EFFECT_SD
    assert spread[1] <= EFFECT_SD


def test_the_mean_chance_over_an_uncertain_effect_is_that_of_many_draws():
    x, won = made(deals=20)
    fitted = penalised_odds.fit(x, won, np.full(4, LEVEL_SD))
    new = np.array([[1.0, 1.0, 1.0, 1.0]])
    draws = np.random.default_rng(2).multivariate_normal(fitted.beta, fitted.covariance, 200_000)
    mean = penalised_odds.chance(draws @ np.array([1.0, 1, 1, 1, 1])).mean()
    assert penalised_odds.chance(fitted.logits(new))[0] == pytest.approx(mean, abs=0.01)
