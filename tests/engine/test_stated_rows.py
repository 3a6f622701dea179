"""Statements as numbers, worked by hand."""

import numpy as np
import polars as pl
import pytest

from interlock.engine.stated_rows import monthly, rows, shares
from tests.engine.stated_worlds import FIRST, day, statements


def test_the_first_statement_of_each_month_counts():
    said = statements(("a", 0, 50, 90), ("a", 7, 50, 90), ("a", 30, 60, 90))
    assert monthly(said)["said_on"].to_list() == [day(0), day(30)]


def test_what_was_said_on_the_ship_day_or_later_is_dropped():
    said = statements(("a", 0, 20, 30), ("a", 30, 30, 30), ("a", 60, 30, 30))
    assert monthly(said)["said_on"].to_list() == [FIRST]


def test_a_first_statement_made_at_shipping_does_not_hide_an_earlier_month():
    said = statements(("a", 0, 20, None), ("a", 30, 40, None))
    assert monthly(said).height == 2


def test_of_two_statements_on_one_day_the_later_date_counts():
    said = statements(("a", 0, 50, 90), ("a", 0, 70, 90))
    assert monthly(said)["date_said"].to_list() == [day(70)]


def test_weeks_left_and_weeks_until_shipped():
    made = rows(monthly(statements(("a", 0, 14, 28), ("b", 0, -7, None))))
    assert made.left.tolist() == [2, -1]
    assert made.weeks.tolist() == [4, np.inf]


def test_a_date_moved_by_four_weeks_in_four_has_a_pace_of_a_third_and_lately_a_half():
    made = rows(monthly(statements(("a", 0, 100, 300), ("a", 28, 128, 300))))
    assert made.slip.tolist() == pytest.approx([0, 4 / (4 + 8)])
    assert made.recent.tolist() == pytest.approx([0, 4 / (4 + 4)])


def test_the_recent_pace_forgets_moves_of_more_than_a_hundred_days_ago():
    said = statements(("a", 0, 100, 400), ("a", 28, 156, 400), ("a", 140, 156, 400))
    made = rows(monthly(said))
    assert made.recent[2] == 0
    assert made.slip[2] == pytest.approx(8 / (20 + 8))


def test_at_sixty_per_cent_of_the_stated_time_the_elapsed_share_is_nought():
    said = statements(("a", 42, 70, 300), ("b", 42, 70, 300))
    starts = pl.Series("started_on", [day(0), None])
    made = rows(monthly(said.with_columns(starts)))
    assert made.elapsed.tolist() == pytest.approx([0, 0])
    early = rows(monthly(said.with_columns(started_on=pl.lit(day(42)))))
    assert early.elapsed[0] == pytest.approx(np.log(0.1 / 0.7))


def test_what_ships_later_is_open_until_then():
    made = rows(monthly(statements(("a", 0, 14, 28))))
    weeks, still_open = made.followed(made.day[0] + 14)
    assert (weeks[0], still_open[0]) == (2, True)
    weeks, still_open = made.followed(made.day[0] + 29)
    assert (weeks[0], still_open[0]) == (4, False)


def test_a_thing_counts_once_however_often_it_was_spoken_of():
    assert shares(np.array([1, 1, 1, 1, 7])).tolist() == [0.25] * 4 + [1]


def test_each_statement_knows_the_next_of_its_thing():
    said = statements(("a", 0, 50, 90), ("b", 1, 50, 90), ("a", 30, 60, 90))
    assert rows(monthly(said)).after.tolist() == [2, -1, -1]
