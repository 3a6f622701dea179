"""People on the site: who is missing, who knows whom, filled and mended there, as rights allow."""

import csv
import io
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from interlock.actions.deals_ahead import deals_ahead
from interlock.records.company import Company
from interlock.records.rights import OF_DEALS
from interlock.store import people, shown, write
from interlock.web import clock, tasks
from tests.store.books import book, deal
from tests.web.test_week import CLOSED, MINE

SECRETS = {"Ann": "41414.125", "Bob": "93939.125"}
DAY = book().seen_on
COMPANY = Company(departments=("sales", "legal"), stale_days=30)
HELD = replace(
    book(
        [
            *CLOSED,
            deal("D1", **MINE, name="Bakery", account="Acme", amount=Decimal(SECRETS["Ann"]),
                 segment="East"),
            deal("D2", owner="Bob", name="Inn", account="Acme", amount=Decimal(SECRETS["Bob"])),
        ],
        people=[
            {"name": "Eve", "side": "buyer", "role": "champion", "deal": "D1", "reports_to": "Max"},
            {"name": "Max", "side": "buyer", "role": "economic buyer", "deal": "D2"},
            {"name": "Lea", "side": "other", "department": "legal", "role": "counsel",
             "deal": "D2"},
        ],
        meetings=[{"deal": "D2", "person": "Max", "on": DAY - timedelta(days=42), "by": "Bob",
                   "what": "at the fair"}],
        needs=[{"deal": "D1", "feature": "F1", "said_by": "Eve"}],
        features=[{"id": "F1", "name": "Export"}],
    ),
    company=COMPANY,
)  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return deals_ahead(HELD)


@pytest.fixture
def held(book_at, made, monkeypatch):
    """Two open deals at one buyer, looked at two days after the book's last, and their forecast."""
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: made)
    monkeypatch.setattr(clock, "now", lambda: _noon(DAY))
    tasks.make_deals.func()


def _noon(day):
    from datetime import UTC, datetime

    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def words(client, address):
    return client.get(address).content.decode()


def in_csv(client, query=""):
    rows = csv.DictReader(io.StringIO(words(client, f"/people/?as=csv{query}")))
    return {(row["deal"], row["part"]): row for row in rows}


@pytest.mark.usefixtures("held")
def test_every_seat_says_who_holds_it_and_when_they_were_met(browser):
    rows = in_csv(browser("manager"))
    assert {key: (row["state"], row["who"], row["met_by"]) for key, row in rows.items()} == {
        ("D1", "economic buyer"): ("missing", "", ""),
        ("D1", "champion"): ("never met", "Eve", ""),
        ("D1", "sales"): ("named", "Ann", ""), ("D1", "legal"): ("missing", "", ""),
        ("D2", "economic buyer"): ("long ago", "Max", "Bob"),
        ("D2", "champion"): ("missing", "", ""),
        ("D2", "sales"): ("named", "Bob", ""), ("D2", "legal"): ("named", "Lea", ""),
    }  # fmt: skip
    page = words(browser("manager"), "/people/")
    assert "42 days ago" in page
    assert "somebody is missing on 2 of 2 open deals" in page


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("asked", "deals"),
    [
        ("", ["D2", "D1"]), ("&owner=Ann", ["D1"]), ("&segment=East", ["D1"]),
        ("&missing=legal", ["D1"]), ("&missing=anybody", ["D2", "D1"]), ("&mine=1", ["D1"]),
        ("&missing=long+ago", ["D2"]), ("&q=inn", ["D2"]), ("&q=nothing", []),
    ],
)  # fmt: skip
def test_the_address_says_which_deals_and_what_hangs_on_them_comes_first(browser, asked, deals):
    found = in_csv(browser("manager"), asked)
    assert list(dict.fromkeys(deal for deal, _ in found)) == deals


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("role", ["developer", "viewer"])
def test_no_amount_and_no_order_by_it_reaches_who_sees_none(browser, role):
    client = browser(role, known_as="Dev")
    told = words(client, "/people/") + words(client, "/people/?as=csv")
    for address in ("/people/at/Acme/", "/people/of/Eve/", "/people/on/D1/?part=champion"):
        told += words(client, address)
    for secret in ("41414", "93939", "41.4", "93.9", "41k", "94k", "41 k", "94 k"):
        assert secret not in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "Save" not in words(client, "/people/on/D1/?part=champion")


@pytest.mark.usefixtures("held")
def test_amounts_of_own_deals_alone_reach_who_sees_their_own(browser):
    rows = in_csv(browser("rep", amounts="own"))
    assert rows["D1", "sales"]["amount"] == SECRETS["Ann"]
    assert rows["D2", "sales"]["amount"] == ""


@pytest.mark.usefixtures("held")
def test_a_missing_seat_shows_who_could_lead_to_them(browser):
    page = words(browser("rep"), "/people/on/D1/?part=economic+buyer")
    assert "Bob met Max, economic buyer in another deal, on 9 Oct in Inn" in page


@pytest.mark.usefixtures("held")
def test_a_meeting_is_noted_from_the_seat_and_taken_back(browser):
    client = browser("rep")
    page = words(client, "/people/on/D1/?part=champion&next=/people/%3Fmine=1")
    assert f'value="{DAY}"' in page
    sent = {"person": "Eve", "on": DAY, "by": "Ann", "next": "/people/?mine=1"}
    answer = client.post("/deals/D1/add/meetings/", sent)
    assert answer["Location"] == "/people/?mine=1"
    assert in_csv(client)["D1", "champion"]["state"] == "met"
    number = re.search(r"/undo/(\d+)/", words(client, "/people/")).group(1)
    client.post(f"/undo/{number}/", {"next": "/people/"})
    assert in_csv(client)["D1", "champion"]["state"] == "never met"


@pytest.mark.usefixtures("held")
def test_somebody_is_named_from_an_empty_seat(browser):
    client = browser("rep")
    page = words(client, "/people/on/D1/?part=legal")
    hidden = dict(re.findall(r'type="hidden" name="(side|role|department)" value="([^"]*)"', page))
    assert hidden == {"side": "other", "role": "named contact", "department": "legal"}
    client.post("/deals/D1/add/people/", {"name": "Lea", "next": "https://evil.example/", **hidden})
    assert in_csv(client)["D1", "legal"]["who"] == "Lea"


@pytest.mark.usefixtures("held")
def test_a_rep_changes_who_is_in_own_deals_and_was_met_there_alone(browser):
    client = browser("rep")
    assert "meetings" in OF_DEALS
    assert "Save" not in words(client, "/people/on/D2/?part=champion")
    client.post("/deals/D2/add/meetings/", {"person": "Max", "on": DAY})
    client.post("/deals/D2/add/people/", {"name": "Zed", "side": "buyer", "role": "champion"})
    rows = in_csv(client)
    assert (rows["D2", "champion"]["state"], rows["D2", "economic buyer"]["state"]) == (
        "missing", "long ago",
    )  # fmt: skip
    max_ = "/people/mend/?name=Max&deal=D2&role=economic+buyer"
    assert client.get(max_).status_code == 403
    assert client.post(max_, {"to_on": DAY}).status_code == 403


@pytest.mark.usefixtures("held")
def test_a_part_is_mended(browser):
    client = browser("manager")
    address = "/people/mend/?name=Max&deal=D2&role=economic+buyer"
    assert "never" not in client.post(address, {"to_on": DAY - timedelta(days=1)})["Location"]
    assert in_csv(client)["D2", "economic buyer"]["state"] == "missing"
    assert client.post(address, {"to_on": "soon"}).status_code == 400
    assert client.get("/people/mend/?name=Max&deal=D1&role=champion").status_code == 404


@pytest.mark.usefixtures("held")
def test_a_buyer_shows_who_knows_whom_as_a_picture_and_a_table(browser):
    page = words(browser("viewer"), "/people/at/Acme/")
    assert 'class="ties"' in page
    assert "Bob and Max: 1 time, last on 9 Oct" in page
    assert '<a href="/people/of/Bob/">Bob</a>' in page
    assert re.search(r'href="/people/of/Max/">Max</a><ul><li><a href="/people/of/Eve/"', page)


@pytest.mark.usefixtures("held")
def test_a_person_shows_parts_meetings_and_what_they_asked_for(browser):
    client = browser("manager")
    eve, bob = words(client, "/people/of/Eve/"), words(client, "/people/of/Bob/")
    assert "Reports to" in eve
    assert "Export, in" in eve
    assert "No meeting says who of ours was there" in eve
    assert "at the fair" in bob
    assert "Whom they know" in bob
    assert client.get("/people/of/Nobody/").status_code == 404
    assert client.get("/people/at/Nowhere/").status_code == 404


@pytest.mark.usefixtures("held")
def test_who_was_made_anonymous_stays_so(browser):
    alias, _ = people.forget(["Max"], by="Ann")
    shown._table.cache_clear()
    client = browser("manager")
    told = "".join(words(client, one) for one in ("/people/", "/people/at/Acme/"))
    assert ">Max<" not in told
    assert alias in told
    assert client.get("/people/of/Max/").status_code == 404


@pytest.mark.usefixtures("held")
def test_departments_name_their_people_and_the_deals_without_any(browser):
    page = words(browser("viewer"), "/people/departments/")
    assert "1 of 2 open deals have no contact" in page
    assert 'href="/people/of/Lea/"' in page


def test_an_empty_book_says_what_people_will_show(browser):
    assert "who of ours knows whom" in words(browser("manager"), "/people/")
    assert "Ask the owner or a manager" in words(browser("viewer"), "/people/departments/")


@pytest.mark.usefixtures("book_at")
def test_while_the_forecast_is_on_its_way_people_are_shown_without_odds(browser):
    write.book(HELD, by="Ann", words="first")
    page = words(browser("manager"), "/people/")
    assert "waiting for the worker" in page.lower()
    assert "Bakery" in page
