"""Upkeep as learnt and as planned."""

from datetime import timedelta

import pytest

from interlock.engine import capacity, presence, team_history, upkeep
from interlock.engine import pace as pacing
from interlock.engine.releases import NEVER
from interlock.records.company import Company
from tests.engine.books import AS_OF
from tests.engine.development import company, days_of, items, past, ship_dates
from tests.engine.test_pace import history


def finished(name, kind, feature="f"):
    done = AS_OF - timedelta(days=20)
    return {"id": name, "feature": feature, "team": "A", "type": kind, "done_on": done}


def test_each_kind_has_its_share_of_all_finished_items_the_largest_first():
    work = [
        finished("1", "Bug"),
        finished("2", "bug"),
        finished("3", "Security"),
        finished("4", "Story", feature=None),
        *(finished(str(n), "Story") for n in range(5, 11)),
    ]
    known = company({"id": "f", "team": "A"}, work=work)
    found = team_history.throughput(known, as_of=AS_OF).upkeep
    whole = 10 + 80  # ten here, two a week for forty weeks before
    assert found == pytest.approx(
        {"bug": 2 / whole, "of no open feature": 1 / whole, "security": 1 / whole}
    )
    assert next(iter(found)) == "bug"


def test_a_planned_share_takes_exactly_that_part_and_a_team_goes_before_all():
    learnt = pacing.fit(history([6] * 30, [6] * 30, others=0.5))
    settings = Company(upkeep_share={"all": 0.2, "t1": 0.5})
    planned = upkeep.as_planned(learnt, settings)
    assert planned.share == pytest.approx([0.8, 0.5], abs=1e-4)
    there = presence.shares(Company(), learnt.teams, {}, after=AS_OF, weeks=30, as_of=AS_OF)
    asked = {"as_of": AS_OF, "seed": 1, "draws": 2000, "weeks": 30, "presence": there}
    made = capacity.simulate(planned, **asked).mean(axis=(0, 1))
    assert made / planned.rate == pytest.approx([0.8, 0.5], rel=0.06)


def test_without_a_plan_nothing_is_changed():
    learnt = pacing.fit(history([6] * 30, others=0.5))
    assert (upkeep.as_planned(learnt, Company()).to_features == learnt.to_features).all()


def test_more_upkeep_planned_never_makes_a_feature_sooner():
    work = items("f", 30)
    few, many = (
        ship_dates(
            company({"id": "f", "team": "A"}, work=work, company=Company(upkeep_share={"A": share}))
        )
        for share in (0.1, 0.4)
    )
    assert (days_of(many, "f") >= days_of(few, "f")).all()
    ships = days_of(few, "f") < NEVER
    assert (days_of(many, "f") > days_of(few, "f"))[ships].mean() > 0.9


def test_what_was_learnt_is_never_forgotten_in_words():
    learnt = {"bug": 0.18, "security": 0.04}
    assert upkeep.words(learnt, Company()) == (
        "Upkeep took 22 % of finished items (bug 18 %, security 4 %) and is set aside"
    )
    planned = upkeep.words(learnt, Company(upkeep_share={"all": 0.1}))
    assert planned.startswith("Upkeep took 22 %")
    assert planned.endswith("planned ahead: all 10 %")
    assert upkeep.words({}, Company()) == ""


def test_the_report_says_what_upkeep_took():
    bugs = [
        {**one, "id": f"b{at}", "type": "Bug", "feature": None}
        for at, one in enumerate(past()[:20])
    ]
    ship = ship_dates(company({"id": "f", "team": "A"}, work=items("f", 5) + bugs))
    assert any(
        note.startswith("Upkeep took 20 % of finished items (bug 20 %)") for note in ship.notes
    )
