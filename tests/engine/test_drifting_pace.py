"""The drifting rate in closed form: the negative binomial, its noise and its doubt."""

from math import exp

import numpy as np
import pytest

from interlock.engine import drifting_pace
from interlock.engine.drifting_pace import Drifting
from interlock.engine.pace import negative_binomial


def test_the_rate_forgets_three_per_cent_a_week():
    # Seen: .5 + 6 + .97 x 3 = 9.41 in 1.97 weeks; mean 4.5, variance 4.5: least noise .02.
    made = drifting_pace.fit(np.array([3.0, 6.0]))
    assert made.rate == pytest.approx(9.41 / 1.97)
    assert made.noise == 0.02
    assert made.shape == pytest.approx(9.41 / (1 + 4.5 * 0.02))


def test_noise_is_the_variance_beyond_poisson():
    # Mean 4, variance 32 (of two weeks): (32 - 4) / 16.
    assert drifting_pace.fit(np.array([8.0, 0.0])).noise == pytest.approx(28 / 16)


def test_the_chance_is_the_tail_of_the_negative_binomial():
    drifting = Drifting(rate=3.0, shape=20.0, noise=0.5)
    mean, relative = 6.0, 0.5 / 2 + (1 + (1 / 0.97 - 1) * 2 / 3) / 20
    below = sum(exp(negative_binomial(count, mean, 1 / relative)) for count in range(7))
    chance = drifting_pace.by_week(drifting, np.array([1, 7]), 2)
    assert chance[1, 1] == pytest.approx(1 - below)
    assert chance[0, 1] == pytest.approx(1 - exp(negative_binomial(0, mean, 1 / relative)))


def test_without_noise_and_doubt_the_total_is_poisson():
    chance = drifting_pace.by_week(Drifting(2.0, 1e9, 1e-9), np.array([1, 2]), 3)
    assert chance[0] == pytest.approx(1 - np.exp(-2.0 * np.arange(1, 4)), rel=1e-4)
    assert chance[1, 0] == pytest.approx(1 - 3 * exp(-2), rel=1e-4)


def test_the_chance_of_done_never_falls():
    chance = drifting_pace.by_week(Drifting(0.3, 0.5, 4.0), np.array([10, 50]), 500)
    assert (np.diff(chance, axis=1) >= 0).all()
    assert (chance[0] >= chance[1]).all()
