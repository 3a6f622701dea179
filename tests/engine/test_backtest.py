"""The rolling backtest against tiny pasts worked by hand, and that nothing later leaks into it."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import baselines, deal_odds, scores
from interlock.engine.backtest import backtest
from interlock.engine.closing_scores import day_scores
from interlock.records import tables
from interlock.records.errors import BadUsage
from tests.engine.books import AS_OF, book, frame
from tests.engine.deal_worlds import change, constant_world, ended

WORLD = {"seed": 3, "deals": 260, "won": {"Qualify": 0.01, "Propose": 0.06}, "lost": 0.03}
FIRST, LAST = AS_OF - timedelta(days=180), AS_OF - timedelta(days=60)


@pytest.fixture(scope="module")
def made():
    return run(constant_world(**WORLD))


def run(records, first=FIRST, last=LAST, horizons=(30, 90)):
    return backtest(records, first=first, last=last, every_days=60, horizons=horizons)


def test_an_open_deal_is_forecast_and_won_means_won_within_the_horizon(made):
    deals = constant_world(**WORLD).deals
    for row in made.forecasts.sample(40, seed=1).iter_rows(named=True):
        deal = deals.row(by_predicate=pl.col("id") == row["id"], named=True)
        assert deal["created_on"] <= row["as_of"]
        assert deal["closed_on"] is None or deal["closed_on"] > row["as_of"]
        end = row["as_of"] + timedelta(days=row["horizon_days"])
        won = deal["outcome"] == "won" and deal["closed_on"] <= end
        assert row["won"] == int(won)
    day = made.origins[0]
    open_then = deals.filter(
        pl.col("created_on") <= day, pl.col("closed_on").is_null() | (pl.col("closed_on") > day)
    )
    asked = made.forecasts.filter(pl.col("as_of") == day, pl.col("horizon_days") == 30)
    assert set(asked["id"]) == set(open_then["id"])


def test_a_horizon_that_has_not_wholly_passed_is_never_scored(made):
    ends = made.forecasts.select(pl.col("as_of") + pl.duration(days=pl.col("horizon_days")))
    assert ends.to_series().max() <= AS_OF
    days = dict(made.forecasts.group_by("horizon_days").agg(pl.col("as_of").n_unique()).iter_rows())
    assert days == {30: 3, 90: 2}


def test_scores_are_those_of_the_forecasts_that_are_printed(made):
    result = made.results[0]
    rows = made.forecasts.filter(pl.col("horizon_days") == result.horizon_days)
    p, won = rows["p_won"].to_numpy(), rows["won"].to_numpy().astype(float)
    assert result.metrics.brier == pytest.approx(scores.brier(p, won))
    assert result.metrics.wins_ratio == pytest.approx(p.sum() / won.sum())
    gaps = [abs(day.forecast - day.actual) for day in result.by_origin]
    assert result.metrics.wins_mae == pytest.approx(np.mean(gaps))
    assert result.n == rows.height


def test_a_baseline_that_cannot_be_computed_is_none_and_said():
    deals = constant_world(**WORLD)
    bare = run(deals.with_tables(changes=deals.changes.clear()))
    assert bare.results[0].baselines["stage_percent"] is None
    assert "stage_percent" not in bare.results[0].differences
    assert any(note.startswith("stage_percent could not be computed") for note in bare.notes)


def another_future(records, day):
    """Deals of later days gone, later endings other ones on other days, everybody moved on."""
    later = (pl.col("closed_on") > day).fill_null(value=False)
    flipped = pl.when(pl.col("outcome") == "won").then(pl.lit("lost")).otherwise(pl.lit("won"))
    deals = records.deals.filter(pl.col("created_on") <= day).with_columns(
        outcome=pl.when(later).then(flipped).otherwise("outcome"),
        closed_on=pl.when(later).then(pl.lit(AS_OF)).otherwise("closed_on"),
        stage=pl.lit("Propose"),
        expected_close_on=pl.lit(AS_OF),
    )
    moves = [
        change(name, day + timedelta(days=1), field, new)
        for name in deals["id"]
        for field, new in (("stage", "Propose"), ("expected_close_on", "2027-01-01"))
    ]
    known = records.changes.filter(pl.col("at").dt.date() <= day)
    later_log = frame(tables.CHANGES, moves)
    return records.with_tables(deals=deals, changes=pl.concat([known, later_log]))


def test_what_is_dated_after_a_day_changes_no_forecast_and_no_baseline_of_that_day(made):
    records = constant_world(**WORLD)
    other = another_future(records, FIRST)
    one, two = (deal_odds.curves(book, as_of=FIRST) for book in (records, other))
    assert one.ids == two.ids
    assert one.won.tolist() == two.won.tolist()
    here = made.forecasts.filter(pl.col("as_of") == FIRST, pl.col("horizon_days") == 30)
    assert here["p_won"].to_list() == deal_odds.by_day(two.won, 30).tolist()
    pasts = [baselines.past_of(curves) for curves in (one, two)]
    for name, baseline in baselines.BASELINES.items():
        same, too = (baseline(past, 60) for past in pasts)
        assert (same is None and too is None) or same.tolist() == too.tolist(), name


def test_days_whose_horizons_have_not_passed_are_a_mistake_that_says_what_to_do():
    with pytest.raises(BadUsage, match="Choose earlier days"):
        run(constant_world(**WORLD), first=AS_OF, last=AS_OF)


def test_what_is_left_out_is_counted():
    records = constant_world(**WORLD)
    odd = book(
        deals=[
            {"id": "x", "outcome": "open"},
            ended("y", date(2026, 5, 2), date(2026, 5, 1), "won"),
        ]
    )
    both = records.with_tables(deals=pl.concat([records.deals, odd.deals]))
    found = run(both, last=FIRST)
    assert [(one.count, one.why) for one in found.left_out] == [
        (1, "without a day of creation"),
        (1, "closed before they were created"),
    ]
    assert not set(found.forecasts["id"]) & {"x", "y"}


def test_the_score_of_the_day_of_closing_by_hand(made):
    """CRPS sums (F(d) - 1{closed by d})^2 over days: sure of the right day costs nothing."""
    sure = np.array([[0.0, 1.0, 1.0], [0.0, 0.5, 0.5]])
    crps, error = day_scores(sure, np.array([2, 9]), 3)
    assert crps == pytest.approx((0.0 + 0.5) / 2)
    assert error == 0.0
    assert made.time_to_close.crps_days > 0
