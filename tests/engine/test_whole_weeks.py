"""Whole weeks of finished items: where a series begins and ends, and when N items are done."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from interlock.engine.whole_weeks import actual_weeks, is_active, series

WEDNESDAY = date(2026, 7, 1)


def frame(*days: date, teams: list[str] | None = None) -> pl.DataFrame:
    made = pl.DataFrame({"done_on": days})
    return made if teams is None else made.with_columns(team=pl.Series(teams))


def test_a_series_goes_from_the_monday_of_the_first_item_to_the_last_sunday():
    days = [date(2026, 7, 1), date(2026, 7, 5), date(2026, 7, 6), date(2026, 7, 20)]
    (one,) = series(frame(*days), last=date(2026, 7, 25))
    assert one.first == date(2026, 6, 29)
    assert one.done.tolist() == [2, 1, 0]
    assert one.monday(2) == date(2026, 7, 13)


def test_a_week_whose_sunday_is_the_last_day_is_whole():
    (one,) = series(frame(WEDNESDAY), last=date(2026, 7, 5))
    assert one.done.tolist() == [1]
    assert series(frame(WEDNESDAY), last=date(2026, 7, 4)) == ()


def test_each_team_has_a_series_of_its_own_to_the_end_of_the_whole_data():
    items = frame(WEDNESDAY, date(2026, 7, 14), teams=["b", "a"])
    made = series(items, last=date(2026, 7, 19))
    assert [(one.team, one.done.tolist()) for one in made] == [("a", [1]), ("b", [1, 0, 0])]


@pytest.mark.parametrize(
    ("items", "weeks"), [(1, 1), (4, 1), (5, 3), (6, 3), (7, 4), (10, 4), (11, None)]
)
def test_the_origins_own_week_is_week_one_and_what_the_data_does_not_reach_is_none(items, weeks):
    done = np.array([9.0, 4, 0, 2, 4])
    assert actual_weeks(done, 1, items) == weeks


def test_a_half_year_needs_thirteen_busy_weeks_and_26_items():
    enough = np.array([2.0] * 13 + [0] * 13)
    few_items = np.array([2.0] * 12 + [1] + [0] * 13)
    few_weeks = np.array([3.0] * 12 + [0] * 14)
    assert is_active(enough)
    assert not is_active(few_items)
    assert not is_active(few_weeks)
    assert not is_active(enough[1:])
