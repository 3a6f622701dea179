"""What people met went with: as evidence of the same days would have it, and never the last day."""

from dataclasses import replace

import polars as pl
import pytest

from interlock.engine import part_worth, rule_worth
from interlock.records.company import Company
from interlock.records.sales_tables import RULES
from interlock.records.shared_tables import MEETINGS, PEOPLE
from tests.engine.books import AS_OF, book, frame
from tests.engine.rule_worlds import company

ROLES = Company(buyer_roles=("champion",), departments=("legal",))


@pytest.fixture(scope="module")
def made():
    """Deals that champions, once met, make likelier; legal contacts do nothing."""
    return replace(company({"champion": 0.9, "legal": 0.0}, deals=900), company=ROLES)


def as_people(made):
    """The same days as meetings with somebody of the role, and as first days of contacts."""
    rows = made.evidence.to_dicts()
    champions = [row for row in rows if row["rule"] == "champion"]
    people = [
        *({"name": "Eve", "side": "buyer", "role": "Champion", "deal": row["deal"]}
          for row in champions),
        *({"name": "Lou", "side": "other", "department": "Legal", "deal": row["deal"],
           "from_on": row["on"]} for row in rows if row["rule"] == "legal"),
    ]  # fmt: skip
    meetings = [{"deal": row["deal"], "person": "Eve", "on": row["on"]} for row in champions]
    return made.with_tables(
        evidence=made.evidence.clear(), rules=RULES.empty(),
        people=frame(PEOPLE, people), meetings=frame(MEETINGS, meetings),
    )  # fmt: skip


def measured(known):
    rules = rule_worth.measure(known, as_of=AS_OF)
    return {one.part: one for one in part_worth.measure(known, rules, as_of=AS_OF)}


def test_days_of_meetings_and_first_days_are_worth_what_evidence_of_those_days_is(made):
    bare = made.with_tables(rules=RULES.empty())
    evidence = {one.rule: one for one in rule_worth.measure(bare, as_of=AS_OF).lines}
    found = measured(as_people(made))
    for part in ("champion", "legal"):
        line, same = found[part].line, evidence[part]
        assert (line.having, line.lacking, line.worth) == (same.having, same.lacking, same.worth)
    assert found["champion"].line.worth.low > 1
    assert found["champion"].line.verdict == "helps"


def test_a_rule_that_names_the_role_is_taken_as_it_was_measured(made):
    rules = rule_worth.measure(made, as_of=AS_OF)
    line = next(one for one in rules.lines if one.rule == "champion")
    assert measured(made)["champion"].line is line or measured(made)["champion"].line == line


def test_the_last_day_that_a_list_states_is_no_measure(made):
    listed = as_people(made).meetings.group_by("deal").agg(met_on=pl.col("on").max())
    people = [{"name": "Eve", "side": "buyer", "role": "champion", **row}
              for row in listed.to_dicts()]  # fmt: skip
    known = as_people(made).with_tables(people=frame(PEOPLE, people), meetings=frame(MEETINGS, []))
    assert measured(known)["champion"].line is None
    assert "no day of a meeting" in measured(known)["champion"].why


def test_few_deals_say_not_enough_yet():
    few = replace(company({"champion": 0.0}, deals=12), company=ROLES)
    assert measured(few)["champion"].line.verdict == "not enough yet"


def test_without_deals_nothing_is_measured():
    assert measured(book(company=ROLES))["champion"].line is None
