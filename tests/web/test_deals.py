"""Deals on the site: all that are open as a table, a board or CSV, and one with all that it was."""

import csv
import io
import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import pytest

from interlock.actions.deals_ahead import deals_ahead
from interlock.actions.load_records import without_amounts
from interlock.records.rights import Viewer
from interlock.store import typed, write
from interlock.web import tasks
from tests.store.books import book, deal
from tests.web.test_week import CLOSED, MINE

SECRETS = {"Ann": "41414.125", "Bob": "93939.125"}
BOB = {"owner": "Bob", "stage": "Offer", "expected_close_on": date(2026, 12, 1), "account": "Acme",
       "category": "commit", "pipeline": "Big"}  # fmt: skip
OPEN = [
    deal("D/1", **MINE, name="=Bakery", segment="East", amount=Decimal(SECRETS["Ann"]),
         created_on=date(2026, 1, 5)),
    deal("D2", **BOB, name="Inn", amount=Decimal(SECRETS["Bob"]), created_on=date(2026, 1, 9)),
]  # fmt: skip
BESIDE = {
    "features": [{"id": "F1", "name": "Export", "team": "Core", "created_on": date(2026, 1, 1)}],
    "needs": [{"deal": "D2", "feature": "F1", "strength": "dealbreaker"}],
    "buyer_steps": [{"deal": "D2", "step": "legal", "due": date(2026, 12, 9)}],
    "people": [{"name": "Eve", "deal": "D2", "side": "buyer", "role": "champion"}],
    "changes": [{"table": "deals", "id": "D2", "field": "amount", "at": datetime(2026, 2, 3),
                 "old": "1", "new": SECRETS["Bob"], "source": "log"}],
}  # fmt: skip


HELD = book([*CLOSED, *OPEN], **BESIDE)


@cache
def ahead():
    return deals_ahead(HELD)


@pytest.fixture
def held(book_at, monkeypatch):
    """A book of two open deals whose forecast is worked out; once for all tests."""
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: ahead())
    tasks.make_deals.func()


def words(client, address):
    return client.get(address).content.decode()


@pytest.mark.usefixtures("held")
def test_open_deals_stand_in_a_table_with_odds_dates_and_strips(browser):
    page = words(browser("manager"), "/deals/")
    assert "2 of 2 open" in page
    assert page.count('class="strip') >= 2
    assert "Bakery" in page
    assert ">C1<" not in page
    assert "dealbreaker: Export" in page


@pytest.mark.usefixtures("held")
def test_the_address_says_which_deals_and_in_which_order(browser):
    manager = browser("manager")
    page = words(manager, "/deals/?sort=crm")
    assert page.index("Inn</a>") < page.index("Bakery</a>")
    page = words(manager, "/deals/?q=inn&closes=this&pipeline=Big&mine=")
    assert "Inn</a>" in page
    assert "Bakery</a>" not in page
    assert 'aria-label="Without Pipeline: Big"' in page
    assert "No open deal is like that" in words(manager, "/deals/?q=nothing")


@pytest.mark.usefixtures("held")
def test_totals_stand_above_the_deals_for_those_who_see_all_amounts(browser):
    said = re.compile(r"2 deals, .{5,12} open, .{4,12} at their odds by 31 Dec")
    seen = {
        (role, amounts): bool(said.search(words(browser(role, amounts=amounts), "/deals/")))
        for role, amounts in [("manager", ""), ("rep", ""), ("rep", "own"), ("developer", "")]
    }
    assert [one for one, there in seen.items() if there] == [("manager", ""), ("rep", "")]


@pytest.mark.usefixtures("held")
def test_the_board_has_a_column_a_stage(browser):
    page = words(browser("manager"), "/deals/?as=board")
    assert page.index('aria-label="Offer"') < page.index("<strong>Inn")
    assert "% won by 31 Dec" in re.sub(r"<[^>]+>", "", page)


def test_stages_stand_in_the_order_of_the_settings():
    assert ahead().stages == ("Lead", "Won")


@pytest.mark.usefixtures("held")
def test_as_csv_all_that_are_asked_for_come_and_no_cell_is_a_formula(browser):
    answer = browser("manager").get("/deals/?as=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert {row["name"]: row["amount"] for row in rows} == {
        "'=Bakery": SECRETS["Ann"],
        "Inn": SECRETS["Bob"],
    }
    assert "deals.csv" in answer["Content-Disposition"]


PAGES = ("/deals/", "/deals/?as=csv", "/deals/?as=board", "/deals/D/1/", "/deals/D2/")


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("role", "amounts", "seen"),
    [
        ("manager", "", {"Ann", "Bob"}),
        ("rep", "own", {"Ann"}),
        ("developer", "", set()),
        ("viewer", "", set()),
    ],
)
def test_no_page_tells_amounts_to_whom_they_are_not(browser, role, amounts, seen):
    client = browser(role, known_as="Ann", amounts=amounts)
    told = "".join(words(client, page) for page in PAGES)
    told = "".join(one for one in told if one.isalnum() or one == ".")
    for owner, secret in SECRETS.items():
        whole, short = secret.split(".")[0], f"{float(secret) / 1000:.1f}k"
        assert (whole in told or short in told) == (owner in seen), owner


def test_the_order_tells_no_amounts_to_whom_they_are_not(held):
    from interlock.actions.save_outcome import load_standing

    made = load_standing("deals", {"as_of": None, "seed": 1}).made
    odds = {one.id: abs(one.p_won - 0.5) for one in made.deals}
    shown = without_amounts(made, Viewer("Eve", "viewer")).deals
    assert [one.id for one in shown] == sorted(odds, key=lambda own_id: (odds[own_id], own_id))


@pytest.mark.usefixtures("held")
def test_a_deal_shows_what_it_needs_who_is_in_it_and_what_it_was(browser):
    typed.over("deals", ("D2",), {"stage": "Commit"}, by="Bob", seen=1)
    page = words(browser("manager"), "/deals/D2/")
    for told in (
        "Export",
        "dealbreaker",
        "Eve",
        "champion",
        "amount",
        "Typed by hand",
        "stage nothing → Commit",
    ):
        assert told in page, told
    assert browser("manager").get("/deals/nothing/").status_code == 404


@pytest.mark.usefixtures("held")
def test_a_deal_that_is_gone_from_its_source_says_so(browser):
    write.book(book([*CLOSED, OPEN[0]]), by="Ann", words="second")
    assert "No export holds this deal any longer" in words(browser("manager"), "/deals/D2/")
