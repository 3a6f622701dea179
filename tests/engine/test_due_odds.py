"""What the forecast says of any day agrees with what it says of the days that it names itself."""

from datetime import date, timedelta

import pytest

from interlock.engine import due_odds
from interlock.engine.due_odds import Curve
from tests.render import sample_ahead

FIRST = date(2026, 11, 20)
ENDS = [0.1, 0.3, 0.6, 0.9]


def day(weeks):
    return FIRST + timedelta(days=round(7 * weeks))


def test_between_the_ends_of_weeks_odds_rise_evenly():
    curve = Curve(FIRST, ENDS)
    assert curve.by(day(1)) == pytest.approx(0.1)
    assert curve.by(FIRST + timedelta(days=10)) == pytest.approx(0.1 + 0.2 * 3 / 7)
    assert (curve.by(FIRST), curve.by(day(5))) == (0.0, None)


def test_the_day_for_odds_is_the_first_by_which_they_are_reached():
    known = Curve(FIRST, ENDS).known("deal", day(2))
    assert known.odds == pytest.approx(0.3)
    days = dict(known.days)
    assert days[0.5] == FIRST + timedelta(days=19)  # .3 at 14 days, .6 at 21: .5 after 18.7
    assert days[0.8] == FIRST + timedelta(days=26)  # .6 at 21 days, .9 at 28: .8 after 25.7
    assert days[0.95] is None


def test_days_that_the_forecast_names_itself_count_as_it_says():
    half, eight = FIRST + timedelta(days=12), FIRST + timedelta(days=27)
    curve = Curve(FIRST, ENDS, (half, eight, None), {day(2): 0.55})
    assert curve.by(day(2)) == 0.55
    assert curve.by(half) == 0.5
    assert curve.by(half - timedelta(days=1)) < 0.5
    assert curve.known("feature", None).days == ((0.5, half), (0.8, eight), (0.95, None))


def test_what_lies_ahead_has_a_curve_for_each_that_can_be_promised():
    features = sample_ahead.features_ahead()
    curves = due_odds.curves(None, features)
    assert set(curves["feature"]) == {one.id for one in features.features}
    assert set(curves["release"]) == {one.line.id for one in features.releases}
    for one in features.features:
        if one.line.due and one.line.p_by_due is not None:
            assert curves["feature"][one.id].by(one.line.due) == one.line.p_by_due
    odds = due_odds.odds(curves)
    assert odds.feature("none such", FIRST) is None
