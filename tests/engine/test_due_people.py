"""Who is missing on a deal, and what cannot be said because the data names nobody."""

from decimal import Decimal

from interlock.engine import gaps
from interlock.records.company import Company, Pipeline, Stage
from tests.engine.books import AS_OF, book

STAGES = ("Prospect", "Qualify", "Discover", "Evaluate", "Propose", "Negotiate")
COMPANY = Company(
    pipelines=(Pipeline("main", (*(Stage(s) for s in STAGES), Stage("Won", outcome="won"))),),
    departments=("sales", "support"),
)
HELPER = {"name": "Sue", "side": "other", "department": "Support"}


def deal(id_="D", stage="Propose", **more):
    return {"id": id_, "outcome": "open", "pipeline": "main", "stage": stage, "owner": "Ana"} | more


def buyer(name, role, *, met=True, deal="D", **more):
    return {
        "name": name, "side": "buyer", "role": role, "deal": deal,
        "met_on": AS_OF if met else None,
    } | more  # fmt: skip


def missing(deals, *persons, company=COMPANY):
    found = gaps.gaps(book(company=company, deals=deals, people=list(persons)), as_of=AS_OF)
    return {gap.deal: gap.missing for gap in found}


def test_a_role_that_is_met_and_a_contact_for_all_deals_leave_no_gap():
    assert missing([deal()], buyer("E", "Economic Buyer"), buyer("C", "champion"), HELPER) == {}


def test_roles_not_named_and_not_met_are_told_apart():
    found = missing([deal()], buyer("Eli Roy", "economic buyer", met=False), HELPER)
    assert found == {"D": ("economic buyer not met (Eli Roy)", "champion not named")}


def test_a_department_without_a_contact_is_missing_and_the_owner_stands_for_sales():
    dev = {"name": "Dan", "side": "development"}
    persons = [buyer("E", "economic buyer"), buyer("C", "champion"), dev]
    assert missing([deal()], *persons) == {"D": ("nobody named in support",)}
    assert missing([deal(owner=None)], *persons) == {
        "D": ("nobody named in sales", "nobody named in support")
    }


def test_a_contact_of_another_deal_does_not_count():
    here, there = buyer("E", "economic buyer"), buyer("C", "champion", deal="X")
    elsewhere = HELPER | {"deal": "X"}
    assert missing([deal()], here, there, elsewhere) == {
        "D": ("champion not named", "nobody named in support")
    }


def test_somebody_who_left_the_role_does_not_count():
    left = buyer("C", "champion", to_on=AS_OF.replace(day=1))
    assert missing([deal()], buyer("E", "economic buyer"), left, HELPER) == {
        "D": ("champion not named",)
    }


def test_the_middle_stage_onward_is_looked_at_and_the_furthest_comes_first():
    deals = [deal(stage, stage=stage) for stage in STAGES]
    assert list(missing(deals, HELPER, buyer("E", "x", deal="other"))) == [
        "Negotiate", "Propose", "Evaluate",
    ]  # fmt: skip


def test_large_deals_are_looked_at_early():
    deals = [
        deal(str(amount), stage="Prospect", amount=Decimal(amount), currency="USD")
        for amount in (10, 20, 30)
    ]
    assert set(missing(deals, HELPER, buyer("E", "x", deal="other"))) == {"20", "30"}


def test_with_neither_stages_nor_amounts_every_open_deal_is_looked_at():
    deals = [deal("D", stage=None), deal("E", stage=None), deal("L") | {"outcome": "lost"}]
    found = missing(deals, HELPER, buyer("E", "x", deal="other"), company=Company())
    assert set(found) == {"D", "E"}


def test_without_people_there_are_no_gaps_but_a_note():
    known = book(company=COMPANY, deals=[deal()])
    assert gaps.gaps(known, as_of=AS_OF) == ()
    assert "people.csv" in gaps.notes(known)[0]


def test_a_kind_of_people_never_listed_is_not_asked_for():
    assert missing([deal()], HELPER) == {}
    assert missing([deal()], buyer("E", "economic buyer")) == {"D": ("champion not named",)}
    notes = gaps.notes(book(deals=[deal()], people=[HELPER]))
    assert len(notes) == 1
    assert "buyer" in notes[0]
    assert gaps.notes(book(people=[HELPER, buyer("E", "champion")])) == ()
