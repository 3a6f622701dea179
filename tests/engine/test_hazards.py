"""What is learnt from worlds whose odds are known, and what is said where there is little."""

from datetime import timedelta

import numpy as np
import polars as pl
import pytest

from interlock.engine import deal_history, deals, hazards, history
from tests.engine.books import AS_OF, book
from tests.engine.deal_worlds import PIPELINE, change, constant_world, ended, standing

WON = {"Qualify": 0.01, "Propose": 0.05}
LOST = 0.03


def fit(records):
    return hazards.fit(deal_history.at_risk(records, as_of=AS_OF))


def weekly(fitted, stage, weeks=26):
    profile = pl.DataFrame({"stage": [stage], "age": [1], "dated": [4]})
    eta = hazards.log_rates(fitted, profile, as_of=AS_OF, weeks=weeks)
    return deals.weekly(eta)[0]


@pytest.fixture(scope="module")
def known_world():
    return fit(constant_world(seed=3, deals=3000, won=WON, lost=LOST))


@pytest.mark.parametrize("stage", ["Qualify", "Propose"])
def test_known_odds_are_found_again(known_world, stage):
    found = weekly(known_world, stage).mean(axis=0)
    assert found == pytest.approx([WON[stage], LOST], rel=0.25)
    assert known_world.basis == "own history"


def test_nothing_is_seen_where_nothing_is():
    fitted = fit(constant_world(seed=5, deals=1500, won=dict.fromkeys(WON, 0.03), lost=LOST))
    assert np.abs(fitted.coefficients).max() < 0.35
    first, second = (weekly(fitted, stage)[:, 0] for stage in WON)
    assert first.mean() == pytest.approx(second.mean(), rel=0.25)


def test_forecast_and_actual_wins_agree_on_a_later_half_year():
    start = AS_OF - timedelta(days=182)
    world = constant_world(seed=8, deals=4000, won=WON, lost=LOST)
    past = history.known(world, as_of=start)
    fitted = hazards.fit(deal_history.at_risk(past, as_of=start))
    found, profiles = deal_history.profiles(past, as_of=start, follows=fitted.follows)
    eta = hazards.log_rates(fitted, profiles, as_of=start, weeks=26)
    won, lost, _ = deals.incidence(deals.weekly(eta))
    at = found["profile"].to_numpy()
    later = world.deals.filter(
        pl.col("id").is_in(found["id"].implode()), pl.col("closed_on") > start
    )
    actual = dict(later.group_by("outcome").len().iter_rows())
    assert 0.85 < won[at, -1].sum() / actual["won"] < 1.15
    assert 0.85 < lost[at, -1].sum() / actual["lost"] < 1.15


def few(count, outcomes=("won", "lost")):
    rows, changes = [], []
    for number in range(count):
        created = AS_OF - timedelta(days=300 - 3 * number)
        closed = created + timedelta(days=40 + 5 * number)
        outcome = outcomes[number % len(outcomes)]
        rows.append(ended(f"D{number}", created, closed, outcome, stage="Qualify"))
        changes.append(change(f"D{number}", created, "stage", "Qualify"))
    return book(company=PIPELINE, deals=rows, changes=changes)


@pytest.mark.parametrize("count", [0, 1, 5, 29])
def test_under_thirty_closed_deals_the_declared_prior_speaks_and_says_so(count):
    fitted = fit(few(count))
    assert fitted.basis == "prior"
    assert fitted.blocks == ()
    assert f"{count} closed deals" in fitted.notes[0]
    chances = weekly(fitted, "Qualify")
    assert ((chances > 0) & (chances < 0.2)).all()


def test_one_ending_alone_still_leaves_room_for_the_other():
    fitted = fit(few(60, outcomes=("lost",)))
    assert fitted.basis == "prior"
    assert 0 < weekly(fitted, "Qualify")[0, 0] < 0.01


def test_without_history_the_declared_table_stands_as_documented():
    fitted = fit(few(0))
    assert weekly(fitted, "Qualify")[0] == pytest.approx([0.004, 0.018])
    assert weekly(fitted, "Propose")[0] == pytest.approx([0.045, 0.020])
    assert weekly(fitted, "unknown")[0] == pytest.approx([0.0134, 0.0190], abs=1e-4)


def test_more_deals_let_more_terms_in():
    assert fit(few(40)).blocks == ("quarter_week", "year_end")
    assert fit(few(95)).blocks == ("quarter_week", "year_end", "age")


def test_a_stage_that_no_past_deal_was_in_takes_all_stages_and_is_named(known_world):
    profiles = pl.DataFrame({"stage": ["Legal", "Qualify"], "age": [1, 1], "dated": [4, 4]})
    eta = hazards.log_rates(known_world, profiles, as_of=AS_OF, weeks=4)
    low, high = (weekly(known_world, stage, 4)[:, 0] for stage in WON)
    legal = deals.weekly(eta)[0, :, 0]
    assert ((low < legal) & (legal < high)).all()
    assert hazards.unlearnt(known_world, profiles) == (
        "No past deal was seen in stage Legal: all stages together stand in",
    )


def test_a_stage_without_history_does_not_enter():
    rows = [standing("a", AS_OF - timedelta(days=50), stage="Propose")]
    risk = deal_history.at_risk(book(deals=rows), as_of=AS_OF)
    assert risk.cells["stage"].unique().to_list() == ["unknown"]
    assert any("Stages have no history" in note for note in hazards.fit(risk).notes)


def test_drawn_worlds_spread_around_the_fitted_odds(known_world):
    profile = pl.DataFrame({"stage": ["Qualify"], "age": [1], "dated": [4]})
    drawn = hazards.draws(known_world, seed=1, worlds=400)
    eta = hazards.log_rates(known_world, profile, as_of=AS_OF, weeks=8, coefficients=drawn)
    centre = hazards.log_rates(known_world, profile, as_of=AS_OF, weeks=8)
    assert eta.shape == (1, 400, 8, 2)
    assert eta.mean(axis=1) == pytest.approx(centre, abs=0.05)
    assert 0.03 < eta.std(axis=1).mean() < 0.4


def test_draws_are_the_same_for_more_worlds(known_world):
    some, more = (hazards.draws(known_world, seed=2, worlds=n) for n in (4, 9))
    assert more[:4] == pytest.approx(some)


def test_few_deals_are_drawn_wider_than_many(known_world):
    assert (fit(few(10)).level_sd > 3 * known_world.level_sd).all()
