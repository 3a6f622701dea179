"""Risks through the API: told as the page shows them, named and settled under the same rights."""

import csv
import io
from datetime import date

import pytest

from interlock.store import read, typed
from tests.web.test_deals import ahead, held
from tests.web.test_risks import promises, risks, today

__all__ = ["held", "today"]
pytestmark = [
    pytest.mark.usefixtures("held", "today"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
ACT = {"act": "Ask them for a date", "maker": "Eve", "due": "2026-12-01"}


def name(client, what="Legal is slow", on="deals/D2", **more):
    answer = client.post(f"{on}/risks", {"what": what, **more})
    assert answer.status_code == 201, answer.content
    return answer.json()


def ids(told):
    return [one["id"] for one in told["items"]]


def ats(answer):
    return {one["at"] for one in answer.json()["problems"]}


def test_a_risk_is_named_with_its_act_and_the_odds_of_the_day_as_one_change(program):
    bob, before = program("rep", known_as="Bob"), read.latest()
    made = name(bob, **ACT)
    (risk,), (promise,) = risks(), promises()
    assert made == {"change": before + 1, "risk": risk["id"]}
    assert (promise["maker"], promise["due"], promise["to"]) == ("Eve", date(2026, 12, 1), "Bob")
    line = next(one for one in ahead().deals if one.id == "D2")
    assert risk["odds"] == line.p_won
    assert bob.post(f"changes/{made['change']}/undo").status_code == 200
    assert (risks(), promises()) == ([], [])


def test_risks_are_told_as_the_page_has_them_beside_the_rows_of_the_table(program, browser):
    bob = program("rep", known_as="Bob")
    name(bob, **ACT), name(bob, "It may move", on="features/F1")
    lost = {"id": "R9", "what": "of nothing we hold", "named_on": "2026-11-01"}
    typed.add("risks", lost, by="x")
    told = program("viewer").told("risks")
    page = browser("viewer").get("/risks/?state=all&as=csv").content.decode()
    for row, one in zip(csv.DictReader(io.StringIO(page)), told["items"], strict=False):
        assert {key: str(one[key] or "") for key in row if key not in ("ended_on", "by")} == {
            key: value for key, value in row.items() if key not in ("ended_on", "by")
        }
    assert ids(told)[2:] == ["R9"]
    first, _, last = told["items"]
    assert (first["deal"], first["feature"], first["promise"]) == ("D2", None, promises()[0]["id"])
    assert (first["verdict"], first["is_open"], first["may_change"]) == ("open", True, False)
    assert (last["what"], last["is_open"]) == ("of nothing we hold", None)
    assert [one["name"] for one in told["effects"]["groups"]] == ["in time", "late", "not"]
    assert told["is_current"] is False


def test_which_risks_is_said_in_the_words_of_the_page(program):
    bob = program("rep", known_as="Bob")
    acted, bare = name(bob, **ACT)["risk"], name(bob, "It may move", on="features/F1")["risk"]
    asked = {
        "deal=D2": [acted], "feature=F1": [bare], "state=bare": [bare], "about=feature": [bare],
        "q=legal": [acted], "whose=me": [], "state=ended": [], "sort=about": [bare, acted],
        "state=open&limit=1": [acted],
    }  # fmt: skip
    assert {query: ids(bob.told(f"risks?{query}")) for query in asked} == asked
    wrong = bob.get("risks?state=opn&whose=you&sort=x")
    assert ats(wrong) == {"query.state", "query.whose", "query.sort"}


def test_of_one_deal_what_interlock_would_name_and_says_stands_beside(program):
    bob = program("rep", known_as="Bob")
    told = bob.told("deals/D2/risks")
    assert "Export may come too late" in {one["what"] for one in told["proposals"]}
    assert told["stated"]["by_day"] == "2026-12-31"
    assert (told["may_name"], told["risks"]) == (True, [])
    name(bob, "Export may come too late")
    told = bob.told("deals/D2/risks")
    assert told["owners"] == [{"name": "Bob", "open": 1}]
    assert "Export may come too late" not in {one["what"] for one in told["proposals"]}
    assert program("viewer").told("deals/D2/risks")["proposals"] == []
    assert program("viewer").told("features/F1/risks")["risks"] == []
    assert bob.get("deals/D99/risks").status_code == 404
    assert bob.post("features/F99/risks", {"what": "x"}).status_code == 404


def test_what_is_wrong_is_told_at_once_and_nothing_is_named(program):
    bob = program("rep", known_as="Bob")
    half = bob.post("deals/D2/risks", {"what": " ", "due": "2026-11-01"})
    assert ats(half) == {"body.what", "body.due", "body.act"}
    misspelt = bob.post("deals/D2/risks", {"wht": "x"}).json()["problems"]
    assert misspelt[0]["near"] == ["what"]
    assert risks() == []


def test_an_act_is_promised_once_and_done_by_who_may_say_so(program):
    bob, ann, eve = (
        program("rep", known_as="Bob"), program("rep", known_as="Ann"),
        program("developer", known_as="Eve"),
    )  # fmt: skip
    risk = name(bob)["risk"]
    assert bob.post(f"risks/{risk}/done").status_code == 422
    assert ats(bob.post(f"risks/{risk}/promise", {"act": "", "due": "soon"})) == {
        "body.act", "body.due",
    }  # fmt: skip
    assert ann.post(f"risks/{risk}/promise", {"act": "x", "due": "2026-12-01"}).status_code == 403
    assert bob.post(f"risks/{risk}/promise", {"act": "Ask", "due": "2026-12-01"}).status_code == 201
    assert promises()[0]["maker"] == "Bob"
    assert bob.post(f"risks/{risk}/promise", ACT).status_code == 422
    assert eve.post(f"risks/{risk}/done").status_code == 403
    done = bob.post(f"risks/{risk}/done").json()["change"]
    assert promises()[0]["done_on"] == date(2026, 11, 21)
    assert bob.told("risks")["items"][0]["verdict"] == "kept"
    assert bob.post(f"changes/{done}/undo").status_code == 200
    assert promises()[0]["done_on"] is None
    assert ann.post(f"risks/{risk}/end").status_code == 403
    assert bob.post(f"risks/{risk}/end").status_code == 200
    assert risks()[0]["ended_on"] == date(2026, 11, 21)
    assert bob.post("risks/none/end").status_code == 404
