"""How forecasts ran over the weeks: what is drawn of weeks and quarters."""

import re
from dataclasses import replace
from datetime import date, timedelta

from interlock.engine.week_line import week_line
from interlock.render import weeks_ran
from tests.render import sample

WIDTH = weeks_ran.WIDE[0]


def line(day, **other):
    return replace(week_line(day, sample.report(), says=""), **other)


def test_a_week_closed_after_its_quarter_stands_on_the_quarters_last_day():
    end = sample.quarter().last
    days = [end + timedelta(days=4), end - timedelta(days=3)]
    drawn = weeks_ran.weeks_ran([line(day) for day in days], {})
    across = [float(x) for x in re.findall(r'\bx[12]?="([\d.-]+)"', drawn)]
    across += [float(x) for x in re.findall(r"([\d.-]+),[\d.-]+", drawn)]
    assert min(across) >= 0
    assert max(across) <= WIDTH


def test_a_week_in_another_currency_is_not_drawn_among_those_in_this():
    some = [line(date(2026, 11, 20)), line(date(2026, 11, 13))]
    drawn = weeks_ran.weeks_ran(some, {})
    assert drawn is not None
    assert weeks_ran.weeks_ran([*some, line(date(2026, 11, 6), currency="JPY")], {}) == drawn
