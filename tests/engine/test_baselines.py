"""What the forecast is held against, by hand on small books."""

from datetime import timedelta

import polars as pl
import pytest

from interlock.engine import baselines, deal_odds
from interlock.records.company import Company, Pipeline, Stage
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, constant_world, ended, standing

WORLD = {"seed": 3, "deals": 260, "won": {"Qualify": 0.01, "Propose": 0.06}, "lost": 0.03}


@pytest.fixture(scope="module")
def world():
    return baselines.past_of(deal_odds.curves(constant_world(**WORLD), as_of=AS_OF))


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


def small(company=PIPELINE, **more):
    """Three closed deals, two that reached Propose of which one was won, and two open ones."""
    born = AS_OF - timedelta(days=80)
    deals = [
        ended("W", born, AS_OF - timedelta(days=40), "won", owner="Ana"),
        ended("L", born, AS_OF - timedelta(days=40), "lost", owner="Bo"),
        ended("Q", born, AS_OF - timedelta(days=30), "lost", owner="Bo"),
        standing("A", born, stage="Propose", owner="Ana"),
        standing("B", born, stage="Qualify", owner="Bo"),
    ]
    log = [change(deal["id"], born, "stage", "Qualify") for deal in deals]
    moved = AS_OF - timedelta(days=60)
    log += [change(name, moved, "stage", "Propose", "Qualify") for name in ("W", "L", "A")]
    records = book(company=company, deals=deals, changes=log)
    return baselines.past_of(deal_odds.curves(records, as_of=AS_OF))


def test_the_win_rate_of_a_stage_is_that_of_closed_deals_that_were_ever_in_it():
    """Propose: 1 of 2 won, Qualify: 1 of 3; a win and a loss are added to each."""
    past = small()
    assert past.curves.ids == ("A", "B")
    assert baselines.own_win_rate_by_stage(past, 30).tolist() == pytest.approx([2 / 4, 2 / 5])


def test_the_stages_per_cent_is_the_companys_and_steps_where_it_says_none():
    stated = Company(
        pipelines=(Pipeline("Sales", (Stage("Qualify", 15.0), Stage("Propose", 60.0))),)
    )
    assert baselines.stage_percent(small(stated), 30).tolist() == pytest.approx([0.6, 0.15])
    assert baselines.stage_percent(small(), 30).tolist() == pytest.approx([2 / 3, 1 / 3])


def test_naive_bayes_multiplies_what_each_field_says():
    """Won 1.1, lost 2.1. Ana: 1.1 / 1.1 and 0.1 / 2.1; Propose: 1.1 / 1.1 and 1.1 / 2.1."""
    odds = (1.1 / 2.1) * (1 / (0.1 / 2.1)) * (1 / (1.1 / 2.1))
    assert baselines.naive_bayes(small(), 30)[0] == pytest.approx(odds / (1 + odds))


def test_a_stage_begins_at_the_share_of_all(world):
    """The table lies between the share of all and what was seen in the stage alone."""
    overall = baselines.constant(world, 91)[0]
    table = baselines.stage_horizon_table(world, 91)
    by_stage = dict(zip(world.now["stage"], table, strict=True))
    assert by_stage["Qualify"] < overall < by_stage["Propose"]
