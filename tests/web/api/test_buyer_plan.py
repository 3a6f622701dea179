"""The plan with a buyer through the API: read with its odds, and a step of it changed."""

from dataclasses import replace
from datetime import date

import pytest

from interlock.records.report import FeatureAhead
from interlock.store import outcomes, read, typed
from interlock.web import tasks
from tests.web.test_deals import ahead, held
from tests.web.test_plan import stands, today

__all__ = ["held", "today"]
pytestmark = [
    pytest.mark.usefixtures("held", "today"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
PLAN = "deals/D2/plan"


def ats(answer):
    return {one["at"] for one in answer.json()["problems"]}


def change(client, **values):
    return client.send("PATCH", PLAN, {"step": "legal", **values})


def test_the_plan_is_told_with_what_we_think_and_with_what_the_buyer_may_see(program):
    need = {"wanted_by": "2027-03-01"}
    typed.over("needs", ("D2", "F1"), need, by="x", seen=read.latest())
    ships = FeatureAhead("F1", "Export", None, None, 0.5, date(2027, 3, 1), 0.625, ships=(0.1,))
    made = replace(ahead(), features=(ships,))
    outcomes.keep("deals", dict(tasks.OF_DEALS), read.forecasts_revision(), made)
    told = program("viewer").told(PLAN)
    assert [(one["kind"], one["what"], one["due"]) for one in told["lines"]] == [
        ("step", "legal", "2026-12-09"), ("need", "Export", "2027-03-01"),
    ]  # fmt: skip
    assert (told["lines"][1]["odds"], told["is_current"]) == (0.625, True)
    assert [(one["what"], one["odds"], one["waits_for"]) for one in told["steps"]] == [
        ("legal", None, ""),
    ]  # fmt: skip
    assert (told["account"], told["may_change"], told["revision"]) == ("Acme", False, read.latest())
    assert program("viewer").get("deals/D99/plan").status_code == 404


def test_a_step_is_moved_with_owners_on_both_sides_and_done_as_one_change(program):
    bob, before = program("rep", known_as="Bob"), read.latest()
    said = {"due": "2026-12-16", "owner_theirs": "Eve", "owner_ours": "Bob", "done": True}
    assert change(bob, **said).json() == {"change": before + 1}
    step = stands()
    assert (step["due"], step["owner_theirs"], step["owner_ours"], step["done_on"]) == (
        date(2026, 12, 16), "Eve", "Bob", date(2026, 11, 21),
    )  # fmt: skip
    (line,) = bob.told(PLAN)["lines"]
    assert (line["state"], line["moved"]) == ("done", {"from_day": "2026-12-09", "times": 1})
    assert change(bob, **said).json() == {"change": None}
    assert bob.post(f"changes/{before + 1}/undo").status_code == 200
    assert (stands()["due"], stands()["owner_theirs"]) == (date(2026, 12, 9), None)
    change(bob, done=True, owner_ours="Bob"), change(bob, done=False, owner_ours=None)
    assert (stands()["done_on"], stands()["owner_ours"]) == (None, None)


def test_who_moved_it_meanwhile_is_told(program):
    bob = program("rep", known_as="Bob")
    first = bob.get(PLAN)
    change(program("manager"), due="2026-12-20")
    for late in (
        change(bob, due="2026-12-16", seen=first.json()["revision"]),
        bob.send("PATCH", PLAN, {"step": "legal", "due": None}, **{"If-Match": first["ETag"]}),
    ):
        assert late.status_code == 412
        assert "theirs" in late.json()["problems"][0]["what"]
    assert stands()["due"] == date(2026, 12, 20)


def test_all_that_is_wrong_is_told_at_once_and_who_may_not_is_refused(program):
    bob = program("rep", known_as="Bob")
    wrong = bob.send("PATCH", PLAN, {"step": "lgal", "due": "soon"})
    assert ats(wrong) == {"body.step", "body.due"}
    assert "legal" in {near for one in wrong.json()["problems"] for near in one["near"]}
    assert ats(change(bob)) == {"body"}
    assert ats(change(bob, due="2026-12-16", seen=99)) == {"body.seen"}
    assert change(program("rep", known_as="Ann"), due="2026-12-16").status_code == 403
    assert stands()["due"] == date(2026, 12, 9)


def test_a_step_without_a_day_is_added(program):
    bob = program("rep", known_as="Bob")
    assert bob.post("deals/D2/buyer_steps", {"step": "board"}).status_code == 201
    assert [one["state"] for one in bob.told(PLAN)["steps"]] == ["to come", "no day yet"]
