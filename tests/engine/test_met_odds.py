"""Odds that promised days are met: by hand, by integration, and on makers whose worth is known."""

from dataclasses import replace

import numpy as np
import pytest

from interlock.engine import met_odds, scores
from interlock.engine.met_odds import Dues, base_rate, rolled

DAYS, MAKERS = 3_000, 12


def dues(*rows, maker=None, kind=None):
    """Rows of (day said, day promised, met), each known the day after its day."""
    day, due, met = (np.array(column, float) for column in zip(*rows, strict=True))
    maker = np.zeros(day.size, np.int64) if maker is None else np.array(maker)
    kind = np.zeros(day.size, np.int64) if kind is None else np.array(kind)
    return Dues(day, due, met, due + 1, maker, kind)


def world(count=3_000, *, seed=1):
    """Promises of makers of known worth, in two classes, and the true chance of each."""
    random = np.random.default_rng(seed)
    day = np.sort(random.integers(0, DAYS, count)).astype(float)
    weeks = np.exp(random.normal(1.5, 1.0, count))
    maker, kind = random.integers(0, MAKERS, count), random.integers(0, 2, count)
    level = np.linspace(-1.2, 1.2, MAKERS)[maker] + 0.5 * kind - 0.3 * np.log(weeks) + 0.5
    chance = 1 / (1 + np.exp(-level))
    due = np.ceil(day + 7 * weeks)
    met = (random.random(count) < chance).astype(float)
    return Dues(day, due, met, np.where(due < DAYS, due + 1, np.inf), maker, kind), chance


def test_the_base_rate_is_that_of_the_class_and_horizon_drawn_to_the_horizons():
    """Two weeks ahead: class 0 met 1 of 2, class 1 met 2 of 2; the horizon 3 of 4, so u = 4/6."""
    said = dues(
        (0, 14, 1), (0, 14, 0), (1, 15, 1), (1, 15, 1), (20, 34, 1), (20, 34, 1), (20, 90, 0),
        kind=[0, 0, 1, 1, 0, 1, 0],
    )  # fmt: skip
    rates = base_rate(said)
    assert rates[:4].tolist() == [0.5] * 4
    assert rates[4:] == pytest.approx([(1 + 2 * 4 / 6) / 4, (2 + 2 * 4 / 6) / 4, 0.5])


def test_before_anything_is_known_a_day_is_met_as_often_as_not_and_a_distant_one_less():
    near, distant = rolled(dues((0, 14, 1), (0, 400, 1)))
    assert near == pytest.approx(0.5)
    spread = sum(met_odds.SPREADS.values())
    alone = 1 / (1 + np.exp(1.0 / np.sqrt(1 + np.pi * spread / 8)))
    assert distant == pytest.approx((4 * alone + 2 * 0.5) / 6, abs=0.01)


@pytest.mark.parametrize("met", [5, 15, 25])
def test_the_filter_comes_near_to_the_integral_over_all_log_odds(met):
    """Thirty days of one maker, class and horizon: one normal effect of all variances together."""
    ends = [1.0] * met + [0.0] * (30 - met)
    ends = np.array(ends)[np.random.default_rng(3).permutation(30)]
    said = dues(*((n, n + 14, end) for n, end in enumerate(ends)), (60, 74, 1))
    spread = sum(met_odds.SPREADS.values())
    level = np.linspace(-8, 8, 4_001)
    chance = 1 / (1 + np.exp(-level))
    weight = np.exp(-(level**2) / (2 * spread)) * chance**met * (1 - chance) ** (30 - met)
    exact = (weight @ chance) / weight.sum()
    assert rolled(said)[-1] == pytest.approx(exact, abs=0.07)


def test_nothing_that_is_known_later_changes_earlier_odds():
    said, _ = world(600)
    later = said.known > 1_500
    other = replace(said, met=np.where(later, 1 - said.met, said.met))
    early = said.day <= 1_500
    assert np.array_equal(rolled(said)[early], rolled(other)[early])
    assert not np.array_equal(rolled(said), rolled(other))


def test_what_makers_and_classes_are_called_changes_nothing():
    said, _ = world(600)
    order = np.random.default_rng(2).permutation(MAKERS)
    other = replace(said, maker=order[said.maker], kind=1 - said.kind)
    assert rolled(other) == pytest.approx(rolled(said), abs=1e-12)


def test_makers_of_known_worth_are_told_apart_and_their_odds_hold():
    said, chance = world()
    odds, later = rolled(said), slice(1_500, None)
    ours, base, truth = (
        scores.brier(p[later], said.met[later]) for p in (odds, base_rate(said), chance)
    )
    assert ours < base
    assert ours - truth < 0.35 * (base - truth)
    slope, intercept = scores.calibration(odds[later], said.met[later])
    assert slope == pytest.approx(1, abs=0.2)
    assert intercept == pytest.approx(0, abs=0.2)


def test_days_that_one_maker_owes_on_one_day_count_as_the_root_of_their_number():
    alone = dues((0, 14, 1), (30, 44, 1))
    four = dues(*[(0, 14, 1)] * 4, (30, 44, 1))
    apart = dues(*((n, 14 + n, 1) for n in range(4)), (30, 44, 1))
    one, together, single = (met_odds.rolled(said)[-1] for said in (alone, four, apart))
    assert one < together < single


def test_odds_from_elsewhere_are_heard_where_they_were_right():
    said, chance = world()
    told, later = rolled(said, chance), slice(1_500, None)
    ours, with_truth = (scores.brier(p[later], said.met[later]) for p in (rolled(said), told))
    assert with_truth < ours
    wrong = rolled(said, 1 - chance)
    assert scores.brier(wrong[later], said.met[later]) < ours + 0.002
