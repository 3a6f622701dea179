"""Deals through the API: asked for as on the page, and written about under the same rights."""

import pytest

from interlock.store import read, revisions, typed
from tests.web.test_deal_edit import stands, today
from tests.web.test_deals import SECRETS, ahead, held

__all__ = ["held", "today"]
pytestmark = pytest.mark.usefixtures("held", "today")


def names(told):
    return [one["id"] for one in told["items"]]


def ats(answer):
    return {one["at"]: one for one in answer.json()["problems"]}


def test_open_deals_are_told_with_exact_amounts_and_the_words_of_the_page(program):
    manager = program("manager")
    told = manager.told("deals")
    assert {one["id"]: one["amount"] for one in told["items"]} == {
        "D/1": SECRETS["Ann"], "D2": SECRETS["Bob"]
    }  # fmt: skip
    assert told["count"] == 2
    assert told["is_current"] is True
    line = next(one for one in ahead().deals if one.id == "D2")
    assert next(one for one in told["items"] if one["id"] == "D2")["p_won"] == line.p_won
    assert names(manager.told("deals?q=inn&closes=this&pipeline=Big")) == ["D2"]
    assert names(manager.told("deals?sort=crm")) == ["D2", "D/1"]
    assert names(manager.told("deals?amount_from=90000")) == ["D2"]


def test_a_long_list_comes_in_parts_that_lead_to_each_other(program):
    manager = program("manager")
    first = manager.get("deals?limit=1&sort=name")
    following = first.json()["next"]
    assert first.headers["Link"] == f'<{following}>; rel="next"'
    rest = manager.client.get(following).json()
    assert names(first.json()) + names(rest) == names(manager.told("deals?sort=name"))
    assert rest["next"] is None


def test_everything_that_is_asked_wrongly_is_told_at_once_with_what_may_be_meant(program):
    answer = program("manager").get("deals?closes=thos&sort=nme")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert ats(answer)["query.closes"]["near"] == ["this"]
    assert ats(answer)["query.sort"]["near"] == ["name"]
    unknown = program("manager").get("deals?ownr=Bob")
    assert ats(unknown)["query.ownr"]["near"] == ["owner"]


def test_one_deal_is_told_with_what_hangs_on_it(program):
    told = program("manager").told("deals/D2")
    assert told["record"]["amount"] == SECRETS["Bob"]
    assert [one["feature"] for one in told["needs"]] == ["F1"]
    assert [one["name"] for one in told["people"]] == ["Eve"]
    assert told["forecast"]["p_won"] == next(one for one in ahead().deals if one.id == "D2").p_won
    assert program("manager").get("deals/D99").status_code == 404


def test_values_are_typed_over_at_once_and_what_is_wrong_is_told_at_once(program):
    manager = program("manager")
    wrong = manager.post("deals/D2/values", {"stage": "Leed", "amount": -1, "category": "comit"})
    assert wrong.status_code == 422
    wrong = manager.post("deals/D2/values", {"stage": "Leed", "category": "comit"})
    assert ats(wrong)["body.stage"]["near"] == ["Lead"]
    assert ats(wrong)["body.category"]["near"][0] == "commit"
    assert manager.post("deals/D2/values", {"stge": "Lead"}).json()["problems"][0]["near"] == [
        "stage"
    ]
    assert read.revision() == 1
    done = manager.post("deals/D2/values", {"stage": "Lead", "amount": "1234.5"})
    assert done.status_code == 200
    assert done.json() == {"change": 2}
    assert stands(id="D2")[0]["stage"] == "Lead"
    assert str(stands(id="D2")[0]["amount"]) == "1234.500"
    assert manager.post("changes/2/undo").json() == {"change": 3}
    assert stands(id="D2")[0]["stage"] == "Offer"


def test_what_changed_since_it_was_read_is_not_typed_over(program):
    manager = program("manager")
    tag = manager.get("deals/D2")["ETag"]
    typed.over("deals", ("D2",), {"stage": "Won"}, by="mo", seen=revisions.latest())
    answer = manager.post("deals/D2/values", {"stage": "Lead"}, **{"If-Match": tag})
    assert answer.status_code == 412
    assert "theirs" in answer.json()["problems"][0]["what"]
    assert stands(id="D2")[0]["stage"] == "Won"
    tag = manager.get("deals/D2")["ETag"]
    assert manager.post("deals/D2/values", {"stage": "Lead"}, **{"If-Match": tag}).json()["change"]
    assert manager.post("deals/D2/values", {"stage": "Won"}, **{"If-Match": '"x"'}).status_code in (
        412, 422,
    )  # fmt: skip


def test_what_did_not_change_is_not_sent_again(program):
    manager, developer = program("manager"), program("developer")
    first = manager.get("deals?limit=1")
    same = manager.get("deals?limit=1", **{"If-None-Match": first["ETag"]})
    assert same.status_code == 304
    assert same.content == b""
    assert developer.get("deals?limit=1", **{"If-None-Match": first["ETag"]}).status_code == 200
    assert manager.get("deals?limit=2", **{"If-None-Match": first["ETag"]}).status_code == 200
    typed.over("deals", ("D2",), {"stage": "Won"}, by="mo", seen=revisions.latest())
    assert manager.get("deals?limit=1", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_what_belongs_to_a_deal_is_added_under_the_rights_of_the_page(program):
    bob, ann, developer = (
        program("rep", known_as="Bob"), program("rep", known_as="Ann"), program("developer"),
    )  # fmt: skip
    evidence = {"rule": "champion", "on": "2026-11-20", "what": "sent us their plan"}
    assert bob.post("deals/D2/evidence", evidence).status_code == 201
    assert stands("evidence")[0]["by"] == "Bob"
    assert ann.post("deals/D2/evidence", evidence).status_code == 403
    assert developer.post("deals/D2/evidence", evidence).status_code == 403
    assert bob.post("deals/D2/people", {"name": "Zoe", "side": "buyer"}).status_code == 201
    step = {"step": "board", "due": "2026-12-15"}
    assert bob.post("deals/D2/buyer_steps", step).status_code == 201
    again = bob.post("deals/D2/buyer_steps", step)
    assert again.status_code == 422
    assert "is in the book already" in again.json()["detail"]
    assert bob.post("deals/D2/steps_done", {"step": "board"}).status_code == 200
    assert ats(bob.post("deals/D2/steps_done", {"step": "bord"}))["body.step"]["near"] == ["board"]
    need = {"feature": "Exprt", "strength": "important"}
    assert (
        "Did you mean Export"
        in developer.post("deals/D2/needs", need).json()["problems"][0]["what"]
    )


def test_odds_are_said_and_taken_back(program):
    bob, manager = program("rep", known_as="Bob"), program("manager", known_as="Mo")
    assert bob.send("PUT", "deals/D2/odds", {"odds": 0.83, "why": "signed off"}).status_code == 200
    assert [one["odds"] for one in stands("deal_calls")] == [0.83]
    without = manager.send("PUT", "deals/D2/odds", {"odds": 0.5})
    assert ats(without)["body.why"]["what"] == "a reason stands beside every override"
    assert bob.send("DELETE", "deals/D2/odds").json()["change"]
    assert stands("deal_calls") == []
    assert program("viewer").send("PUT", "deals/D2/odds", {"odds": 0.5}).status_code == 403


def test_what_the_crm_says_counts_again(program):
    manager = program("manager")
    manager.post("deals/D2/values", {"stage": "Lead"})
    assert manager.post("deals/D2/given_back", {"columns": ["stage"]}).status_code == 200
    assert stands(id="D2")[0]["stage"] == "Offer"
    assert manager.post("deals/D2/given_back", {"columns": ["stge"]}).status_code == 422
