"""Sums of wins as one distribution, against counting every combination and against simulation."""

from itertools import pairwise, product

import numpy as np
import pytest

from interlock.engine import bookings
from interlock.engine.bookings import NewDeals


def every_combination(odds: np.ndarray, amounts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All sums and their chances, over all wins and losses and all draws alike."""
    sums, chances = [], []
    for wins in product((0, 1), repeat=amounts.size):
        won = np.array(wins)
        sums.append(float(won @ amounts))
        chances.append(np.mean(np.prod(np.where(won, odds, 1 - odds), axis=1)))
    return np.array(sums), np.array(chances)


def test_every_quantile_of_a_small_book_agrees_with_counting_all_combinations():
    random = np.random.default_rng(5)
    odds, amounts = random.uniform(0.05, 0.9, (3, 9)), random.lognormal(10, 1, 9)
    found = bookings.bookings(odds, amounts)
    sums, chances = every_combination(odds, amounts)
    for target in np.linspace(0, amounts.sum(), 15)[1:]:
        exact = chances[sums >= target].sum()
        near = chances[np.abs(sums - target) <= 2 * amounts.size * found.step].sum()
        assert abs(found.reaches(target) - exact) <= near + 1e-9


def test_the_mean_is_exact_whatever_the_grid():
    random = np.random.default_rng(6)
    odds, amounts = random.uniform(0, 1, (4, 30)), random.lognormal(9, 1.5, 30)
    found = bookings.bookings(odds, amounts, closed=1000.0)
    assert found.mean == pytest.approx(1000 + (odds @ amounts).mean(), rel=1e-6)


def test_wins_of_equal_odds_are_binomial():
    found = bookings.wins(np.full((1, 4), 0.5), closed=2)
    assert found.low == 2
    assert found.pmf[:5] == pytest.approx(np.array([1, 4, 6, 4, 1]) / 16)


def test_shared_draws_widen_the_sum():
    amounts = np.ones(50)
    alike = bookings.bookings(np.full((2, 50), 0.5), amounts)
    shared = bookings.bookings(np.array([[0.2] * 50, [0.8] * 50]), amounts)
    assert shared.quantile(0.9) - shared.quantile(0.1) > 2 * (
        alike.quantile(0.9) - alike.quantile(0.1)
    )


def test_a_large_book_agrees_with_plain_simulation():
    random = np.random.default_rng(7)
    odds, amounts = random.uniform(0, 0.5, (8, 900)), random.lognormal(10, 1.2, 900)
    found = bookings.bookings(odds, amounts)
    luck = random.random((20_000, 900))
    simulated = (luck < odds[np.arange(20_000) % 8]) @ amounts
    for p in (0.1, 0.5, 0.9):
        assert (simulated <= found.quantile(p)).mean() == pytest.approx(p, abs=0.015)


def test_deals_not_yet_entered_enter_as_a_compound_poisson():
    new = NewDeals(count=np.array([3.0]), log_mean=10.0, log_sd=0.5)
    found = bookings.bookings(np.zeros((1, 1)), np.array([1.0]), new=new)
    assert found.mean == pytest.approx(3 * np.exp(10.125), rel=1e-3)
    assert found.reaches(1.0) == pytest.approx(1 - np.exp(-3), abs=1e-3)


def test_a_poisson_number_of_new_wins_adds_to_the_count():
    new = NewDeals(count=np.array([2.0]), log_mean=0.0, log_sd=0.0)
    found = bookings.wins(np.zeros((1, 1)), new=new)
    assert found.mean == pytest.approx(2.0, rel=1e-6)
    assert found.reaches(1) == pytest.approx(1 - np.exp(-2), abs=1e-9)


def test_an_empty_book_brings_exactly_what_is_closed():
    found = bookings.bookings(np.zeros((4, 0)), np.zeros(0), closed=70.0)
    assert found.mean == 70.0
    assert found.reaches(70.0) == 1.0
    assert found.reaches(71.0) == pytest.approx(0.0)


def test_the_chance_of_a_target_falls_as_the_target_rises():
    random = np.random.default_rng(8)
    found = bookings.bookings(random.uniform(0, 1, (4, 20)), random.lognormal(9, 1, 20))
    chances = [found.reaches(target) for target in np.linspace(0, 4e5, 40)]
    assert chances[0] == pytest.approx(1.0)
    assert all(a >= b for a, b in pairwise(chances))
