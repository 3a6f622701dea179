"""The plan with a buyer on the site: moved in place with its past, and handed on without odds."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from interlock.store import read, typed
from interlock.web import clock
from tests.web.test_deals import held, words

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
D2, STEP, PLAN = "/deals/D2/", "/deals/D2/plan/step/", "/deals/D2/plan/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def stands(step="legal"):
    return read.book().buyer_steps.filter(step=step).to_dicts()[0]


def send(client, due="2026-12-09", step="legal", *, theirs="", ours="", seen=None):
    told = {"step": step, "due": due, "owner_theirs": theirs, "owner_ours": ours,
            "seen": seen or read.latest()}  # fmt: skip
    return client.post(STEP, told, follow=True)


def test_a_step_is_moved_with_its_past_and_back_again(browser):
    bob = browser("rep", known_as="Bob")
    page = send(bob, "2026-12-16").content.decode()
    assert stands()["due"] == date(2026, 12, 16)
    assert "legal: moved." in page
    assert "moved from 9 Dec 2026<" in page
    page = send(bob, "2027-01-08").content.decode()
    assert "moved from 16 Dec 2026, 2nd time" in page
    bob.post(f"/undo/{read.latest()}/")
    assert "moved from 9 Dec 2026<" in words(bob, D2)


def test_owners_on_both_sides_are_said_and_only_what_differs_is_typed(browser):
    page = send(browser("manager"), theirs="Eve", ours="Bob").content.decode()
    assert "legal: changed." in page
    step = stands()
    assert (step["owner_theirs"], step["owner_ours"]) == ("Eve", "Bob")
    (change,) = read.changes(read.latest())
    assert {name for one in change.changed_such_as for name in one.values} == {
        "owner_theirs", "owner_ours",
    }  # fmt: skip
    before = read.latest()
    assert "Nothing differs" in send(browser("manager"), theirs="Eve", ours="Bob").content.decode()
    assert read.latest() == before


def test_a_day_is_taken_away_and_stands_last_as_not_known(browser):
    bob = browser("rep", known_as="Bob")
    typed.add("buyer_steps", {"deal": "D2", "step": "board", "due": "2027-02-01"}, by="x")
    send(bob, "")
    page = words(bob, D2)
    assert "no day yet" in page
    assert page.index(">board") < page.index('<th scope="row">legal')


def test_the_form_opens_in_its_row_and_on_a_page_of_its_own(browser):
    bob = browser("rep", known_as="Bob")
    alone = bob.get(f"{STEP}?step=legal", headers={"HX-Request": "true"}).content.decode()
    assert alone.startswith("<td colspan")
    whole = words(bob, f"{STEP}?step=legal")
    assert "<html" in whole
    assert 'value="2026-12-09"' in whole
    assert bob.get(f"{STEP}?step=nothing").status_code == 404


def test_who_moved_it_meanwhile_is_told_and_sent_again_it_is_moved(browser):
    bob, seen = browser("rep", known_as="Bob"), read.latest()
    typed.over("buyer_steps", ("D2", "legal"), {"due": "2026-12-20"}, by="mo", seen=seen)
    told = send(bob, "2026-12-16", seen=seen)
    page = told.content.decode()
    assert told.status_code == 409
    assert "Changed by others meanwhile" in page
    assert 'value="2026-12-16"' in page
    assert stands()["due"] == date(2026, 12, 20)
    assert f'name="seen" value="{read.latest()}"' in page
    send(bob, "2026-12-16")
    assert stands()["due"] == date(2026, 12, 16)


@pytest.mark.parametrize(
    ("role", "name", "may"),
    [("rep", "Bob", True), ("rep", "Ann", False), ("manager", "Mo", True)],
)
def test_who_owns_the_deal_and_managers_move_its_steps(browser, role, name, may):
    client = browser(role, known_as=name)
    assert (f"{STEP}?step=legal" in words(client, D2)) is may
    send(client, "2026-12-16")
    assert (stands()["due"] == date(2026, 12, 16)) is may


def test_developers_see_the_steps_and_change_none(browser):
    page = words(browser("developer"), D2)
    assert '<th scope="row">legal' in page
    assert "Mark done" not in page


def test_a_wanted_feature_stands_in_the_plan_with_its_odds(browser):
    bob = browser("rep", known_as="Bob")
    need = {"wanted_by": "2027-03-01"}
    typed.over("needs", ("D2", "F1"), need, by="x", seen=read.latest())
    page = words(bob, D2)
    plan = page[page.index('id="steps"') :]
    assert "wanted by then" in plan
    assert "k-need" in plan
    assert "need-open" in plan


@pytest.mark.parametrize("role", ["owner", "viewer"])
def test_what_is_handed_to_the_buyer_holds_steps_and_nothing_that_we_think(browser, role):
    need = {"wanted_by": "2027-03-01"}
    typed.over("needs", ("D2", "F1"), need, by="x", seen=read.latest())
    named = {"deal": "D2", "step": "pilot of Export", "due": "2027-02-01"}
    typed.add("buyer_steps", named, by="x")
    send(browser("manager"), "2026-12-16")
    page = words(browser(role), PLAN)
    assert "Mutual plan with Acme" in page
    main = page[page.index("<main") : page.index("</main>")]
    assert "pilot of Export" in main
    for ours in ("%", "waits for", "wanted", "moved", "93939", "EUR", "dealbreaker"):
        assert ours not in main, ours
    rows = list(csv.DictReader(io.StringIO(words(browser(role), f"{PLAN}?as=csv"))))
    assert [list(row.values()) for row in rows] == [
        ["2026-12-16", "legal", "", "", ""], ["2027-02-01", "pilot of Export", "", "", ""],
    ]  # fmt: skip


def test_a_plan_without_steps_says_what_to_do(browser):
    bob = browser("rep", known_as="Bob")
    typed.add("deals", {"id": "D9", "outcome": "open"}, by="x")
    assert "There is no step yet" in words(bob, "/deals/D9/plan/")
    assert bob.get("/deals/D10/plan/").status_code == 404
