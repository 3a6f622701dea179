"""What would move a deal: points are those of the records with it done, and nothing is made up."""

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from interlock.engine import deal_history, drivers, hazards, joint, outlook, tabulate, waits
from interlock.engine.delay_values import delay_values
from interlock.engine.joint import Group
from interlock.engine.standing import NO
from interlock.importers.folder import read_folder

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
from synthetic.shapes import write
from synthetic.world import World

LACKED = "economic_buyer"


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    """A made-up company in which evidence counts much and its deals need features."""
    folder = tmp_path_factory.mktemp("made")
    write(folder, World(deals=900, evidence=(0.9, 1.2, 1.6, 0.9, 0.0, 0.0)), seed=3, stories=2)
    known = read_folder(folder).book
    return outlook.outlook(known, as_of=known.seen_on, seed=1, draws=128)


@pytest.fixture(scope="module")
def found(now):
    return drivers.drivers(now, now.open_deals["id"].to_list())


def rule_of(now):
    return f"rule {now.fitted.scale.rules.index(LACKED)}"


def test_the_world_of_these_tests_has_drivers_of_each_kind(now, found):
    assert rule_of(now) in {term.name for term in now.fitted.layout.terms}
    assert {one.kind for some in found.values() for one in some} >= {"person", "feature"}


def test_evidence_moves_a_deal_as_it_does_once_it_is_written_down(now, found):
    """Of deals touched this week, on which a new sign of life changes nothing else."""
    lacking = now.joint.profiles.filter(pl.col(rule_of(now)) == NO, pl.col("quiet") == 0)
    some = [deal for deal in lacking["id"] if _driver(found[deal], "Economic buyer met")][:20]
    proof = pl.DataFrame(
        [{"deal": deal, "rule": LACKED, "on": now.as_of} for deal in some],
        schema_overrides={"on": pl.Date},
    )
    evidence = pl.concat([now.book.evidence, proof], how="diagonal")
    written = now.book.with_tables(evidence=evidence)
    stood = deal_history.today(
        written, as_of=now.as_of, scale=now.fitted.scale, follows=now.fitted.follows
    )
    rows = hazards.ahead(now.fitted, stood, weeks=joint.WEEKS)
    world = joint.world_of(rows, fitted=now.fitted, worth=now.worth, seed=1, weeks=joint.WEEKS)
    needs = waits.unmet_needs(now.book, now.ship)
    until = joint.weeks_until([now.quarters[0].last, now.quarters[-1].last], now.as_of)
    assert len(some) == 20
    for deal in some:
        group = Group(stood["id"].to_list().index(deal), needs.get(deal, ()))
        (odds,) = joint.all_odds([group], world, now.joint.ready, until)
        driver = _driver(found[deal], "Economic buyer met")
        assert [driver.quarter_then, driver.year_then] == pytest.approx(odds.mean, abs=1e-9)


def _driver(some, what):
    return next((one for one in some if one.what == what), None)


def test_features_sooner_add_up_to_what_the_book_gains_by_them(now):
    told = tabulate.moving(now).filter(kind="feature")
    points = told.group_by("what").agg(gain=(pl.col("year_then") - pl.col("year_now")).sum())
    ones = np.ones(now.joint.deals.height)
    count = len(now.ship.features)
    gains = delay_values(now.joint, ones, weeks=-4, features=count)
    names = dict(now.book.features.select("id", "name").iter_rows())
    by_name = {
        f"{names[f]} 4 weeks sooner": g for f, g in zip(now.ship.features, gains, strict=True)
    }
    assert points.height
    for what, gain in points.iter_rows():
        assert gain <= by_name[what] + 1e-9  # those of under half a point are not told
        assert gain >= by_name[what] - 0.005 * now.joint.deals.height


def test_the_chances_now_are_those_of_the_forecast(now, found):
    odds = dict(tabulate.deals(now).select("id", "p_won").iter_rows())
    for deal, some in found.items():
        assert all(one.quarter_now == pytest.approx(odds[deal]) for one in some)
        assert [one.points for one in some] == sorted((one.points for one in some), reverse=True)


def test_inert_evidence_and_what_a_deal_has_already_are_not_told(now, found):
    has = now.joint.profiles.filter(pl.col(rule_of(now)) > NO)["id"]
    assert not any(_driver(found[deal], "Economic buyer met") for deal in has)
    in_odds = {term.name for term in now.fitted.layout.terms}
    assert any(f"rule {at}" not in in_odds for at in range(6))


def test_a_deal_without_needs_or_terms_has_none(now):
    from dataclasses import replace

    bare = replace(now.fitted.layout, terms=now.fitted.layout.terms[:1])
    nothing = replace(now, fitted=replace(now.fitted, layout=bare))
    alone = [
        d
        for d, g in now.open_deals.select("id", "group").iter_rows()
        if not now.joint.groups[g].needs
    ]
    assert set(drivers.drivers(nothing, alone[:5]).values()) == {()}
