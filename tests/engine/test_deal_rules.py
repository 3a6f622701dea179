"""How one deal stands to each rule."""

from datetime import date

from interlock.engine import deal_rules
from interlock.records.measured import RulesSection
from tests.engine.books import AS_OF, book
from tests.render.sample_measured import rule

STAGES = ("Lead", "Demo", "Offer")
RULES = [
    {"id": "pain", "name": "Pain named", "stage": "Lead"},
    {"id": "buyer", "name": "Buyer met", "stage": "Demo"},
    {"id": "paper", "name": "Paper begun", "stage": "Offer"},
    {"id": "any", "name": "Always asked"},
]
GIVEN = [
    {"deal": "D", "rule": "pain", "on": date(2026, 3, 1), "by": "Ann", "what": "cost of waiting"},
    {"deal": "other", "rule": "buyer", "on": date(2026, 2, 1)},
    {"deal": "other", "rule": "paper", "on": date(2026, 2, 1)},
]


def told(*, evidence=GIVEN, rules=RULES, stage="Demo", on=AS_OF, **more):
    held = book(rules=rules, evidence=list(evidence))
    found = deal_rules.of_deal(held, "D", stage=stage, stages=STAGES, on=on, **more)
    return {one.rule: one for one in found}


def test_evidence_that_is_there_is_told_with_its_day_and_who_gave_it():
    pain = told()["pain"]
    assert (pain.state, pain.on, pain.by, pain.what) == (
        "met", date(2026, 3, 1), "Ann", "cost of waiting",
    )  # fmt: skip


def test_the_latest_evidence_is_told_and_none_that_is_dated_later():
    later = [{**GIVEN[0], "on": date(2026, month, 1), "what": str(month)} for month in (5, 12)]
    assert told(evidence=[*GIVEN, *later])["pain"].what == "5"
    before = told(on=date(2026, 2, 20))["pain"]
    assert (before.state, before.on) == ("not known", None)


def test_what_others_gave_is_missing_here():
    assert told()["buyer"].state == "missing"


def test_a_kind_of_which_nobody_ever_wrote_is_not_known():
    assert told()["any"].state == "not known"
    assert told(evidence=[])["pain"].state == "not known"


def test_evidence_of_an_earlier_version_says_nothing_of_this_one():
    older = {"valid_from": date(2026, 1, 1), "valid_to": date(2026, 5, 31)}
    versions = [{**RULES[0], **older}, {**RULES[0], "valid_from": date(2026, 6, 1)}]
    assert told(rules=versions)["pain"].state == "not known"
    assert told(rules=versions, on=date(2026, 5, 1))["pain"].state == "met"


def test_rules_of_later_stages_are_asked_later_and_stand_last():
    found = told()
    assert [name for name, one in found.items() if not one.asked] == ["paper"]
    assert list(found)[-1] == "paper"
    assert all(one.asked for one in told(stage="Somewhere").values())


def test_the_measured_worth_of_a_rule_stands_beside_it():
    line = rule("Pain", "helps", 1.8, 1.4, 2.2)
    assert told(worth=RulesSection((line,), 1.0, ()))["pain"].worth == line
