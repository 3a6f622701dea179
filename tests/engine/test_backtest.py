"""The rolling backtest against tiny pasts worked by hand, and that nothing later leaks into it."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import baselines, deal_odds, lives, scores
from interlock.engine.backtest import backtest
from interlock.engine.closing_scores import day_scores
from interlock.records.errors import BadUsage
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, constant_world, ended, standing

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


def test_what_happens_after_a_day_changes_no_forecast_of_that_day(made):
    deals = constant_world(**WORLD)
    later = pl.col("closed_on") > FIRST + timedelta(days=1)
    flipped = pl.when(later & (pl.col("outcome") == "won")).then(pl.lit("lost"))
    changed = deals.deals.with_columns(outcome=flipped.otherwise("outcome"))
    other = run(deals.with_tables(deals=changed), last=FIRST)
    here = made.forecasts.filter(pl.col("as_of") == FIRST)
    assert other.forecasts["p_won"].to_list() == here["p_won"].to_list()
    assert other.forecasts["won"].sum() < here["won"].sum()


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


def lives_of(*rows):
    """Deals created 100 days ago: (days lived, outcome)."""
    born = AS_OF - timedelta(days=100)
    deals = [
        ended(f"D{at}", born, born + timedelta(days=days), outcome)
        if outcome != "open"
        else standing(f"D{at}", AS_OF - timedelta(days=days))
        for at, (days, outcome) in enumerate(rows)
    ]
    log = [change("D0", born, "stage", "Qualify")]
    return lives.fit(book(company=PIPELINE, deals=deals, changes=log))


def test_aalen_johansen_by_hand_with_ties():
    """Five deals: on day 3 one won and one lost of 5; open until day 5; one won of 2 on day 8."""
    found = lives_of((3, "won"), (3, "lost"), (5, "open"), (8, "won"), (20, "lost"))
    assert found.hazards[3] == pytest.approx([1 / 5, 1 / 5])
    assert found.hazards[8] == pytest.approx([1 / 2, 0])
    won, lost = lives.ahead(found, np.array([0]), 25)
    assert won[0, 7] == pytest.approx(0.2 + 0.6 / 2)
    assert lost[0, -1] == pytest.approx(0.2 + 0.3)
    assert lives.ahead(found, np.array([4]), 10)[0][0, -1] == pytest.approx(1 / 2)


def test_with_one_cause_it_is_kaplan_and_meiers_estimate():
    found = lives_of((2, "won"), (4, "won"), (4, "won"), (6, "open"), (9, "won"))
    still = 1 - lives.ahead(found, np.array([0]), 12)[0][0]
    assert still[[1, 3, 5, 8]] == pytest.approx([4 / 5, 4 / 5 * 2 / 4, 2 / 5, 0.0])


def test_the_constant_is_the_share_won_among_days_whose_horizon_had_passed():
    records = constant_world(**WORLD)
    past = baselines.past_of(deal_odds.curves(records, as_of=AS_OF))
    rows = past.past.filter(pl.col("day") <= AS_OF - timedelta(days=91))
    closed = dict(records.deals.select("id", "closed_on").iter_rows())
    outcome = dict(records.deals.select("id", "outcome").iter_rows())
    won = [
        outcome[name] == "won" and closed[name] <= day + timedelta(days=91)
        for name, day in rows.select("id", "day").iter_rows()
    ]
    expected = (sum(won) + 0.5) / (len(won) + 1)
    assert baselines.constant(past, 91)[0] == pytest.approx(expected)


def test_every_baseline_gives_odds_between_nought_and_one():
    past = baselines.past_of(deal_odds.curves(constant_world(**WORLD), as_of=AS_OF))
    for name, baseline in baselines.BASELINES.items():
        odds = baseline(past, 60)
        if odds is None:
            assert name == "boosting"
            continue
        assert odds.shape == (past.now.height,)
        assert ((odds >= 0) & (odds <= 1)).all(), name


def test_the_score_of_the_day_of_closing_by_hand(made):
    """CRPS sums (F(d) - 1{closed by d})^2 over days: sure of the right day costs nothing."""
    sure = np.array([[0.0, 1.0, 1.0], [0.0, 0.5, 0.5]])
    crps, error = day_scores(sure, np.array([2, 9]), 3)
    assert crps == pytest.approx((0.0 + 0.5) / 2)
    assert error == 0.0
    assert made.time_to_close.crps_days > 0
