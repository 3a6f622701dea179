"""Search: what fits best first, only what one may see, in whatever form it is written."""

import re
from dataclasses import replace
from datetime import date

import pytest

from interlock.actions.load_found import load_found
from interlock.records.rights import RIGHTS, Viewer
from interlock.store import write
from tests import closed_weeks
from tests.store.books import book, deal

OWNER = Viewer("Ann", "owner")
BOOK = book(
    [
        deal("D1", name="Größer Foods renewal", account="Größer Foods", owner="Joaquín Beltrán"),
        deal("D2", name="Foods for All", account="All", owner="Ann", outcome="won"),
        deal("D3", name="Foods", account="Plain", owner="Ann"),
        deal("D4", name="Acorn", account="Seafoods", owner="Ann"),
        deal("D5", name="Old foods", account="Old", owner="Ann"),
    ],
    features=[{"id": "F1", "key": "CORE-12", "name": "Single sign-on"}],
    releases=[{"id": "R1", "name": "2026.4", "due": date(2026, 12, 1)}],
    people=[
        {"name": "Sofie Brandt", "side": "buyer", "role": "champion", "deal": "D1"},
        {"name": "Ann", "side": "sales", "role": "rep"},
        {"name": "Ines Moreau", "side": "development", "role": "head of development"},
    ],
    promises=[
        {"id": "P1", "what": "Ship single sign-on", "maker": "Ines Moreau", "deal": "D3"},
        {"id": "P2", "what": "Send the data sheet", "maker": "Ann", "to": "Bo"},
    ],
)


@pytest.fixture
def held(book_at):
    write.book(BOOK, by="Ann", words="first")


def keys(words, group="Deals", viewer=OWNER):
    return [
        one.key for found in load_found(words, viewer) if found.name == group for one in found.first
    ]


def links(client, words):
    page = client.get("/search/", {"q": words}).content.decode()
    return re.findall(r'<th scope="row"><a href="([^"]+)">([^<]+)', page)


def test_who_is_called_so_comes_before_whose_name_begins_so_before_all_in_which_it_stands(held):
    assert keys("foods") == ["D3", "D2", "D5", "D1", "D4"]


def test_case_accents_and_the_order_of_words_do_not_count(held):
    assert keys("GRÖẞER") == keys("grö foods") == keys("renewal größer") == ["D1"]
    assert keys("joaquin") == ["D1"]
    assert keys("beltran", "People") == ["Joaquín Beltrán"]


def test_every_word_must_stand_somewhere(held):
    assert keys("foods ann") == ["D4", "D3", "D5", "D2"]
    assert keys("foods nobody") == []


@pytest.mark.parametrize(
    ("words", "group", "key"),
    [
        ("D3", "Deals", "D3"), ("core-12", "Features", "F1"), ("2026.4", "Releases", "R1"),
        ("champion", "People", "Sofie Brandt"), ("data sheet", "Promises", "P2"),
        ("seaf", "Accounts", "Seafoods"), ("p1", "Promises", "P1"),
    ],
)  # fmt: skip
def test_every_kind_is_found_by_what_it_is_known_by(held, words, group, key):
    assert keys(words, group) == [key]


def test_the_kind_with_the_best_fit_comes_first(held):
    assert [one.name for one in load_found("single sign-on", OWNER)] == ["Features", "Promises"]
    assert load_found("ann", OWNER)[0].name == "People"


def test_signs_are_letters_like_others_and_only_blanks_find_nothing(held):
    assert [load_found(one, OWNER) for one in (".*", "%", "[", "  ")] == [()] * 4


def test_no_amount_is_found_or_shown_to_whom_none_is_shown(held):
    for words in ("1000", "1000.125"):
        assert load_found(words, OWNER) == load_found(words, Viewer("Dev", "developer")) == ()


def test_each_leads_to_the_page_that_shows_it(held, browser):
    client = browser("owner")
    told = dict(
        one[::-1]
        for words in ("foods", "sign-on", "2026.4", "ines", "joaq", "sofie", "sheet")
        for one in links(client, words)
    )
    assert told == {
        "Foods": "/deals/D3/", "Foods for All": "/deals/D2/", "Old foods": "/deals/D5/",
        "Größer Foods renewal": "/deals/D1/", "Acorn": "/deals/D4/",
        "Größer Foods": "/people/at/Gr%C3%B6%C3%9Fer%20Foods/", "Seafoods": "/people/at/Seafoods/",
        "Single sign-on": "/features/F1/", "2026.4": "/releases/R1/",
        "Ines Moreau": "/people/of/Ines%20Moreau/",
        "Ship single sign-on": "/promises/P1/", "Send the data sheet": "/promises/P2/",
        "Joaquín Beltrán": "/deals/?owner=Joaqu%C3%ADn+Beltr%C3%A1n",
        "Sofie Brandt": "/people/of/Sofie%20Brandt/",
    }  # fmt: skip


def test_weekly_reports_are_found_by_their_day_as_far_as_they_may_be_read(held, browser):
    closed_weeks.close_all(3, readers=(closed_weeks.MANAGEMENT, closed_weeks.DEVELOPMENT))
    for words in ("2026-11-23", "23 November", "nov 23", "23.11.", "week 48", "20 nov 2026"):
        (group,) = load_found(words, OWNER)
        (one,) = group.first
        assert (group.name, one.key, one.said) == (
            "Reports",
            "2026-11-23",
            "management · development",
        )
    assert load_found("23 Nov", Viewer("Dev", "developer"))[0].first[0].said == "development"
    assert len(load_found("November 2026", OWNER)[0].first) == 3
    assert links(browser("rep"), "16 nov") == [
        ("/reports/2026-11-16/", "Week closed 16 November 2026")
    ]
    assert links(browser("rep"), "1 nov 2024") == []


def test_what_was_not_found_is_said_and_what_may_be_asked(held, browser):
    client = browser("viewer")
    assert "Nothing is called “&lt;zebra&gt;”" in client.get("/search/?q=<zebra>").content.decode()
    assert "by name, id or key" in client.get("/search/").content.decode()


def test_as_one_types_only_the_results_come(held, browser):
    part = browser("owner").get("/search/?q=acorn", headers={"HX-Request": "true"})
    assert "/deals/D4/" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_before_anything_was_brought_in_it_says_so(browser):
    assert "once exports are brought in" in browser("owner").get("/search/?q=x").content.decode()


def test_only_the_best_of_many_are_named_and_how_many_there_are(book_at, browser):
    write.book(book([deal(f"D{n}", name=f"Deal {n}") for n in range(30)]), by="Ann", words="30")
    (group,) = load_found("deal", OWNER)
    assert (group.count, len(group.first)) == (30, 8)
    assert "One word more finds fewer" in browser("owner").get("/search/?q=deal").content.decode()


def test_a_table_that_a_role_does_not_see_is_not_looked_through(held, monkeypatch):
    sees = replace(RIGHTS["viewer"], sees=frozenset({"features", "deals"}))
    monkeypatch.setitem(RIGHTS, "viewer", sees)
    found = load_found("o", Viewer("Eve", "viewer"))
    assert {one.name for one in found} == {"Deals", "Accounts", "Customers", "Features"}
