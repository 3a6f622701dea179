"""Fiscal quarters and weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.records.calendar import quarter_named, quarter_of, quarters_from, week_start_of

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
starts = st.integers(1, 12)


@pytest.mark.parametrize(
    ("day", "start", "label", "first", "last"),
    [
        (date(2026, 11, 20), 1, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 11, 20), 2, "2027-Q4", date(2026, 11, 1), date(2027, 1, 31)),
        (date(2026, 11, 20), 10, "2027-Q1", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2024, 2, 29), 12, "2024-Q1", date(2023, 12, 1), date(2024, 2, 29)),
    ],
)
def test_a_fiscal_year_is_named_by_the_year_in_which_it_ends(day, start, label, first, last):
    quarter = quarter_of(day, fiscal_year_start=start)
    assert (quarter.label, quarter.first, quarter.last) == (label, first, last)


@given(days, starts)
def test_a_day_lies_in_its_quarter_and_quarters_meet_without_gap(day, start):
    quarters = quarters_from(day, 5, fiscal_year_start=start)
    assert quarters[0].first <= day <= quarters[0].last
    for this, following in pairwise(quarters):
        assert following.first == this.last + timedelta(days=1)
    assert quarters[4].first.replace(year=quarters[0].first.year) == quarters[0].first


@given(days, st.integers(0, 6))
def test_a_week_begins_on_its_weekday_at_most_six_days_before(day, start):
    first = week_start_of(day, week_start=start)
    assert first.weekday() == start
    assert 0 <= (day - first).days <= 6


@given(days, starts)
def test_a_quarter_is_found_by_its_label(day, start):
    quarter = quarter_of(day, fiscal_year_start=start)
    assert quarter_named(quarter.label, fiscal_year_start=start) == quarter


@pytest.mark.parametrize("words", ["", "2026", "2026-Q5", "Q4", "2026-Q4 ", "0000-Q1"])
def test_other_words_are_no_quarter(words):
    assert quarter_named(words) is None
