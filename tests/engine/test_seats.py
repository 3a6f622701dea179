"""Who holds which seat of a deal, and when they were met: counted by hand."""

from datetime import timedelta

import pytest

from interlock.engine import meetings, seats
from interlock.records.company import Company
from interlock.records.seats import LONG_AGO, MET, MISSING, NAMED, NEVER_MET
from tests.engine.books import AS_OF, book

COMPANY = Company(
    departments=("sales", "Legal"), buyer_roles=("economic buyer", "champion"), stale_days=30
)
RULES = [{"id": "eb", "name": "Economic buyer met"}, {"id": "champion", "name": "Champion"}]


def ago(days):
    return AS_OF - timedelta(days=days)


def buyer(name, role, deal="D", **more):
    return {"name": name, "side": "buyer", "role": role, "deal": deal} | more


def held(company=COMPANY, deals=({"id": "D", "outcome": "open", "owner": "Ana"},), **tables):
    known = book(company=company, deals=list(deals), rules=RULES, **tables)
    return {
        one.deal: {seat.part: (seat.state, seat.names, seat.met_on, seat.by) for seat in one.seats}
        for one in seats.seats(known, on=AS_OF)
    }


def test_nobody_known_is_missing_and_the_owner_stands_for_sales():
    assert held() == {
        "D": {
            "economic buyer": (MISSING, (), None, ""), "champion": (MISSING, (), None, ""),
            "sales": (NAMED, ("Ana",), None, ""), "Legal": (MISSING, (), None, ""),
        }
    }  # fmt: skip


@pytest.mark.parametrize(("days", "state"), [(0, MET), (30, MET), (31, LONG_AGO)])
def test_met_is_long_ago_after_the_companys_stale_days(days, state):
    met = {"deal": "D", "person": "Eve", "on": ago(days), "by": "Bo"}
    found = held(people=[buyer("Eve", "Economic Buyer")], meetings=[met])
    assert found["D"]["economic buyer"] == (state, ("Eve",), ago(days), "Bo")


def test_a_meeting_with_somebody_else_or_in_another_deal_or_to_come_meets_nobody():
    people = [buyer("Eve", "champion"), buyer("Ed", "user")]
    others = [
        {"deal": "D", "person": "Ed", "on": ago(1)}, {"deal": "X", "person": "Eve", "on": ago(1)},
        {"deal": "D", "person": "Eve", "on": AS_OF + timedelta(days=1)},
    ]  # fmt: skip
    found = held(people=people, meetings=others)
    assert found["D"]["champion"] == (NEVER_MET, ("Eve",), None, "")


def test_evidence_of_a_rule_that_asks_for_a_meeting_meets_who_holds_the_role():
    proof = {"deal": "D", "rule": "eb", "on": ago(3), "by": "Ana", "what": "at the fair"}
    alone = held(people=[buyer("Eve", "economic buyer")], evidence=[proof])
    assert alone["D"]["economic buyer"] == (MET, ("Eve",), ago(3), "Ana")
    two = [buyer("Eve", "economic buyer"), buyer("Max", "economic buyer")]
    assert held(people=two, evidence=[proof])["D"]["economic buyer"][0] == NEVER_MET
    named = proof | {"what": "met max at the fair"}
    assert held(people=two, evidence=[named])["D"]["economic buyer"][2:] == (ago(3), "Ana")


def test_evidence_of_a_rule_that_asks_for_no_meeting_meets_nobody():
    proof = {"deal": "D", "rule": "champion", "on": ago(3), "by": "Ana"}
    found = held(people=[buyer("Eve", "champion")], evidence=[proof])
    assert found["D"]["champion"][0] == NEVER_MET


def test_a_day_that_several_sources_tell_of_counts_once_with_who_was_there():
    told = {"deal": "D", "person": "Eve", "on": ago(2), "by": "Ana"}
    known = book(
        deals=[{"id": "D", "outcome": "open"}], meetings=[told], rules=RULES,
        people=[buyer("Eve", "economic buyer", met_on=ago(2))],
        evidence=[{"deal": "D", "rule": "eb", "on": ago(2), "by": "Bo"}],
    )  # fmt: skip
    assert meetings.met(known, on=AS_OF).rows() == [("D", "Eve", ago(2), "Ana", "meeting")]


def test_contacts_of_the_deal_come_before_those_for_all_deals():
    ours = [
        {"name": "Lea", "side": "other", "department": "legal"},
        {"name": "Lou", "side": "other", "department": "Legal", "deal": "D"},
        {"name": "Gone", "side": "other", "department": "legal", "deal": "D", "to_on": ago(1)},
    ]
    deals = [{"id": one, "outcome": "open"} for one in "DE"]
    found = held(deals=deals, people=ours)
    assert (found["D"]["Legal"][1], found["E"]["Legal"][1]) == (("Lou",), ("Lea",))
    assert found["E"]["sales"][0] == MISSING


def test_departments_tell_their_people_their_deals_and_how_many_deals_have_none():
    ours = [
        {"name": "Lou", "side": "other", "department": "Legal", "role": "counsel", "deal": "D"},
        {"name": "Sam", "side": "development", "department": "support"},
        buyer("Eve", "champion"),
    ]
    deals = [{"id": "D", "name": "Inn", "outcome": "open"}, {"id": "E", "outcome": "open"},
             {"id": "W", "outcome": "won"}]  # fmt: skip
    known = book(company=COMPANY, deals=deals, people=ours)
    found = {
        one.name: ([(p.name, p.deals) for p in one.people], one.without, one.of)
        for one in seats.departments(known, seats.seats(known, on=AS_OF), on=AS_OF)
    }
    assert found == {
        "sales": ([], 2, 2), "Legal": ([("Lou", (("D", "Inn"),))], 1, 2),
        "support": ([("Sam", None)], 0, 2),
    }  # fmt: skip
