"""The plan through the API: worked out as on the page, accepted as one change."""

import pytest

from interlock.actions import load_answer
from interlock.actions.load_outlook import Desk
from interlock.records.desk import Waiting
from interlock.store import read, shown, typed, write
from interlock.web.api import plan as of_plan
from interlock.web.api import whatif as of_whatif
from tests.web.api.test_deals import ats
from tests.web.test_planned import BOOK, MO, outlook, queue

FIRST = {"kind": "order", "feature": "F3", "place": 1}
DROP = {"kind": "drop", "feature": "F1"}
ACCEPT = {"name": "Sooner", "changes": [FIRST, DROP], "promises": {"P1": "2027-02-01"}}


@pytest.fixture(autouse=True)
def desk(book_at, monkeypatch):
    """The outlook of the book is held."""
    revision = write.book(BOOK, by="Ann", words="first")
    made = Desk(held=(revision, outlook()), making=revision)

    def reply(ask):
        said = made.reply(ask)
        if isinstance(said, Exception):
            raise said
        return said

    monkeypatch.setattr(load_answer, "_reply", reply)
    return made


@pytest.fixture
def mo(program):
    return program("manager", known_as="Mo")


def due():
    return shown.table("promises", MO)["due"].item().isoformat()


def test_a_plan_is_told_with_its_queues_promises_and_what_it_decides(mo):
    answer = mo.post(
        "plan", {"changes": [FIRST, DROP, {"kind": "people", "team": "Core", "people": 1}]}
    )
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert of_plan.Planned.model_validate(told)
    cards = told["queues"][0]["cards"]
    assert [(card["id"], card["place"], card["was"]) for card in cards] == [
        ("F3", 1, 3), ("F2", 2, 2), ("F1", None, 1)
    ]  # fmt: skip
    assert cards[0]["p50"] <= cards[0]["p50_before"]
    assert [(one["id"], one["after"]) for one in told["promises"]] == [("P1", 0.0)]
    assert {row["id"] for row in told["decisions"]["rows"]["features"]} == {"F1", "F2", "F3"}
    assert "who works in a team" in told["decisions"]["left_out"][0]
    assert told["answer"]["whatif"][0] == FIRST
    assert told["is_current"] is True
    assert queue() == ["F1", "F2", "F3"]
    assert mo.post("plan", {"changes": []}).json()["promises"] == []


def test_what_is_accepted_is_one_change_taken_back_as_one(mo):
    before = due()
    tag = mo.post("plan", {"changes": [FIRST, DROP]})["ETag"]
    done = mo.post("plan/accept", ACCEPT, **{"If-Match": tag})
    assert done.json() == {"change": 2}, done.content
    assert (queue(), due()) == (["F3", "F2"], "2027-02-01")
    assert read.latest() == 2
    assert mo.post("changes/2/undo").json() == {"change": 3}
    assert (queue(), due()) == (["F1", "F2", "F3"], before)


def test_whoever_typed_the_same_meanwhile_is_not_written_over(mo, desk):
    tag = mo.post("plan", {"changes": [FIRST]})["ETag"]
    typed.over("features", ("F3",), {"order": "9"}, by="Bob", seen=1)
    desk.held = (2, outlook())
    answer = mo.post("plan/accept", ACCEPT, **{"If-Match": tag})
    assert answer.status_code == 412
    assert "F3" in answer.json()["problems"][0]["what"]
    assert read.latest() == 2
    assert mo.post("plan/accept", ACCEPT).json() == {"change": 3}


def test_a_plan_of_the_book_as_it_was_is_not_accepted_yet(mo, desk, monkeypatch):
    typed.over("features", ("F2",), {"name": "Other"}, by="Bob", seen=1)
    monkeypatch.setattr(Desk, "_begin", lambda *_: None)
    assert mo.post("plan", {"changes": [FIRST]}).json()["is_current"] is False
    answer = mo.post("plan/accept", ACCEPT)
    assert answer.status_code == 202
    assert answer["Retry-After"]
    assert read.latest() == 2


def test_while_nothing_answers_it_is_on_its_way(mo, monkeypatch):
    monkeypatch.setattr(load_answer, "_reply", lambda _: Waiting("reading the book"))
    compared = {"whatifs": {"a": [], "b": []}}
    for address, body in (
        ("plan", {"changes": []}),
        ("plan/accept", ACCEPT),
        ("whatif/compare", compared),
    ):
        answer = mo.post(address, body)
        assert (answer.status_code, answer.json()["step"]) == (202, "reading the book"), address


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(mo):
    drp = [{"kind": "drp"}, {"kind": "order", "feature": "F3"}]
    assert len(mo.post("plan", {"changes": drp}).json()["problems"]) == 2
    impossible = mo.post("plan", {"changes": [{"kind": "drop", "feature": "F9"}]})
    assert (impossible.status_code, impossible.json()["type"]) == (
        422,
        "urn:interlock:not-possible",
    )
    sent = {**ACCEPT, "name": " ", "promises": {"P1": "soon", "P9": "2027-01-01"}}
    found = ats(mo.post("plan/accept", sent))
    assert found.keys() == {"body.name", "body.promises.P1", "body.promises.P9"}
    assert found["body.promises.P9"]["allowed"] == ["P1"]
    nothing = mo.post("plan/accept", {"name": "As it is", "changes": []})
    assert nothing.json()["type"] == "urn:interlock:not-possible"
    assert read.latest() == 1


def test_a_rep_looks_at_plans_and_accepts_none(program):
    rep = program("rep", known_as="Ann")
    assert rep.post("plan", {"changes": [FIRST]}).status_code == 200
    assert rep.post("plan/accept", ACCEPT).status_code == 403


def test_who_sees_no_amounts_is_told_a_plan_without_any(program):
    told = program("developer").post("plan", {"changes": [FIRST]}).json()
    assert told["answer"]["whole"] is None
    assert {one["amount"] for one in told["answer"]["helped"]} <= {None}
    assert {quarter["change"] for quarter in told["answer"]["quarters"]} == {None}
    assert [card["id"] for card in told["queues"][0]["cards"]] == ["F3", "F1", "F2"]


def test_what_ifs_stand_side_by_side_over_the_same_luck(mo, program):
    asked = {"whatifs": {"F3 first": [FIRST], "dropped": [DROP], "as forecast": []}}
    answer = mo.post("whatif/compare", asked)
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert of_whatif.Sides.model_validate(told)
    assert [side["name"] for side in told["sides"]] == list(asked["whatifs"])
    assert told["sides"][-1]["beats"] is None
    assert 0 <= told["sides"][0]["beats"] <= 1
    viewer = program("viewer").post("whatif/compare", asked).json()
    assert [side["beats"] for side in viewer["sides"]] == [None, None, None]
    assert all(side["whole"] is None for side in viewer["sides"])


def test_what_is_wrong_in_any_of_several_is_told_by_its_name(mo):
    found = ats(mo.post("whatif/compare", {"whatifs": {"a": [{"kind": "drp"}], "b": [{}]}}))
    assert found.keys() == {"body.whatifs.a.change 1, kind", "body.whatifs.b.change 1, kind"}
    assert mo.post("whatif/compare", {"whatifs": {"a": []}}).status_code == 422
    five = {"whatifs": {name: [] for name in "abcde"}}
    assert mo.post("whatif/compare", five).status_code == 422
