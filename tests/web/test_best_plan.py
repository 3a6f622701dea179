"""A better order: wishes in the address, how far it is, what was found, taken to the plan."""

import re
import time
from dataclasses import replace
from functools import cache

import pytest

from interlock.actions import load_answer
from interlock.actions.load_outlook import Desk
from interlock.engine import plan_searches
from interlock.records.desk import Searching, Waiting
from interlock.records.planning import Underway
from interlock.store import read, write
from interlock.web import asked_changes, wish_form
from tests.engine import planned_worlds

QUICK = replace(
    wish_form.USUAL.quick(), moves=200, draws=64, staffing=1, frozen_weeks=0,
)  # fmt: skip
MONEY = re.compile(r"[$€£]\s*\d")


@cache
def searches():
    """What was found in the outlook of the small company, for all tests."""
    return plan_searches.Searches()


def desk_of(monkeypatch, now):
    revision = write.book(now.book, by="Ann", words="first")
    desk = Desk(held=(revision, now), making=revision, searches=searches())
    monkeypatch.setattr(wish_form, "USUAL", QUICK)
    monkeypatch.setattr(load_answer, "_reply", lambda ask: _said(desk.reply(ask)))
    return desk


def _said(reply):
    if isinstance(reply, Exception):
        raise reply
    return reply


@pytest.fixture
def desk(browser, monkeypatch):
    return desk_of(monkeypatch, planned_worlds.two_teams())


@pytest.fixture
def mo(desk, browser):
    return browser("manager", known_as="Mo")


def page(client, query="", **headers):
    answer = client.get(f"/plan/best/?{query}" if query else "/plan/best/", headers=headers)
    assert answer.status_code == 200, answer.get("Location")
    return answer.content.decode()


def found(client, query="look=1"):
    """The page once the search has ended."""
    for _ in range(1200):
        shown = page(client, query)
        if "every 1s" not in shown:
            return shown
        time.sleep(0.05)
    raise AssertionError("nothing found within a minute")


def test_without_wishes_it_says_what_it_will_show_and_nothing_is_looked_for(mo, desk):
    shown = page(mo)
    assert "Which order of work brings the most expected bookings" in shown
    assert "Look for a better order" in shown
    assert not any(search.has_ended is False for search in desk.searches.by_wishes.values())
    assert "Look for a better order" in mo.get("/plan/").content.decode()


def test_the_form_sent_is_an_address_with_what_is_not_as_usual(mo):
    sent = (
        "one_must=b&one_without=&must=C&until=2027-06-30&frozen=0&aim=worst&broken=2.5&put_off=&"
        "look=1"
    )
    answer = mo.get(f"/plan/best/?{sent}")
    assert answer.status_code == 302
    to = "must=C&must=B&until=2027-06-30&aim=worst&broken=2.5&look=1"
    assert answer["Location"] == f"/plan/best/?{to}"
    shown = page(mo, to)
    for said in (
        'name="must" value="C" checked', 'name="must" value="B" checked', 'value="2027-06-30"',
        '<option value="worst" selected>', 'value="2.5"', 'name="put_off" value="0"',
    ):  # fmt: skip
        assert said in shown


def test_a_feature_is_added_before_anything_is_looked_for(mo):
    answer = mo.get("/plan/best/?one_without=D&add=1")
    assert answer["Location"] == "/plan/best/?without=D"
    shown = page(mo, "without=D")
    assert 'name="without" value="D" checked' in shown
    assert "every 1s" not in shown


def test_what_cannot_be_wished_is_said_beside_the_form_and_nothing_is_lost(mo):
    shown = page(mo, "must=A&must=Nothing&without=A&look=1")
    assert "No feature is called &#x27;Nothing&#x27;.</li>" in shown
    assert "is to be left out: take it out of one of both" in shown
    assert 'name="must" value="Nothing" checked' in shown
    assert 'name="without" value="A" checked' in shown


def test_a_form_that_is_not_filled_in_as_it_should_be_comes_back_with_what_is_wrong(mo):
    shown = page(mo, "until=soon&frozen=99&broken=-1&aim=all&look=1")
    assert shown.count("errorlist") == 4
    assert "nothing is lost" in shown
    assert "<details open>" in shown


def test_what_is_out_of_reach_is_named(mo):
    shown = found(mo, "must=A&must=C&until=2026-12-01&look=1")
    assert "must ship and does not until 2026-12-01" in shown


def test_while_it_is_looked_for_the_page_says_how_far_it_is_and_the_best_so_far(mo, monkeypatch):
    far = Underway("searching", 3.0, 120, 2_000_000.0, 1_900_000.0)
    monkeypatch.setattr(load_answer, "_reply", lambda _: Searching(far, "USD"))
    part = page(mo, "look=1", **{"HX-Request": "true", "HX-Target": "found"})
    assert "<html" not in part
    assert 'hx-get="/plan/best/?look=1"' in part
    assert "120 of 200 moves tried" in part
    assert "over ranking by revenue" in part
    monkeypatch.setattr(load_answer, "_reply", lambda _: Waiting("reading the book"))
    assert "reading the book" in page(mo, "look=1")
    monkeypatch.setattr(load_answer, "_reply", lambda _: Waiting("", "too little data"))
    failed = page(mo, "look=1")
    assert "There is no answer: too little data" in failed
    assert "every 1s" not in failed


def test_what_was_found_is_said_with_what_it_adds_how_good_it_is_and_why(mo):
    shown = found(mo)
    for words in ("Beside ranking by revenue", "that features can move", "How good it is",
                  "Proven: no order brings more than", "What it breaks, and who must be told",
                  "Each team&#x27;s queue" if "team&#x27;s" in shown else "Each team's queue",
                  "Were it last", "One person moved from"):  # fmt: skip
        assert words in shown, words
    assert shown.count('class="orders"') == 2
    assert shown.count('class="trade-off"') == 2
    assert "Today&#x27;s scope in time takes" in shown
    assert "The least work for" in found(mo, "look=1&sum=1")
    assert "is not reachable" in found(mo, "look=1&sum=999999999999")
    assert "Enter a number." in found(mo, "look=1&sum=much")
    before = read.latest()
    found(mo)
    assert read.latest() == before


def test_the_changes_are_taken_to_the_plan_by_hand_where_they_can_be_accepted(mo, desk):
    shown = found(mo)
    taken = re.search(r'href="(/plan/\?order=[^"]+)">Take these changes', shown)[1]
    (search,) = [one for one in desk.searches.by_wishes.values() if one.found and not
                 one.found[0].wishes.must and not one.found[0].wishes.without]  # fmt: skip
    changes, wrong = asked_changes.of(taken.partition("?")[2].replace("&amp;", "&"))
    assert (changes, wrong) == (search.found[0].whatif.changes, ())
    by_hand = mo.get(taken.replace("&amp;", "&")).content.decode()
    assert "Accept…" in by_hand
    cards = [re.findall(r'data-feature="(\w)"', one) for one in (shown, by_hand)]
    assert sorted(cards[0]) == sorted(cards[1])
    for queue in search.found[1].queues:
        some = {card.id for card in queue.cards}
        assert [one for one in cards[1] if one in some] == [card.id for card in queue.cards]


def test_more_changes_than_a_plan_by_hand_holds_are_told_and_the_first_taken(mo, monkeypatch):
    monkeypatch.setattr(asked_changes, "MOST", 1)
    shown = found(mo, "aim=worst&look=1")
    assert "holds 1 at once: the first 1 are taken" in shown
    taken = re.search(r'href="/plan/\?([^"]+)">Take these changes', shown)[1]
    assert taken.count("order=") == 1


@pytest.mark.parametrize("role", ["developer", "viewer"])
def test_who_sees_no_amounts_sees_the_order_and_why_and_no_money(desk, browser, role):
    client = browser(role, known_as="Dan", amounts="none")
    shown = found(client)
    assert not MONEY.search(shown)
    assert "deals won in 4 quarters" in shown
    assert "Were it last" in shown
    for words in ("How good it is", "that features can move", 'class="orders"', "One person moved",
                  "Deals that name it", "% of it"):  # fmt: skip
        assert words not in shown, words


def test_where_no_open_deal_needs_a_feature_that_is_said(browser, monkeypatch):
    desk_of(monkeypatch, planned_worlds.outlook(planned_worlds.book({"A": 6, "B": 4}, {"d0": ()})))
    shown = found(browser("manager", known_as="Mo"))
    assert "No open deal needs an unfinished feature" in shown


def test_where_nothing_is_under_way_that_is_said(browser, monkeypatch):
    desk_of(monkeypatch, planned_worlds.outlook(planned_worlds.book({}, {"d0": ()}, teams={})))
    shown = found(browser("manager", known_as="Mo"))
    assert "No open deal needs an unfinished feature" in shown


def test_an_empty_book_says_what_will_be_here(browser):
    assert "Bring" in page(browser("manager"))
