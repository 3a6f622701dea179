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


def fit(records, as_of=AS_OF):
    return hazards.fit(deal_history.at_risk(records, as_of=as_of), records.company)


def ahead(fitted, records, weeks=26, as_of=AS_OF):
    """The open deals of ``records`` and their rows of the weeks ahead."""
    now = deal_history.today(records, as_of=as_of, scale=fitted.scale, follows=fitted.follows)
    return now, hazards.ahead(fitted, now, weeks=weeks)


def at_stage(stage):
    """A book of one open deal in a stage, entered five weeks ago."""
    created = AS_OF - timedelta(days=35)
    return book(
        company=PIPELINE,
        deals=[standing("a", created, stage=stage)],
        changes=[change("a", created, "stage", stage)],
    )


def weekly(fitted, stage, weeks=26):
    _, rows = ahead(fitted, at_stage(stage), weeks)
    return deals.weekly(hazards.log_rates(fitted, rows))[0]


@pytest.fixture(scope="module")
def known_world():
    return fit(constant_world(seed=3, deals=3000, won=WON, lost=LOST))


@pytest.mark.parametrize("stage", ["Qualify", "Propose"])
def test_known_odds_are_found_again(known_world, stage):
    found = weekly(known_world, stage).mean(axis=0)
    assert found == pytest.approx([WON[stage], LOST], rel=0.25)
    assert known_world.basis == "own history"
    assert known_world.skill == "skill"


def test_where_nothing_tells_deals_apart_all_have_one_level_and_it_is_said():
    fitted = fit(constant_world(seed=5, deals=1500, won=dict.fromkeys(WON, 0.03), lost=LOST))
    assert fitted.skill == "no skill"
    assert any(note.startswith("No skill") for note in fitted.notes)
    first, second = (weekly(fitted, stage) for stage in WON)
    assert first == pytest.approx(second)
    assert first[0] == pytest.approx([0.03, 0.03], rel=0.15)


def test_forecast_and_actual_endings_agree_on_a_later_half_year():
    start = AS_OF - timedelta(days=182)
    world = constant_world(seed=8, deals=4000, won=WON, lost=LOST)
    past = history.known(world, as_of=start)
    fitted = fit(past, start)
    now, rows = ahead(fitted, past, as_of=start)
    won, lost, _ = deals.incidence(deals.weekly(hazards.log_rates(fitted, rows)))
    later = world.deals.filter(pl.col("id").is_in(now["id"].implode()), pl.col("closed_on") > start)
    actual = dict(later.group_by("outcome").len().iter_rows())
    assert 0.85 < won[:, -1].sum() / actual["won"] < 1.15
    assert 0.85 < lost[:, -1].sum() / actual["lost"] < 1.15


def few(count, outcomes=("won", "lost")):
    rows, changes = [], []
    for number in range(count):
        created = AS_OF - timedelta(days=300 - 3 * number)
        closed = created + timedelta(days=40 + 5 * number)
        outcome = outcomes[number % len(outcomes)]
        rows.append(ended(f"D{number}", created, closed, outcome, stage="Qualify"))
        changes.append(change(f"D{number}", created, "stage", "Qualify"))
    return book(company=PIPELINE, deals=rows, changes=changes)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 closed deals"), (1, "1 closed deal"), (5, "5 closed deals"), (29, "29 closed deals")],
)
def test_under_thirty_closed_deals_the_declared_prior_speaks_and_says_so(count, said):
    fitted = fit(few(count))
    assert fitted.basis == "prior"
    assert [term.name for term in fitted.layout.terms] == ["level"]
    assert f"{said} (" in fitted.notes[0]
    chances = weekly(fitted, "Qualify")
    assert ((chances > 0) & (chances < 0.2)).all()


def test_one_ending_alone_still_leaves_room_for_the_other():
    fitted = fit(few(60, outcomes=("lost",)))
    assert fitted.basis == "prior"
    assert 0 < weekly(fitted, "Qualify")[0, 0] < 0.01


def test_without_history_every_deal_stands_half_way_up_the_declared_table():
    fitted = fit(few(0))
    for stage in WON:
        assert weekly(fitted, stage)[0] == pytest.approx([0.0134, 0.0190], abs=1e-4)


def test_a_stage_that_no_past_deal_was_in_takes_all_stages_and_is_named(known_world):
    low, high = (weekly(known_world, stage, 4)[:, 0] for stage in WON)
    legal = weekly(known_world, "Legal", 4)[:, 0]
    assert ((low < legal) & (legal < high)).all()
    now, _ = ahead(known_world, at_stage("Legal"))
    assert hazards.unlearnt(known_world, now) == (
        "No past deal was seen in stage Legal: all stages together stand in",
    )


def test_a_stage_without_history_does_not_enter():
    rows = [standing("a", AS_OF - timedelta(days=50), stage="Propose")]
    records = book(deals=rows)
    risk = deal_history.at_risk(records, as_of=AS_OF)
    assert risk.stood["stage"].unique().to_list() == ["unknown"]
    fitted = hazards.fit(risk, records.company)
    assert any("Stages have no history" in note for note in fitted.notes)


def test_drawn_worlds_spread_around_the_fitted_odds_with_their_mean_kept(known_world):
    _, rows = ahead(known_world, at_stage("Qualify"), 8)
    drawn = hazards.draws(known_world, seed=1, worlds=400)
    found = hazards.rates(hazards.in_worlds(known_world, rows, drawn), 0)
    assert found.shape == (400, 8, 2)
    centre = np.exp(hazards.log_rates(known_world, rows))[0]
    assert found.mean(axis=0) == pytest.approx(centre)
    assert 0.01 < np.log(found).std(axis=0).mean() < 0.4


def test_draws_are_the_same_for_more_worlds(known_world):
    some, more = (hazards.draws(known_world, seed=2, worlds=n) for n in (4, 9))
    assert more[:4] == pytest.approx(some)


def test_few_deals_are_drawn_wider_than_many(known_world):
    def level_sd(fitted):
        return np.sqrt(np.diag(fitted.covariance)[fitted.layout.starts["level"]])

    assert level_sd(fit(few(10))) > 3 * level_sd(known_world)


def test_intervals_hold_the_truth_as_often_as_they_say():
    """Simulation-based calibration, small: the drawn level's ranks of the true one are even."""
    ranks = []
    for seed in range(24):
        rng = np.random.default_rng(seed)
        true = {stage: 0.03 * np.exp(rng.normal(0, 0.3)) for stage in WON}
        flat = dict.fromkeys(WON, float(true["Qualify"]))
        records = constant_world(seed=100 + seed, deals=150, won=flat, lost=LOST)
        fitted = fit(records)
        _, rows = ahead(fitted, at_stage("Qualify"), 13)
        effects = hazards.draws(fitted, seed=seed, worlds=199)
        drawn = hazards.rates(hazards.in_worlds(fitted, rows, effects), 0)
        odds = flat["Qualify"] / (1 - flat["Qualify"] - LOST)
        ranks.append((drawn[:, :, 0].mean(axis=1) < odds).mean())
    inside = np.mean([0.1 < rank < 0.9 for rank in ranks])
    assert 0.6 < inside < 0.97
