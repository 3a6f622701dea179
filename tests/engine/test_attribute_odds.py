"""Odds from attributes: what they name, what they refuse to name, and that they never fail."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlock.engine import attribute_odds, attribute_wins, scores
from interlock.engine.attribute_bayes import naive_bayes
from interlock.engine.attribute_screen import screen
from tests.engine.closed_worlds import closed, world

TRAIN = world(240, effect=1.2, seed=1, noise=2)
FITTED = attribute_odds.fit(TRAIN)
CELLS = st.one_of(st.none(), st.text(max_size=4), st.sampled_from(["yes", "no", "a", "b"]))


@settings(max_examples=60)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_whatever_stands_in_a_cell_odds_lie_between_0_and_1(rows):
    names = TRAIN.attributes.columns
    values = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    p = FITTED.odds(closed(values, np.zeros(len(rows))))
    assert ((p > 0) & (p < 1)).all()


def test_the_one_strong_driver_is_named_and_beats_the_constant():
    made = attribute_wins.backtest(TRAIN, world(400, effect=1.2, seed=2, noise=2))
    assert made.skill == "skill"
    assert {one.attribute for one in made.drivers} == {"driver"}
    assert {one.value: one.odds_ratio > 1 for one in made.drivers} == {"yes": True, "no": False}
    assert made.attributes[0].name == "driver"
    assert made.attributes[0].gain.low > 0
    assert made.differences["constant"]["log_loss"].high < 0


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_a_world_without_signal_has_no_skill_and_no_driver(seed):
    made = attribute_wins.backtest(
        world(300, effect=0.0, seed=seed), world(300, effect=0.0, seed=seed + 100)
    )
    assert made.skill == "no skill"
    assert made.drivers == ()
    assert not any(one.taken for one in made.attributes)
    assert made.scores.log_loss - made.baselines["constant"].log_loss < 0.001


def test_a_single_attribute_that_tells_is_enough():
    made = attribute_wins.backtest(
        world(200, effect=1.2, seed=1, noise=0), world(200, effect=1.2, seed=2, noise=0)
    )
    assert made.skill == "skill"
    assert {one.value: one.odds_ratio > 1 for one in made.drivers} == {"yes": True, "no": False}


def test_few_deals_give_every_deal_the_share_won():
    few = attribute_odds.fit(world(20, effect=3.0, seed=1))
    assert set(few.odds(TRAIN)) == {few.rate}


def test_the_same_deals_and_seed_give_the_same_odds_to_the_last_bit():
    again = attribute_odds.fit(TRAIN, seed=1)
    assert (again.odds(TRAIN) == FITTED.odds(TRAIN)).all()


def test_endings_of_the_deals_to_be_scored_change_no_odds():
    test = world(50, effect=1.2, seed=5, noise=2)
    turned = closed(test.attributes, 1 - test.won.to_numpy())
    assert (FITTED.odds(test) == FITTED.odds(turned)).all()


def test_a_column_filled_in_at_the_end_and_one_that_names_deals_are_refused():
    count = 60
    won = np.arange(count) % 2
    values = pl.DataFrame(
        {
            "reason": [None if w else "price" for w in won],
            "name": [f"deal {at}" for at in range(count)],
            "size": ["big", "small", "big"] * 20,
            "amount": [str(at) if w or at % 3 else None for at, w in enumerate(won)],
        }
    )
    usable, refused = screen(closed(values, won))
    assert usable.attributes.columns == ["size"]
    assert set(refused) == {"reason", "name", "amount"}


def test_naive_bayes_multiplies_shares_that_start_at_a_tenth():
    train, won = np.array([[0], [0], [0], [1]]), np.array([1.0, 1, 0, 0])
    p = naive_bayes(train, won, np.array([[0], [-1]]))
    odds = (2.1 / 2.1) * (2.1 / 2.1) / (1.1 / 2.1)
    assert p == pytest.approx([odds / (1 + odds), 0.5])


def test_interval_of_the_difference_holds_its_mean():
    made = attribute_wins.backtest(TRAIN, TRAIN)
    one = made.differences["naive_bayes"]["brier"]
    assert one.low <= one.mean <= one.high
    assert made.scores.brier == pytest.approx(
        scores.brier(made.p_won["p_won"].to_numpy(), made.p_won["won"].to_numpy())
    )
