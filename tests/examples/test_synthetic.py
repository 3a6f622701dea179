"""Synthetic companies are what their laws say, whatever shape they are written in."""

import json
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "examples"))

from synthetic import development, truth  # noqa: E402
from synthetic.company import simulate  # noqa: E402
from synthetic.frames import feature_name, frames  # noqa: E402
from synthetic.sales import LOST, OPEN, WON, hazards  # noqa: E402
from synthetic.shapes import write  # noqa: E402
from synthetic.world import PLAIN, WORLDS  # noqa: E402

from interlock.importers.folder import read_folder  # noqa: E402

SHAPES = [
    ("own", "own"), ("salesforce", "jira"), ("hubspot", "linear"), ("pipedrive", "github"),
    ("salesforce-report", "gitlab"), ("odoo", "plane"), ("espocrm", "lighthouse"),
    ("suitecrm", "gitlab"), ("frappe", "jira"),
]  # fmt: skip
ALL_FEATURES = ("own", "jira", "linear", "github", "gitlab")
"""Trackers whose exports hold every feature, dropped ones too, and say when it shipped."""


def company(name="plain", deals=4_000, seed=1, stories=1, **laws):
    return simulate(replace(WORLDS[name], deals=deals, **laws), seed, stories)


def shares_won(made, of):
    """Of closed deals the share won, without and with ``of``, and the standard error of their
    difference."""
    closed, won = made.deals.outcome != OPEN, made.deals.outcome == WON
    groups = [won[closed & ~of], won[closed & of]]
    error = np.sqrt(sum(g.var() / len(g) for g in groups))
    return groups[0].mean(), groups[1].mean(), error


def dealbreakers(made):
    return ((made.deals.strength == 0) & (made.deals.feature >= 0)).any(axis=1)


def counted(column):
    return dict(column.value_counts().iter_rows())


def files_of(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(tmp_path):
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write(tmp_path / name, replace(PLAIN, deals=60), seed=seed, stories=3)
    a, b, c = (files_of(tmp_path / name) for name in "abc")
    assert a == b
    assert a["deals.csv"] != c["deals.csv"]


def test_the_history_does_not_depend_on_how_many_futures_are_told():
    one, many = company(deals=300, stories=1), company(deals=300, stories=5)
    assert (one.deals.outcome == many.deals.outcome).all()
    assert (one.deals.closed_on == many.deals.closed_on).all()


@pytest.mark.parametrize("name", ["plain", "bulk", "null"])
def test_what_happens_agrees_with_the_odds(name):
    """Sums of won and of lost over independent companies, within four standard errors."""
    expected, happened, variance = np.zeros(2), np.zeros(2), np.zeros(2)
    for seed in range(4):
        made = company(name, deals=400, seed=seed, stories=41, market_sd=0.0, pace_sd=0.0)
        told = truth.tables(made)
        by = told["odds"]["by"].unique().sort()[12]
        odds = told["odds"].filter(pl.col("by") == by).select("p_won", "p_lost").to_numpy()
        ended = told["outcomes"].filter(pl.col("closed_on") <= by)["outcome"]
        expected += odds.sum(axis=0)
        variance += (odds * (1 - odds)).sum(axis=0) * (1 + 1 / 40)
        happened += np.array([(ended == "won").sum(), (ended == "lost").sum()])
    assert (np.abs(happened - expected) < 4 * np.sqrt(variance)).all()
    assert (variance > 1).all()


def test_evidence_goes_with_winning_and_in_the_null_world_it_does_not():
    plain, null = company(), company("null")
    less, more, error = shares_won(plain, plain.deals.had[:, 2])
    assert more > less + 8 * error
    less, more, error = shares_won(null, null.deals.had[:, 2])
    assert abs(more - less) < 4 * error


def test_unmet_dealbreakers_go_with_losing_and_where_features_do_not_matter_they_do_not():
    free, plain = company("no-features"), company()
    assert plain.deals.outcome.size == free.deals.outcome.size
    without, with_, error = shares_won(plain, dealbreakers(plain))
    assert with_ < without - 4 * error
    without, with_, error = shares_won(free, dealbreakers(free))
    assert abs(with_ - without) < 4 * error


def test_where_needs_are_confounded_they_go_with_losing_though_features_do_not_matter():
    made = company("confounded", psi=(0.0, 0.0, 0.0))
    without, with_, error = shares_won(made, dealbreakers(made))
    assert with_ < without - 4 * error


def test_where_features_do_not_matter_no_feature_is_worth_anything():
    assert truth.tables(company("no-features", 300, stories=4))["worths"]["gain"].abs().max() == 0
    assert truth.tables(company("plain", 300, stories=21))["worths"]["gain"].sum() > 0


def test_odds_fall_where_the_market_drifts():
    made = company("drift")
    early = made.deals.created < 40
    late = (made.deals.created > 80) & (made.deals.created < 120)
    won = made.deals.outcome == WON
    assert won[late].mean() < won[early].mean() - 0.1


def test_a_rep_closes_many_forgotten_deals_on_one_day_at_a_quarters_end():
    made = company("bulk")
    lost = pl.DataFrame({"rep": made.deals.rep, "on": made.deals.closed_on})
    lost = lost.filter(pl.Series((made.deals.outcome == LOST) & (made.deals.forgotten < 99)))
    days = lost.group_by("rep", "on").len().filter(pl.col("len") >= 8)
    assert days.height > 5
    left = days["on"].cast(pl.Int32).cast(pl.Date)
    assert ((left.dt.offset_by("7d").dt.quarter()) != left.dt.quarter()).all()


def test_some_deals_are_entered_late_and_some_closed_before_they_were_created():
    deals = frames(company("backdated")).deals
    late = deals["created_on"] < deals["entered_on"]
    closed = deals.filter(pl.col("outcome") != "open")
    early = closed["closed_on"] < closed["created_on"]
    assert late.mean() == pytest.approx(0.2, abs=0.03)
    assert early.mean() == pytest.approx(0.04, abs=0.015)


def test_a_hazard_is_the_sum_that_the_laws_give():
    made = company(deals=60)
    deal = made.deals.take(np.array([0]))
    week = deal.created[0] + 10
    deal.stage[:], deal.quality[:], deal.outcome[:], deal.forgotten[:] = 3, 0.25, OPEN, 99
    deal.had[:] = [[True, False, True, False, True, False]]
    deal.feature[:], deal.strength[:] = [[len(made.plan.created), -1]], [[0, 1]]
    won, lost = hazards(deal, int(week), made.market, np.zeros(1, int))
    added = made.market.adds(int(week), np.zeros(1, int))[0]
    eta = PLAIN.won[3] + 0.25 + PLAIN.evidence[0] + PLAIN.evidence[2] + added - PLAIN.psi[0]
    other = PLAIN.lost[3] - 0.4 * 0.25 + 0.25 * PLAIN.psi[0]
    total = 1 + np.exp(eta) + np.exp(other)
    assert won[0] == pytest.approx(np.exp(eta) / total)
    assert lost[0] == pytest.approx(np.exp(other) / total)


def test_a_weeks_work_is_spent_down_the_queue():
    left = np.array([[3, 2, 4], [0, 5, 1], [0, 0, 0]])
    spent = development._spent(left, np.array([4, 2, 3]), np.array([1, 3, 1]))
    assert spent.tolist() == [[3, 1, 1], [0, 2, 1], [0, 0, 0]]


def test_a_feature_never_ships_before_the_one_it_waits_for_nor_before_it_is_done():
    made = company(deals=2_000, stories=20)
    waiting = np.flatnonzero(made.plan.after >= 0)
    assert waiting.size > 5
    assert (made.shipped[:, waiting] >= made.shipped[:, made.plan.after[waiting]]).all()
    done = made.past.finished < made.world.weeks
    assert (made.shipped[:, done] >= made.past.finished[done]).all()


def test_items_found_and_done_add_up_to_what_the_tracker_shows():
    made = company(deals=500)
    items = frames(made).items.filter(pl.col("type") == "Story")
    known = made.plan.created < made.world.weeks
    assert items.height == made.plan.items[known].sum() + made.past.found.sum()
    assert items["done_on"].count() == made.past.done.sum()
    assert (items["done_on"] >= items["created_on"]).all()


def test_no_two_features_have_one_name():
    assert len({feature_name(at) for at in range(4_200)}) == 4_200


@pytest.mark.parametrize(("crm", "tracker"), SHAPES)
def test_every_shape_is_read_without_a_problem_and_tells_the_same_story(tmp_path, crm, tracker):
    made = write(
        tmp_path, replace(PLAIN, deals=120), seed=2, crm=crm, tracker=tracker, stories=2
    )  # fmt: skip
    reading = read_folder(tmp_path)
    told, book = frames(made), reading.book
    assert reading.problems == ()
    assert counted(book.deals["outcome"]) == counted(told.deals["outcome"])
    assert float(book.deals["amount"].cast(pl.Float64).sum()) == told.deals["amount"].sum()
    assert book.evidence.height == told.evidence.height
    assert book.needs.height <= told.needs.height
    if tracker in ALL_FEATURES:
        assert book.needs.height == told.needs.height
        assert book.features.height == told.features.height
        assert book.features["shipped_on"].count() == told.features["shipped_on"].count()
        assert book.items["done_on"].count() == told.items["done_on"].count()
        assert book.items["dropped_on"].count() == told.items["dropped_on"].count()


def test_stages_of_past_days_are_the_same_in_own_files_and_in_salesforces(tmp_path):
    stages = []
    for crm in ("own", "salesforce"):
        write(tmp_path / crm, replace(PLAIN, deals=120), seed=2, crm=crm, stories=1 + 1)
        changes = read_folder(tmp_path / crm).book.changes
        moved = changes.filter(pl.col("field") == "stage", pl.col("old").is_not_null())
        stages.append(moved.sort("at", "id").select("at", "old", "new").sort(pl.all()))
    assert stages[0].height > 200
    assert stages[0].equals(stages[1])


def test_the_truth_says_when_it_ends(tmp_path):
    world = replace(PLAIN, deals=60)
    write(tmp_path, world, seed=1, stories=3)
    assert json.loads((tmp_path / "truth" / "world.json").read_text())["futures"] == 2
    odds = pl.read_parquet(tmp_path / "truth" / "odds.parquet")
    assert odds["by"].max() == world.as_of + timedelta(days=7 * world.ahead + 2)
    deals = pl.read_csv(tmp_path / "deals.csv")
    assert set(odds["deal"]) == set(deals.filter(pl.col("outcome") == "open")["id"])
