"""Recalibration of weeks: nothing without a past, and what the past says with one."""

import numpy as np
import pytest

from interlock.engine.past_forecasts import GRID, OTHERS, none_yet
from interlock.engine.week_recalibration import (
    NEAR,
    PSEUDO_FORECASTS,
    Recalibration,
    learnt,
)  # fmt: skip

WEEK = 1


def past_of(low: np.ndarray, high: np.ndarray, *, median: float = 4.0, team: int = 0):
    past = none_yet(low.size, 1)
    for below, upto in zip(low, high, strict=True):
        past.add(
            team=team,
            known_from=WEEK,
            median=median,
            low=float(below),
            high=float(upto),
            crps=np.ones(1),
        )
    return past


def outcomes(count: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Ranges of chance in which honest forecasts' outcomes lie: each a fifth wide."""
    low = np.random.default_rng(seed).integers(0, 5, count) / 5
    return low, low + 0.2


def test_without_a_past_nothing_is_changed():
    done = np.array([0.0, 0.3, 0.9, 1.0])
    unknown = past_of(*outcomes(50))
    assert learnt(unknown, team=0, week=WEEK - 1, median=4.0) == Recalibration(0.0, 1.0)
    assert Recalibration().of(done) == pytest.approx(done)


def test_honest_forecasts_are_left_as_they_are():
    made = learnt(past_of(*outcomes(20_000)), team=0, week=WEEK, median=4.0)
    assert made.shift == pytest.approx(0, abs=0.05)
    assert made.stretch == pytest.approx(1, abs=0.05)


def test_forecasts_that_were_too_sure_are_widened_and_too_late_ones_moved():
    low, high = outcomes(20_000)
    true = Recalibration(0.8, 0.6)
    # What was forecast as p happened with chance G(p): such p are the inverse of honest chances.
    inverse = Recalibration(-true.shift / true.stretch, 1 / true.stretch)
    made = learnt(past_of(inverse.of(low), inverse.of(high)), team=0, week=WEEK, median=4.0)
    assert made.shift == pytest.approx(true.shift, abs=0.05)
    assert made.stretch == pytest.approx(true.stretch, abs=0.05)


def test_the_fit_is_the_best_of_a_fine_grid():
    low, high = outcomes(30, seed=3)
    low, high = low**2, high**2
    made = learnt(past_of(low, high), team=0, week=WEEK, median=4.0)
    count = 1 / (4.0 * GRID.size)

    def posterior(shift: float, log_stretch: float) -> float:
        moved = Recalibration(shift, float(np.exp(log_stretch)))
        inside = moved.of(high) - moved.of(low)
        prior = PSEUDO_FORECASTS * (shift**2 + log_stretch**2) / 2
        return float(count * np.log(inside).sum() - prior)

    best = max(
        ((shift, log) for shift in np.arange(-1, 1, 0.02) for log in np.arange(-1, 1, 0.02)),
        key=lambda at: posterior(*at),
    )
    assert made.shift == pytest.approx(best[0], abs=0.021)
    assert np.log(made.stretch) == pytest.approx(best[1], abs=0.021)


def test_few_forecasts_and_those_of_other_horizons_and_teams_change_less():
    low, high = outcomes(600)
    low, high = low**2, high**2

    def moved(count: int, *, median: float = 4.0, team: int = 0) -> float:
        past = past_of(low[:count], high[:count], team=team)
        return abs(learnt(past, team=0, week=WEEK, median=median).shift)

    assert moved(600) > moved(60) > moved(6)
    assert moved(600) > moved(600, team=1) > 0
    assert moved(600) > moved(600, median=4.0 * 2 ** (2 * NEAR))
    assert OTHERS < 1


def test_what_is_sure_stays_sure_and_order_stays():
    done = np.array([0.0, 0.01, 0.5, 0.99, 1.0])
    made = Recalibration(1.0, 0.5).of(done)
    assert made[[0, -1]].tolist() == [0, 1]
    assert (np.diff(made) > 0).all()
