"""Own odds and overrides: kept beside Interlock's, scored, never in their place."""

from datetime import UTC, datetime

import pytest

from interlock.records.rights import Viewer
from interlock.store import read, write
from interlock.web import clock
from tests.web.test_deals import HELD, ahead, held, words

__all__ = ["held"]
pytestmark = [
    pytest.mark.usefixtures("held"),
    pytest.mark.parametrize("book_at", ["sqlite"], indirect=True),
]
D2 = "/deals/D2/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    """A day of the quarter that can be moved."""

    def on(day, month=11, year=2026):
        monkeypatch.setattr(clock, "now", lambda: datetime(year, month, day, 12, tzinfo=UTC))

    on(21)
    return on


def kept():
    return read.book().deal_calls.sort("said_on", "by").to_dicts()


def say(client, odds, why="", deal="D2", **more):
    return client.post(f"/deals/{deal}/call/", {"odds": odds, "why": why, **more}, follow=True)


def model():
    return next(one for one in ahead().deals if one.id == "D2").p_won


def test_a_reps_odds_stand_beside_what_interlock_said_at_that_moment(browser):
    page = say(browser("rep", known_as="Bob"), 83, "they signed off").content.decode()
    (row,) = kept()
    assert row.pop("model_odds") == pytest.approx(model())
    assert row == {
        "deal": "D2", "by": "Bob", "level": "rep", "period": ahead().quarter, "odds": 0.83,
        "said_on": datetime(2026, 11, 21).date(), "why": "they signed off",
    }  # fmt: skip
    for told in ("83 %", "they signed off", "21 Nov 2026", "Take back"):
        assert told in page, told


def test_said_again_the_same_day_it_takes_that_days_place_and_later_it_stands_beside(
    browser, today
):
    bob = browser("rep", known_as="Bob")
    say(bob, 80), say(bob, 70)
    today(25)
    page = say(bob, 60).content.decode()
    assert [(one["odds"], one["said_on"].day) for one in kept()] == [(0.7, 21), (0.6, 25)]
    assert page.count("60 %") > page.count("70 %") > 0


def test_an_override_needs_a_reason_and_the_rest_stays_as_it_was(browser):
    say(browser("rep", known_as="Bob"), 80)
    manager = browser("manager", known_as="Mo")
    refused = say(manager, 30)
    assert refused.status_code == 400
    assert "Say why" in refused.content.decode()
    assert 'value="30"' in refused.content.decode()
    say(manager, 30, "their board moved")
    assert [(one["by"], one["level"], one["odds"]) for one in kept()] == [
        ("Bob", "rep", 0.8), ("Mo", "manager", 0.3),
    ]  # fmt: skip


@pytest.mark.parametrize("odds", ["-1", "101", "", "half", "1.5"])
def test_odds_are_whole_per_cents(browser, odds):
    assert say(browser("rep", known_as="Bob"), odds).status_code == 400
    assert kept() == []


def test_a_rep_says_odds_of_own_deals_alone_and_is_told_so(browser):
    page = say(browser("rep", known_as="Ann"), 80).content.decode()
    assert "said by who owns it" in page
    assert kept() == []
    assert say(browser("product"), 80).status_code == 403


def test_what_was_said_is_taken_back_and_brought_back(browser):
    bob = browser("rep", known_as="Bob")
    say(bob, 80)
    page = bob.post(f"{D2}call/", {"take_back": "1"}, follow=True).content.decode()
    assert kept() == []
    assert "Your odds are taken back" in page
    number = page.split('action="/undo/')[1].split("/")[0]
    back = bob.post(f"/undo/{number}/", {"next": D2})
    assert back["Location"] == D2
    assert [one["odds"] for one in kept()] == [0.8]


def test_nobody_takes_back_what_others_said(browser):
    page = say(browser("rep", known_as="Bob"), 80).content.decode()
    number = page.split('action="/undo/')[1].split("/")[0]
    for other in (browser("manager"), browser("viewer")):
        other.post(f"/undo/{number}/", {"next": "https://elsewhere.example/"})
        assert len(kept()) == 1


def test_nothing_is_said_before_the_day_of_the_data(browser, today):
    today(2, month=1)
    say(browser("rep", known_as="Bob"), 80)
    assert kept()[0]["said_on"] == HELD.seen_on


def test_once_the_quarter_is_over_newer_exports_are_asked_for(browser, today):
    today(2, month=1, year=2027)
    page = say(browser("rep", known_as="Bob"), 80).content.decode()
    assert f"{ahead().quarter} has ended: bring newer exports in" in page
    assert kept() == []


@pytest.mark.parametrize(("role", "seen"), [("manager", True), ("product", True),
                                            ("developer", False), ("viewer", False)])  # fmt: skip
def test_who_may_not_see_calls_sees_none(browser, role, seen):
    say(browser("rep", known_as="Bob"), 99, "a quiet word")
    client = browser(role, known_as="Mo")
    told = words(client, D2) + words(client, "/deals/") + words(client, "/deals/?differs=1")
    assert ("a quiet word" in told, "Bob says 99 %" in told) == (seen, seen)


def test_the_list_marks_odds_that_are_15_points_away_or_more(browser):
    own = round(100 * model())
    manager = browser("manager", known_as="Mo")
    say(manager, min(100, own + 14), "near")
    assert "Mo says" not in words(manager, "/deals/")
    say(manager, min(100, own + 16), "far")
    assert f"Mo says {min(100, own + 16)} %" in words(manager, "/deals/")
    assert "Inn</a>" in words(manager, "/deals/?differs=1")
    assert "Bakery</a>" not in words(manager, "/deals/?differs=1")


@pytest.mark.parametrize(
    ("role", "seen"), [("owner", True), ("manager", True), ("rep", False), ("product", False)]
)
def test_a_score_is_seen_by_whoever_it_is_of_and_by_managers(role, seen):
    assert Viewer("Bob", role).sees_score_of("Ann") == seen
    assert Viewer("Ann", role).sees_score_of("Ann")


def test_a_deal_that_has_ended_has_no_odds_to_say(browser):
    write.book(HELD, by="Ann", words="again")
    page = say(browser("manager"), 50, "why", deal="C1").content.decode()
    assert "no forecast of this deal" in page
    assert kept() == []
