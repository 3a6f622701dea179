"""A backtest on promised days: every figure by hand from its rows, and what is left out."""

import numpy as np
import polars as pl
import pytest

from interlock.engine import promise_backtest
from interlock.engine.promise_backtest import backtest
from interlock.engine.quantile_scores import NAMES
from interlock.engine.week_grid import GRID, chance_by
from interlock.records.errors import NothingRead
from interlock.records.stated_dates import StatedDates
from tests.engine.stated_worlds import day, statements, world

SAID = world(40, level=0.1, spacing=5.0).with_columns(
    team=pl.col("what").str.slice(-1), kind=pl.lit("release")
)


@pytest.fixture(scope="module")
def made():
    return backtest(StatedDates(SAID))


def test_every_row_is_scored_or_counted_with_its_reason(made):
    assert made.forecasts.height + sum(one.count for one in made.left_out) == SAID.height
    assert made.ours.n == made.forecasts["actual_weeks"].count()


def test_the_day_itself_is_scored_as_a_point_that_is_sure_to_be_met(made):
    rows = made.forecasts
    left = (rows["due"] - rows["said_on"]).dt.total_days() / 7
    off = (rows["actual_weeks"] - left.clip(lower_bound=0)).abs()
    assert made.raw.crps_weeks == pytest.approx(off.mean())
    assert made.raw.hit_rate == pytest.approx(rows["met"].mean())
    assert made.raw.brier == pytest.approx(1 - rows["met"].mean())


def test_a_day_is_met_when_the_thing_is_done_by_it(made):
    rows = made.forecasts.drop_nulls(["met", "done_on"])
    assert (rows["met"] == (rows["done_on"] <= rows["due"]).cast(pl.Int8)).all()


def test_scores_are_those_of_the_rows(made):
    rows = made.forecasts.drop_nulls("met")
    assert made.ours.brier == pytest.approx(((rows["p_met"] - rows["met"]) ** 2).mean())
    assert made.met.base == pytest.approx(((rows["base_rate"] - rows["met"]) ** 2).mean())
    assert made.met.settled == rows.height
    done = made.forecasts.drop_nulls("actual_weeks")
    inside = done["actual_weeks"].is_between(done["q10"], done["q90"])
    assert made.ours.cover80 == pytest.approx(inside.mean())
    assert sum(one.settled for one in made.by_horizon) == made.met.settled


def test_dates_and_odds_tell_the_same_story(made):
    """The chance of the promised day, read off the quantiles, is the odds of meeting it."""
    levels = np.arange(1, 20) / 20
    for row in made.forecasts.iter_rows(named=True):
        left = max((row["due"] - row["said_on"]).days / 7, 0.0)
        by_due = np.interp(left, [row[name] for name in NAMES], levels)
        if 0.05 < row["p_met"] < 0.95:
            assert by_due == pytest.approx(row["p_met"], abs=0.06)


def test_a_distribution_that_agrees_rises_from_0_to_its_end_and_meets_the_odds():
    cdf = (1 - np.exp(-GRID / 8))[None]
    for left, p in ((4.0, 0.9), (10.0, 0.2), (30.0, 0.6)):
        agreeing = promise_backtest._agreeing(cdf, np.array([left]), np.array([p]))
        assert (np.diff(agreeing) >= -1e-12).all()
        assert (agreeing[0, 0], agreeing[0, -1]) == pytest.approx((0, 1), abs=1e-6)
        assert chance_by(agreeing, np.array([left]))[0] == pytest.approx(p, abs=0.05)


def test_what_comes_later_changes_no_forecast(made):
    until = day(600)
    cut = SAID.filter(pl.col("said_on") < until).with_columns(
        shipped_on=pl.when(pl.col("shipped_on") < until).then("shipped_on")
    )
    before = backtest(StatedDates(cut)).forecasts
    same = made.forecasts.join(before.select("what", "said_on"), on=["what", "said_on"])
    both = before.join(same, on=["what", "said_on"], suffix="_then").filter(
        pl.col("said_on") < until
    )
    assert both.height > 5
    assert (both["p_met"] == both["p_met_then"]).all()
    assert (both["q50"] == both["q50_then"]).all()


def test_what_is_not_done_when_its_day_has_passed_is_not_met_and_has_no_weeks():
    last = (SAID["shipped_on"].max() - day(0)).days
    open_one = statements(("open", last - 60, last - 40, None)).with_columns(
        team=pl.lit("0"), kind=pl.lit("release")
    )
    made = backtest(StatedDates(pl.concat([SAID, open_one])))
    row = made.forecasts.row(by_predicate=pl.col("what") == "open", named=True)
    assert (row["met"], row["actual_weeks"]) == (0, None)


def test_too_short_a_history_is_refused_with_what_is_missing():
    with pytest.raises(NothingRead) as error:
        backtest(StatedDates(world(8)))
    assert "made before 20 promises were done" in error.value.problems[0].what
