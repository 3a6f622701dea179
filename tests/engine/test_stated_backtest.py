"""A backtest on stated dates: baselines by hand, who is scored, what is left out."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import stated_baselines
from interlock.engine.stated_backtest import backtest
from interlock.engine.stated_rows import monthly, rows
from interlock.records.errors import NothingRead
from interlock.records.stated_dates import StatedDates
from tests.engine.stated_worlds import day, statements, world

SAID = world(32)


@pytest.fixture(scope="module")
def made():
    return backtest(StatedDates(SAID))


def test_the_reference_class_is_the_past_ratios_times_what_is_left():
    """Ratios 1 and 3 (a date of tomorrow counts as a week off: 2 weeks, ratio 2), left 4 weeks."""
    past = [("a", 0, 14, 14), ("b", 0, 14, 42), ("c", 0, 1, 14)]
    every = rows(monthly(statements(*past, ("n", 60, 88, 200))))
    made = stated_baselines.reference_class(every, np.array([3]))[0]
    assert made[9] == pytest.approx(4 * 2)
    assert made[4] == pytest.approx(4 * 1.5)
    assert made[14] == pytest.approx(4 * 2.5)


def test_the_reference_class_of_a_date_already_past_is_the_weeks_of_such():
    past = [(f"p{k}", 0, -7, 7 * k) for k in (1, 2, 3, 4, 5)]
    every = rows(monthly(statements(*past, ("a", 0, 7, 70), ("n", 80, 73, 200))))
    assert stated_baselines.reference_class(every, np.array([6]))[0, 9] == pytest.approx(3)


def test_the_reference_class_knows_only_what_had_shipped_before():
    past = [("a", 0, 14, 14), ("b", 0, 14, 60), ("n", 60, 88, 200)]
    every = rows(monthly(statements(*past)))
    assert stated_baselines.reference_class(every, np.array([2]))[0].tolist() == [4.0] * 19


def test_a_stated_date_is_a_point_and_today_once_it_has_passed():
    every = rows(monthly(statements(("a", 0, 14, 30), ("b", 0, -14, 30))))
    assert stated_baselines.stated(every).tolist() == [[2.0] * 19, [0.0] * 19]


def test_every_statement_is_scored_or_counted_with_its_reason(made):
    left = sum(one.count for one in made.left_out)
    assert made.all.statements + left == SAID.height
    assert {one.why for one in made.left_out} >= {"made before 20 things had shipped"}
    assert made.forecasts.height == made.all.statements
    assert sum(band.statements for band in made.bands.values()) == made.all.statements


def test_a_statement_is_scored_only_after_twenty_things_had_shipped(made):
    ships = SAID.unique("what")["shipped_on"]
    for said_on in made.forecasts["said_on"].unique():
        assert (ships < said_on).sum() >= 20


def test_the_scores_are_those_of_the_quantiles_that_are_printed(made):
    said = made.forecasts.select(f"q{level:02d}" for level in range(5, 100, 5)).to_numpy()
    weeks = made.forecasts["actual_weeks"].to_numpy()
    levels = np.arange(1, 20) / 20
    error = weeks[:, None] - said
    pinball = np.where(error > 0, levels * error, (levels - 1) * error)
    assert made.all.ours.crps_weeks == pytest.approx(2 * pinball.mean())
    held = (said[:, 1] <= weeks) & (weeks <= said[:, 17])
    assert made.all.ours.cover80 == pytest.approx(held.mean())


def test_things_still_open_are_counted_and_teach_but_are_not_scored(made):
    last = SAID["said_on"].max()
    still = statements(*((f"o{k}", 0, 30, None) for k in range(3)))
    more = backtest(StatedDates(pl.concat([SAID, still])))
    counts = {one.why: one.count for one in more.left_out}
    assert counts["not shipped yet"] == 3
    assert more.all.statements == made.all.statements
    assert more.all.ours != made.all.ours
    assert last > day(30)


def test_from_a_day_only_what_shipped_since_is_scored_and_by_the_same_forecasts(made):
    first = SAID["shipped_on"].max() - timedelta(days=60)
    later = backtest(StatedDates(SAID), first=first)
    shipped = SAID.filter(pl.col("shipped_on") >= first)["what"].unique()
    assert set(later.forecasts["what"]) <= set(shipped)
    assert later.all.statements < made.all.statements
    same = made.forecasts.join(later.forecasts, on=["what", "said_on"], how="semi")
    assert same.equals(later.forecasts)
    assert any(f"before {first}" in one.why for one in later.left_out)


def test_the_same_file_and_seed_give_the_same_backtest(made):
    again = backtest(StatedDates(SAID.reverse()))
    assert again.forecasts.equals(made.forecasts)
    assert again.differences == made.differences


def test_without_twenty_ships_it_is_said_what_is_missing():
    with pytest.raises(NothingRead) as error:
        backtest(StatedDates(world(10)))
    assert "made before 20 things had shipped" in error.value.problems[0].what


def test_fewer_than_thirty_things_are_said_to_be_mostly_luck(made):
    assert any("mostly luck" in note for note in made.notes)
