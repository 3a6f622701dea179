"""Items per week: the gamma-Poisson update and the noise around it."""

from datetime import date, timedelta
from math import exp, lgamma, log

import numpy as np
import pytest

from interlock.engine import pace
from interlock.engine.team_history import Throughput

AS_OF = date(2026, 11, 20)


def history(*teams: list[int], others: float = 0.0, worked=None) -> Throughput:
    done = np.array(teams)
    weeks = tuple(AS_OF - timedelta(days=7 * n) for n in range(done.shape[1], 0, -1))
    other = np.round(done * others).astype(int)
    names = tuple(f"t{n}" for n in range(len(teams)))
    return Throughput(
        names, weeks, done, other, np.ones(done.shape) if worked is None else worked, {}
    )


def test_the_discounted_update_follows_the_hand_worked_table():
    # Prior 2 weeks of 3 items, discount .9, no noise beyond Poisson, then 4 and 2 items:
    # A: 6 -> 5.4 + 4 = 9.4 -> 8.46 + 2 = 10.46;  B: 2 -> 1.8 + 1 = 2.8 -> 2.52 + 1 = 3.52
    start, done, worked = np.array([6.0, 2.0]), np.array([4.0, 2.0]), np.ones(2)
    rates, gamma, likelihood = pace.follow(done, worked, start, 0.9, 0.0, 1)
    assert gamma == pytest.approx([10.46, 3.52])
    assert rates == pytest.approx([5.4 / 1.8, 8.46 / 2.52])
    assert likelihood == pytest.approx(
        pace.negative_binomial(4, 3.0, 5.4) + pace.negative_binomial(2, 8.46 / 2.52, 8.46)
    )


def test_a_week_of_holidays_counts_as_the_part_that_was_worked():
    # Half a week with 2 items: B gains a half only, and what was expected is half the rate.
    start, done, worked = np.array([8.0, 2.0]), np.array([2.0]), np.array([0.5])
    _, gamma, likelihood = pace.follow(done, worked, start, 1.0, 0.0, 1)
    assert gamma == pytest.approx([10.0, 2.5])
    assert likelihood == pytest.approx(pace.negative_binomial(2, 2.0, 8.0))


def test_noise_takes_weight_from_every_week_alike():
    # Mean over all weeks (6 + 6) / (2 + 2) = 3, D = 1: weight 1 / (1 + 3) on prior and weeks.
    start, done, worked = np.array([6.0, 2.0]), np.array([4.0, 2.0]), np.ones(2)
    _, gamma, _ = pace.follow(done, worked, start, 1.0, 1.0, 1)
    assert gamma == pytest.approx([12 / 4, 4 / 4])


def test_the_prediction_is_the_gamma_mixture_of_poissons():
    # Rate ~ Gamma(5.4, 1/1.8): mean 3, and the size of the negative binomial is the gamma's shape.
    shape, exposure, count = 5.4, 1.8, 4
    rate = np.linspace(1e-6, 40, 400_001)
    density = shape * log(exposure) + (shape - 1) * np.log(rate) - exposure * rate - lgamma(shape)
    poisson = count * np.log(rate) - rate - lgamma(count + 1)
    integral = np.trapezoid(np.exp(density + poisson), rate)
    assert exp(pace.negative_binomial(count, 3.0, 5.4)) == pytest.approx(integral, rel=1e-6)


def test_noise_follows_the_hand_worked_sums():
    # Errors 3, 2, -2 around 2: squares 17 - 6 = 11 over 12; neighbours 6 - 4 = 2 over 8, by .4.
    spell, single = pace.noise_of(np.array([[5.0, 4.0, 0.0]]), np.full((1, 3), 2.0), 1.0)
    assert spell == pytest.approx(2 / 8 / 0.4)
    assert spell + single == pytest.approx(11 / 12)


def test_counts_no_wilder_than_poisson_have_hardly_any_noise():
    done = np.random.default_rng(3).poisson(6, (4, 150)).astype(float)
    spell, single = pace.noise_of(done, np.full(done.shape, 6.0), 1.0)
    assert spell + single < 0.04


def test_todays_spell_is_that_of_the_last_weeks():
    quiet = pace.fit(history([6, 4, 5, 7, 5, 6] * 12 + [12, 13, 12]))
    usual = pace.fit(history([6, 4, 5, 7, 5, 6] * 12 + [5, 6, 5]))
    assert quiet.now[0, 0] / quiet.now[0, 1] > usual.now[0, 0] / usual.now[0, 1]


def test_a_steady_team_keeps_a_long_memory_and_a_changing_one_a_short():
    steady = pace.fit(history(list(np.random.default_rng(2).poisson(6, 120))))
    changing = pace.fit(history([2] * 40 + [12] * 40 + [3] * 40))
    assert steady.discount > changing.discount
    assert changing.rate[0] == pytest.approx(3, rel=0.25)


def test_a_team_begins_with_its_first_item():
    late = [0] * 50 + [4, 6, 5, 5, 4, 6] * 5
    fitted = pace.fit(history([5] * 80, late))
    assert fitted.rate[1] == pytest.approx(5, rel=0.1)
    assert fitted.basis == ("own history", "own history")


def test_a_new_team_has_the_pace_of_the_others_and_says_so():
    fitted = pace.fit(history([6] * 30, [0] * 28 + [1, 1], [0] * 30))
    assert fitted.basis == ("own history", "prior", "prior")
    assert fitted.rate[2] == pytest.approx((6 * 30 + 2) / 32, rel=1e-6)


def test_without_any_finished_item_the_pace_is_declared():
    fitted = pace.fit(history([0] * 10))
    assert fitted.basis == ("declared",)
    assert fitted.rate == pytest.approx([pace.DECLARED_RATE])


def test_upkeep_has_its_share_of_what_is_finished():
    fitted = pace.fit(history([6] * 40, others=0.5))
    assert fitted.rate[0] == pytest.approx(9, rel=0.05)
    assert fitted.share[0] == pytest.approx(2 / 3, abs=0.01)


def test_of_two_teams_alike_each_has_the_same_pace_in_any_order():
    one, two = [4, 5, 6, 3] * 10, [8, 9, 2, 7] * 10
    there, back = pace.fit(history(one, two)), pace.fit(history(two, one))
    assert there.usual == pytest.approx(back.usual[::-1])
    assert there.discount == back.discount
