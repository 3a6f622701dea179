"""Fiscal quarters and weeks."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.records.calendar import (
    FISCAL_CALENDARS,
    WEEKDAYS,
    WEEKS_OF_MONTHS,
    YEAR_ENDS,
    FiscalCalendar,
    week_start_of,
)

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
RETAIL = FiscalCalendar("4-5-4", 2, "nearest saturday")
"""The calendar of the National Retail Federation, which names a year by the one before ours."""

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
starts = st.integers(1, 12)
by_months = st.builds(FiscalCalendar, start=starts)
by_weeks = st.builds(
    FiscalCalendar, st.sampled_from([*WEEKS_OF_MONTHS]), starts, st.sampled_from(YEAR_ENDS)
)


@pytest.mark.parametrize(
    ("day", "start", "label", "first", "last"),
    [
        (date(2026, 11, 20), 1, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 11, 20), 2, "2027-Q4", date(2026, 11, 1), date(2027, 1, 31)),
        (date(2026, 11, 20), 10, "2027-Q1", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2024, 2, 29), 12, "2024-Q1", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_a_year_of_months_is_named_by_the_year_in_which_it_ends(day, start, label, first, last):
    quarter = FiscalCalendar(start=start).quarter_of(day)
    assert (quarter.label, quarter.first, quarter.last) == (label, first, last)


@pytest.mark.parametrize(
    ("begins", "weeks"),
    [
        (date(2017, 1, 29), 53),
        (date(2018, 2, 4), 52),
        (date(2019, 2, 3), 52),
        (date(2020, 2, 2), 52),
        (date(2021, 1, 31), 52),
        (date(2022, 1, 30), 52),
        (date(2023, 1, 29), 53),
        (date(2024, 2, 4), 52),
        (date(2025, 2, 2), 52),
        (date(2026, 2, 1), 52),
    ],
)
def test_years_of_the_retail_calendar_begin_and_end_as_it_is_published(begins, weeks):
    first, second, third, fourth = RETAIL.quarters_from(begins, 4)
    assert first.first == begins
    assert RETAIL.quarter_of(begins - DAY).last == begins - DAY
    assert {quarter.days for quarter in (first, second, third)} == {91}
    assert fourth.last == begins + weeks * WEEK - DAY
    assert [one.label for one in (first, fourth)] == [f"{begins.year + 1}-Q{n}" for n in (1, 4)]


@pytest.mark.parametrize(
    ("ends", "last_days"),
    [
        ("last saturday", [date(2022, 9, 24), date(2023, 9, 30), date(2024, 9, 28)]),
        ("last friday", [date(2022, 9, 30), date(2023, 9, 29), date(2024, 9, 27)]),
        ("nearest sunday", [date(2022, 10, 2), date(2023, 10, 1), date(2024, 9, 29)]),
    ],
)
def test_a_year_of_weeks_ends_on_its_weekday_and_is_named_by_the_month_before_its_start(
    ends, last_days
):
    calendar = FiscalCalendar("4-4-5", 10, ends)
    for day in last_days:
        assert calendar.quarter_of(day).last == day
        assert calendar.quarter_of(day).label == f"{day.year}-Q4"
        assert calendar.quarter_of(day + DAY).label == f"{day.year + 1}-Q1"


def test_a_year_that_ends_in_january_beside_new_year_keeps_the_name_of_its_december():
    calendar = FiscalCalendar("4-4-5", 1, "nearest saturday")
    assert calendar.quarter_of(date(2027, 1, 2)).label == "2026-Q4"
    assert calendar.quarter_of(date(2027, 1, 3)).label == "2027-Q1"
    assert calendar.quarter_of(date(2028, 1, 1)).label == "2027-Q4"


@pytest.mark.parametrize(
    ("form", "lengths"),
    [("4-4-5", (28, 28, 35)), ("4-5-4", (28, 35, 28)), ("5-4-4", (35, 28, 28))],
)
def test_months_of_weeks_are_as_long_as_the_name_of_the_calendar_says(form, lengths):
    every = np.arange(np.datetime64("2023-01-29"), np.datetime64("2024-02-04"))
    months = FiscalCalendar(form, 2, "nearest saturday").month_of_quarter(every)
    runs = np.diff(np.flatnonzero(np.diff(months, prepend=-1, append=-1)))
    assert runs.tolist() == [*lengths * 3, *lengths[:2], lengths[2] + 7]


def test_months_of_a_quarter_of_months_follow_the_fiscal_year():
    found = np.array(["2026-10-01", "2026-11-30", "2026-12-31", "2027-01-01"], dtype="M8[D]")
    assert FiscalCalendar().month_of_quarter(found).tolist() == [0, 1, 2, 0]
    assert FiscalCalendar(start=2).month_of_quarter(found).tolist() == [2, 0, 1, 2]


@given(days, by_months | by_weeks)
def test_a_day_lies_in_its_quarter_and_quarters_meet_without_gap(day, calendar):
    quarters = calendar.quarters_from(day, 5)
    assert quarters[0].first <= day <= quarters[0].last
    for this, following in pairwise(quarters):
        assert following.first == this.last + DAY
    assert all(calendar.quarter_named(one.label) == one for one in quarters)
    assert len({one.label for one in quarters}) == 5


@given(days, by_months)
def test_a_quarter_of_months_begins_on_the_same_day_each_year(day, calendar):
    quarters = calendar.quarters_from(day, 5)
    assert quarters[4].first.replace(year=quarters[0].first.year) == quarters[0].first


@given(days, by_weeks)
def test_quarters_of_weeks_have_13_weeks_but_the_last_one_of_some_years(day, calendar):
    for quarter in calendar.quarters_from(day, 4):
        number = int(quarter.label[-1])
        assert quarter.days in ((91, 98) if number == 4 else (91,))
        assert WEEKDAYS[quarter.last.weekday()] == calendar.ends.split()[1]


@given(days, by_weeks)
def test_a_year_of_weeks_ends_near_the_end_of_its_month(day, calendar):
    quarter = next(one for one in calendar.quarters_from(day, 4) if one.label.endswith("4"))
    year = int(quarter.label[:4])
    month_end = date(year + (calendar.start == 1), calendar.start, 1) - DAY
    late = (quarter.last - month_end).days
    assert late in (range(-6, 1) if calendar.ends.startswith("last") else range(-3, 4))


@given(st.lists(days, max_size=5), st.sampled_from(FISCAL_CALENDARS), starts)
def test_a_month_of_the_quarter_is_the_same_for_days_alone_and_together(some, form, start):
    calendar = FiscalCalendar(form, start, "nearest friday")
    together = calendar.month_of_quarter(np.array(some, dtype="datetime64[D]"))
    alone = [int(calendar.month_of_quarter(np.array(day, dtype="M8[D]"))) for day in some]
    assert together.tolist() == alone


@pytest.mark.parametrize("words", ["", "2026", "Q4", "Q4 2026", "2026-Q5", "2026-Q4 ", "0000-Q1"])
def test_other_words_name_no_quarter(words):
    assert FiscalCalendar().quarter_named(words) is None


@given(days, st.integers(0, 6))
def test_a_week_begins_on_its_weekday_at_most_six_days_before(day, start):
    first = week_start_of(day, week_start=start)
    assert first.weekday() == start
    assert 0 <= (day - first).days <= 6
