"""The backtest of pace: which origins count, and scores worked by hand."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine.backtest_pace import backtest, is_origin
from interlock.engine.pace_scores import Scored, of_point, of_quantiles, result
from interlock.engine.quantile_scores import LEVELS, NAMES
from interlock.records.pace import Finished

MONDAY = date(2024, 1, 1)


def finished(counts: list[int], *, team: str | None = None) -> Finished:
    days = [
        MONDAY + timedelta(days=7 * week) for week, count in enumerate(counts) for _ in range(count)
    ]
    items = pl.DataFrame({"done_on": days})
    if team is not None:
        items = items.with_columns(team=pl.lit(team))
    last = MONDAY + timedelta(days=7 * len(counts) - 1)
    return Finished(items, last, by_team=team is not None)


def scored(quantiles: list[float], actual: int | None, velocity: float = 1.0) -> Scored:
    values = np.array(quantiles)
    return Scored("all", MONDAY, 20, values, values, velocity, actual)


def test_the_53rd_week_is_the_first_origin_and_every_second_after():
    assert [week for week in range(60) if is_origin(week, 2)] == [52, 54, 56, 58]


def test_a_team_of_five_items_a_week_is_scored_as_arithmetic_says():
    # 64 weeks: origins 52 to 62; the next 20 take 4 weeks, which the data holds up to origin 60.
    made = backtest(finished([5] * 64), items=[20])
    (twenty,) = made.results
    assert (twenty.every.origins, twenty.every.censored, twenty.inactive) == (5, 1, 0)
    assert made.forecasts["actual_weeks"].to_list() == [4, 4, 4, 4, 4, None]
    assert made.forecasts["origin"][0] == MONDAY + timedelta(weeks=52)
    assert made.forecasts["q50"].to_list() == [4.0] * 6
    assert [band.origins for band in twenty.bands] == [0, 5, 0, 0, 0]
    assert twenty.every.baselines["velocity26"].crps_weeks == 0
    assert twenty.every.baselines["bootstrap26"].cover90 == 1
    assert made.weeks == {"all": 64}


def test_idle_half_years_are_counted_and_not_forecast():
    # From week 72 on fewer than thirteen of the last 26 weeks are busy ones (the first 60 are).
    made = backtest(finished([2] * 60 + [0] * 29 + [2]), items=[20])
    assert made.results[0].inactive == len(range(74, 90, 2))
    assert made.forecasts.height == len(range(52, 74, 2))


def test_teams_are_scored_together_and_named_in_the_rows():
    made = backtest(finished([5] * 60, team="core"), items=[10])
    assert made.forecasts.columns == ["team", "origin", "items", *NAMES, "actual_weeks"]
    assert set(made.forecasts["team"]) == {"core"}
    assert sum(made.weights["core"].values()) == pytest.approx(1)


def test_scores_follow_the_hand_worked_table():
    # q05 ... q95 = 1 ... 19: q10 2, q25 5, q75 15, q85 17, q90 18. Actual 5, 17, 19, 1.
    quantiles = np.tile(np.arange(1.0, 20), (4, 1))
    made = of_quantiles(quantiles, np.array([5.0, 17, 19, 1]))
    assert (made.cover50, made.cover80, made.cover90) == (0.25, 0.5, 1.0)
    assert made.p85_held == 0.75
    assert made.bias_weeks == 10 - 42 / 4
    late = np.array([[5], [17], [19], [1]]) - np.arange(1.0, 20)
    assert made.crps_weeks == pytest.approx(
        2 * np.where(late > 0, LEVELS * late, (LEVELS - 1) * late).mean()
    )


def test_a_point_is_scored_by_its_error():
    made = of_point(np.array([2.5, 4.0]), np.array([3.0, 2.0]))
    assert (made.crps_weeks, made.bias_weeks, made.cover80) == (1.25, 0.75, None)


def test_bands_go_by_our_median_and_what_is_not_over_is_counted_there():
    two, three = [2.0] * 19, [3.0] * 19
    made = result(20, [scored(two, 2), scored(three, 5), scored(three, None)], inactive=3)
    assert [(band.origins, band.censored) for band in made.bands[:2]] == [(1, 0), (1, 1)]
    assert made.bands[2].scores is None
    assert made.every.scores is not None
    assert made.every.scores.bias_weeks == -1


def test_an_item_dated_years_after_all_others_is_asked_about():
    made = backtest(finished([5] * 60 + [0] * 80 + [1]), items=[20])
    assert made.notes == ("More than a year without any item; is a day mistyped? In all",)
    assert backtest(finished([5] * 64), items=[20]).notes == ()
