"""The pool as of past weeks: no look ahead, honest on series whose truth is known."""

from datetime import date

import numpy as np
import pytest

from interlock.engine.pace_members import MEMBERS
from interlock.engine.pace_pool import forecasts
from interlock.engine.whole_weeks import Series, actual_weeks

MONDAY = date(2024, 1, 1)
ITEMS = (20, 50)


def made_up(seed: int, weeks: int = 110, pace: float = 8.0, team: str = "all") -> Series:
    """Weeks that are negative binomial around a pace that never changes."""
    random = np.random.default_rng(seed)
    rate = pace * random.gamma(2.0, 1 / 2.0, weeks)
    return Series(team, MONDAY, random.poisson(rate).astype(float))


def every_second(week: int) -> bool:
    return week >= 52 and week % 2 == 0


def told(*series: Series):
    return list(forecasts(series, ITEMS, asked=every_second))


def test_later_weeks_change_no_earlier_forecast_by_one_bit():
    one, other = made_up(1, team="a"), made_up(2, team="b")
    before = told(one, other)
    changed = one.done.copy()
    changed[80:] = changed[80:][::-1] * 3
    after = told(Series("a", MONDAY, changed), other)
    pairs = [(b, a) for b, a in zip(before, after, strict=True) if b.week <= 80]
    assert len(pairs) == 30
    for earlier, same in pairs:
        assert earlier.done.tobytes() == same.done.tobytes()
        assert earlier.weights.tobytes() == same.weights.tobytes()
    assert before[-1].done.tobytes() != after[-1].done.tobytes()


def test_weeks_that_are_not_there_yet_change_nothing_either():
    whole = made_up(3)
    short = Series("all", MONDAY, whole.done[:81])
    for ours, theirs in zip(told(short), told(whole), strict=False):
        assert ours.done.tobytes() == theirs.done.tobytes()


def test_the_same_series_give_the_same_bits():
    assert [a.done.tobytes() for a in told(made_up(4))] == [
        b.done.tobytes() for b in told(made_up(4))
    ]


def test_what_is_asked_for_changes_no_other_forecast():
    alone = list(forecasts([made_up(5, 90)], [20], asked=every_second))
    beside = list(forecasts([made_up(5, 90)], [20, 33, 180], asked=every_second))
    for one, two in zip(alone, beside, strict=True):
        weeks = one.done.shape[1]
        assert one.weights.tobytes() == two.weights.tobytes()
        assert one.done[0] == pytest.approx(two.done[0, :weeks], abs=1e-12)


def test_weights_sum_to_one_and_chances_rise_from_week_to_week():
    for one in told(made_up(6)):
        assert one.weights.shape == (len(MEMBERS),)
        assert one.weights.sum() == pytest.approx(1)
        assert (np.diff(one.done, axis=1) >= -1e-12).all()
        assert (one.done[0] >= one.done[1] - 1e-12).all()


def test_outcomes_fall_evenly_into_the_chances_of_a_steady_team():
    # The transform of a whole number is a range of chance; an outcome spreads evenly over it.
    falls = np.zeros(4)
    for seed in range(4):
        one = made_up(20 + seed, 150)
        for forecast in told(one):
            actual = actual_weeks(one.done, forecast.week, 20)
            if actual is not None:
                upto = np.concatenate([[0.0], forecast.done[0]])
                low, high = upto[actual - 1], upto[actual]
                ends = np.clip(np.arange(5) / 4, low, high)
                falls += np.diff(ends) / max(high - low, 1e-12)
    assert falls.sum() == pytest.approx(4 * 49, abs=8)
    assert falls / falls.sum() == pytest.approx(0.25, abs=0.07)


def test_a_team_of_the_same_number_each_week_is_foretold_to_the_week():
    steady = Series("all", MONDAY, np.full(80, 5.0))
    last = told(steady)[-1]
    assert (last.done > 0.5).argmax(axis=1).tolist() == [3, 9]
    assert last.done[0, 2] < 0.1
    assert last.done[0, 4] > 0.9


def test_an_idle_half_year_is_not_forecast_from():
    idle = np.concatenate([np.full(60, 5.0), np.zeros(40)])
    weeks = [one.week for one in told(Series("all", MONDAY, idle))]
    assert weeks == [52, 54, 56, 58, 60, 62, 64, 66, 68, 70, 72]
