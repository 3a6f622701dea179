"""A plan shared with a buyer: in order of days, with the odds of what each step waits for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from interlock.engine import mutual_plan, risk_proposals
from interlock.records.deal_file import RuleState
from interlock.records.mutual_plan import Moved, MutualPlan
from interlock.records.report import FeatureAhead
from tests.engine.books import AS_OF
from tests.engine.test_risk_lines import DEAL, FEATURE, WEEKS, ahead

LATER = AS_OF + timedelta(days=70)
FEATURES = {
    "F": {"id": "F", "name": "SSO", "key": "C-1", "team": "Core", "shipped_on": None},
    "G": {"id": "G", "name": "SSO for admins", "key": None, "team": None, "shipped_on": None},
}
NEED = {"feature": "F", "strength": "important", "wanted_by": LATER, "said_by": "Eve"}


def step(name, due=None, **more):
    return {
        "step": name,
        "due": due,
        "owner_theirs": None,
        "owner_ours": None,
        "done_on": None,
    } | more


def plan(*steps, needs=(NEED,), features=FEATURES, made=None, moved=None):
    return mutual_plan.plan(
        steps, needs, features, moved=moved or {}, today=AS_OF, ahead=made or ahead()
    )


def test_what_is_due_sooner_comes_first_and_what_has_no_day_last():
    found = plan(step("board"), step("legal", LATER), step("pilot", AS_OF))
    assert [one.what for one in found] == ["pilot", "legal", "SSO", "board"]
    assert [one.state for one in found] == ["to come", "to come", "to come", "no day yet"]
    assert (found[2].theirs, found[2].ours) == ("Eve", "Core")


def test_a_day_that_has_passed_is_overdue_unless_it_is_done():
    yesterday = AS_OF - timedelta(days=1)
    found = plan(step("a", yesterday), step("b", yesterday, done_on=AS_OF), needs=())
    assert [one.state for one in found] == ["overdue", "done"]


def test_a_wanted_feature_has_the_odds_that_it_has_shipped_by_then():
    (need,) = plan()
    assert need.odds == WEEKS[9]
    shipped = FEATURES["F"] | {"shipped_on": AS_OF}
    (need,) = plan(features={"F": shipped})
    assert (need.state, need.odds) == ("done", None)


@pytest.mark.parametrize(
    ("name", "waits_for"),
    [
        ("Pilot of sso", "SSO"), ("accept C-1", "SSO"), ("accept C-11", ""), ("classo", ""),
        ("Try SSO for admins", "SSO for admins"), ("Legal", ""),
    ],
)  # fmt: skip
def test_a_step_waits_for_the_needed_feature_that_it_names(name, waits_for):
    needs = [NEED | {"wanted_by": None}, NEED | {"feature": "G", "wanted_by": None}]
    other = FeatureAhead("G", "SSO for admins", None, None, None, ships=(1.0,) * 52)
    (found,) = plan(step(name, LATER), needs=needs, made=ahead(features=(FEATURE, other)))
    assert found.waits_for == waits_for
    assert found.odds == {"SSO": WEEKS[9], "SSO for admins": 1.0, "": None}[waits_for]


def test_what_a_deal_does_not_wait_for_stands_in_no_plan():
    assert plan(needs=[NEED | {"strength": "none"}]) == ()
    assert plan(needs=[NEED | {"feature": "gone"}]) == ()


def test_a_buyer_sees_steps_without_odds_features_or_moves():
    lines = plan(step("try SSO", LATER), moved={"try SSO": Moved(AS_OF, 2)})
    assert lines[0].odds is not None
    shared = MutualPlan("D", "Inn", "Acme", "We", False, lines, True, AS_OF, 1)
    (seen,) = shared.steps
    assert (seen.what, seen.odds, seen.waits_for, seen.moved) == ("try SSO", None, "", None)


def rule(name, **more):
    return RuleState(name, name, "Propose", "", True, "missing", None, "", "") if not more else (
        replace(rule(name), **more)
    )  # fmt: skip


def proposed(**more):
    around = {"rules": (), "plan": (), "needs": (), "missing": (), "named": ()} | more
    deal = around.pop("deal", replace(DEAL, expected_close_on=None))
    return risk_proposals.of_deal(deal, ahead(deal), today=AS_OF, **around)


def test_of_a_deal_is_proposed_what_it_waits_for_lacks_and_lets_pass():
    late = plan(step("legal", AS_OF - timedelta(days=2)), step("done", AS_OF, done_on=AS_OF))
    found = proposed(
        needs=[("F", "dealbreaker"), ("F", "none"), ("gone", "important")],
        rules=[rule("Budget"), rule("Economic buyer met"), rule("Met", state="met"),
               rule("Later", asked=False)],
        missing=["champion not named"],
        plan=late,
        deal=replace(DEAL, expected_close_on=date(2026, 11, 1), is_stale=True,
                     holds=("no change in 47 days",)),
    )  # fmt: skip
    assert [(one.what, one.why) for one in found] == [
        ("SSO may come too late", "dealbreaker; shipped by 31 Dec in 10 % of cases"),
        ("Economic buyer met is missing", "+2 points of probability if it were there"),
        ("Budget is missing", "asked for to leave Propose"),
        ("Champion not named", "people who should be in it"),
        ("“legal” is late", "the buyer's own day for it was 18 Nov"),
        ("Its date in the CRM has passed", "it was 1 Nov"),
    ]


def test_what_is_named_already_is_proposed_no_more():
    assert proposed(missing=["champion not named"], named=["CHAMPION NOT NAMED"]) == ()
    assert [
        one.what for one in proposed(deal=replace(DEAL, is_stale=True, expected_close_on=None))
    ] == ["Nothing moves in it"]


def test_what_ships_in_time_almost_surely_is_no_risk():
    sure = replace(FEATURE, p_by_quarter_end=0.97)
    deal = replace(DEAL, expected_close_on=None)
    made = ahead(deal, features=(sure,))
    asked = {"rules": (), "plan": (), "missing": (), "named": (), "today": AS_OF}
    assert risk_proposals.of_deal(deal, made, needs=[("F", "important")], **asked) == ()


def test_of_a_feature_is_proposed_its_date_and_what_holds_it():
    held = replace(FEATURE, held_by=(("the queue of Core", 12), ("scope not known yet", 1)))
    found = risk_proposals.of_feature(held, today=AS_OF, named=())
    assert [(one.what, one.why) for one in found] == [
        ("Its date 10 Dec may not hold", "it holds in 5 % of cases"),
        ("Held by the queue of Core", "12 days of its forecast date"),
        ("Held by scope not known yet", "1 day of its forecast date"),
    ]
    passed = replace(FEATURE, due=AS_OF)
    (found,) = risk_proposals.of_feature(passed, today=AS_OF, named=())
    assert found.what == "Its date 20 Nov has passed"
