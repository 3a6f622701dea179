"""Customers on the site: who needs somebody, what was promised, handed over, renewed; who may."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from interlock.store import read, write
from interlock.web import clock
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
SECRETS = {"Ann": "41414.125", "Bob": "93939.125"}
TODAY = date(2026, 11, 21)
WON = {"outcome": "won", "term_months": 12, "created_on": date(2025, 9, 1)}
HELD = book(
    [
        deal("W1", **WON, name="Pax rollout", account="Pax", owner="Bob", pipeline="Big",
             amount=Decimal(SECRETS["Bob"]), closed_on=date(2026, 1, 10)),
        deal("W2", **WON, name="Ode rollout", account="Ode", owner="Ann",
             amount=Decimal(SECRETS["Ann"]), closed_on=date(2026, 11, 10)),
        deal("O1", name="Pax sites", account="Pax", owner="Bob"),
        deal("O2", name="New", account="Nix", owner="Bob"),
    ],
    features=[{"id": "F1", "name": "Export"}],
    told=[{"deal": "W2", "feature": "F1", "on": date(2026, 11, 2), "by": "Ann",
           "due": date(2027, 2, 1)}],
    people=[{"name": "Dee", "side": "delivery"}],
    promises=[
        {"id": "P1", "what": "Move their data", "kind": "own act", "form": "written",
         "maker": "Bob", "to": "Pax", "deal": "W1", "said_on": date(2026, 1, 2),
         "due": date(2026, 3, 1), "done_on": date(2026, 2, 20), "delivery": "Dee",
         "support": "Sue"},
        {"id": "P2", "what": "Train their team", "kind": "own act", "form": "said", "maker": "Bob",
         "to": "Pax", "deal": "W1", "said_on": date(2026, 1, 2), "due": date(2026, 5, 1)},
        {"id": "P3", "what": "Ask legal", "kind": "own act", "form": "internal", "maker": "Bob",
         "to": "Ann", "said_on": date(2026, 11, 2), "due": date(2026, 12, 1)},
    ],
)  # fmt: skip
ALL = ("/customers/", "/customers/?as=csv", "/customers/Pax/", "/customers/Ode/", "/deals/W1/",
       "/deals/O1/")  # fmt: skip
HAND = "/deals/W2/handover/"
OWNERS = {"delivery": "Dee", "support": "Sue"}


@pytest.fixture(autouse=True)
def held(book_at, monkeypatch):
    write.book(HELD, by="Ann", words="first")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))


def words(client, address):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", client.get(address).content.decode()))


def send(client, address, **values):
    return client.post(address, values, follow=True)


def said(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def rows(client, query=""):
    told = client.get(f"/customers/?as=csv&{query}").content.decode()
    return list(csv.DictReader(io.StringIO(told)))


def steps():
    return read.book().handover_steps.sort("step").to_dicts()


def undo(client):
    return send(client, f"/undo/{read.latest()}/", next="/customers/")


def test_everybody_who_bought_stands_there_with_health_renewal_and_hand_over(browser):
    pax, ode = sorted(rows(browser("manager")), key=lambda row: row["account"], reverse=True)
    assert {name: pax[name] for name in ("kept", "late", "open", "over", "renews_on", "state")} == {
        "kept": "1", "late": "0", "open": "0", "over": "1", "renews_on": "2027-01-10",
        "state": "due",
    }  # fmt: skip
    assert (pax["people"], pax["amount"]) == (
        "Bob (sold); Dee (delivery); Sue (support)",
        SECRETS["Bob"],
    )
    assert (ode["handover"], ode["state"], ode["term"]) == ("to hand over", "not yet", "stated")
    page = words(browser("manager"), "/customers/")
    for one in ("2 of 2", "1 kept, 1 over", "10 Jan 2027", "renewal to begin", "in 50 days",
                "to hand over", "Not enough yet to say", "1 contract ends: 1 to"):  # fmt: skip
        assert one in page, one


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=pAx", ["Pax"]), ("q=sue", ["Pax"]), ("q=zzz", []), ("mine=1", ["Ode"]),
        ("soon=1", ["Pax"]), ("bad=1", ["Pax"]), ("handover=1", ["Ode"]),
        ("sort=name", ["Ode", "Pax"]), ("sort=-name", ["Pax", "Ode"]),
        ("sort=amount", ["Pax", "Ode"]), ("sort=-renews", ["Ode", "Pax"]), ("sort=x", None),
    ],
)  # fmt: skip
def test_the_address_says_which_and_in_which_order(browser, query, found):
    told = [row["account"] for row in rows(browser("manager", known_as="Ann"), query)]
    assert told == (found if found is not None else [row["account"] for row in rows(
        browser("manager"))])  # fmt: skip


@pytest.mark.parametrize(
    ("role", "amounts", "seen"),
    [("manager", "", {"Ann", "Bob"}), ("rep", "own", {"Ann"}), ("developer", "", set()),
     ("viewer", "", set())],
)  # fmt: skip
def test_no_page_tells_amounts_to_whom_they_are_not(browser, role, amounts, seen):
    client = browser(role, known_as="Ann", amounts=amounts)
    told = "".join(client.get(page).content.decode() for page in ALL)
    told = "".join(one for one in told if one.isalnum() or one == ".")
    for owner, secret in SECRETS.items():
        whole, short = secret.split(".")[0], f"{float(secret) / 1000:.1f}k"
        assert (whole in told or short in told) == (owner in seen), owner


def test_a_won_deal_is_handed_over_as_one_change_and_taken_back(browser):
    ann, before = browser("rep", known_as="Ann"), read.latest()
    page = words(ann, "/customers/Ode/")
    for one in ("Given to understand, and no promise holds it yet", "Export, 1 Feb 2027",
                "Becomes a commitment: Export", "to hand over"):  # fmt: skip
        assert one in page, one
    assert 'value="Dee"' in ann.get("/customers/Ode/").content.decode()
    page = said(send(ann, HAND, **OWNERS))
    assert read.latest() == before + 1
    made = next(one for one in read.book().promises.to_dicts() if one["deal"] == "W2")
    assert {name: made[name] for name in ("feature", "to", "due", *OWNERS)} == {
        "feature": "F1", "to": "Ode", "due": date(2027, 2, 1), **OWNERS,
    }  # fmt: skip
    assert "Handed over: Dee delivers, Sue supports." in page
    assert f"{len(steps())} of {len(steps())} steps open" in page
    undo(ann)
    assert steps() == []
    assert read.book().promises.filter(deal="W2").height == 0


def test_whoever_hands_over_first_names_both_owners(browser):
    answer = send(browser("manager"), HAND, delivery="Dee", support="")
    assert answer.status_code == 400
    assert "This field is required" in said(answer)
    assert steps() == []


def test_steps_are_done_open_again_changed_and_added(browser):
    ann = browser("rep", known_as="Ann")
    send(ann, HAND, **OWNERS)
    first = steps()[0]["step"]
    send(ann, f"{HAND}done/", step=first)
    assert (steps()[0]["done_on"], steps()[0]["done_by"]) == (TODAY, "Ann")
    assert "done 21 Nov 2026 by Ann" in words(ann, "/customers/Ode/")
    assert "It is done already" in said(send(ann, f"{HAND}done/", step=first))
    send(ann, f"{HAND}open/", step=first)
    assert steps()[0]["done_on"] is None
    send(ann, f"{HAND}change/", step=first, owner="Dee", due="2026-12-24")
    assert (steps()[0]["owner"], steps()[0]["due"]) == ("Dee", date(2026, 12, 24))
    send(ann, f"{HAND}add/", step="A visit", owner="", due="")
    assert "A visit" in [one["step"] for one in steps()]
    undo(ann)
    assert "A visit" not in [one["step"] for one in steps()]
    assert send(ann, f"{HAND}add/", step="", owner="", due="").status_code == 400
    assert "Nothing was changed" in said(send(ann, f"{HAND}done/", step="no such step"))


@pytest.mark.parametrize(
    ("role", "name", "may"),
    [("manager", "Mo", True), ("rep", "Ann", True), ("rep", "Bob", False),
     ("product", "Pia", True), ("developer", "Dee", True)],
)  # fmt: skip
def test_who_hands_over_is_who_sold_it_who_leads_and_who_builds(browser, role, name, may):
    client = browser(role, known_as=name)
    assert ("Hand it over" in words(client, "/customers/Ode/")) is may
    page = said(send(client, HAND, **OWNERS))
    assert bool(steps()) is may
    assert ("Nothing was changed." in page) is not may


def test_whoever_does_a_step_says_that_it_is_done(browser):
    send(browser("manager"), HAND, **OWNERS)
    first = steps()[0]["step"]
    send(browser("manager"), f"{HAND}change/", step=first, owner="Bob", due="")
    bob = browser("rep", known_as="Bob")
    assert words(bob, "/customers/Ode/").count("Done ") == 1
    send(bob, f"{HAND}done/", step=first)
    assert steps()[0]["done_on"] == TODAY


def test_a_renewal_begins_with_the_record_in_view_and_once(browser):
    bob = browser("rep", known_as="Bob")
    page = words(bob, "/deals/W1/renew/")
    for one in ("Pax: renewal", "Pax rollout", "10 Jan 2027", "93,939"):
        assert one in page, one
    page = said(send(bob, "/deals/W1/renew/"))
    made = read.book().deals.filter(renewal_of="W1").row(0, named=True)
    assert (made["kind"], made["account"], made["owner"]) == ("renewal", "Pax", "Bob")
    assert (made["expected_close_on"], made["pipeline"]) == (date(2027, 1, 10), "Big")
    for one in ("The renewal is begun.", "This customer&#x27;s record", "Over, not done",
                "Train their team", "2 commitments: 1 kept, 1 over"):  # fmt: skip
        assert one.replace("&#x27;", "'") in page, one
    assert "renewal under way" in words(bob, "/customers/Pax/")
    assert "Its renewal is under way" in said(send(bob, "/deals/W1/renew/"))
    assert read.book().deals.filter(renewal_of="W1").height == 1


def test_an_expansion_begins_without_an_amount(browser):
    assert "none yet" in words(browser("rep", known_as="Bob"), "/customers/Pax/expand/")
    send(browser("rep", known_as="Bob"), "/customers/Pax/expand/")
    (made,) = read.book().deals.filter(kind="expansion").to_dicts()
    assert (made["account"], made["amount"]) == ("Pax", None)


def test_a_deal_begins_with_those_who_may_change_the_contract(browser):
    ann = browser("rep", known_as="Ann")
    assert "Begin" not in words(ann, "/customers/Pax/")
    for address in ("/deals/W1/renew/", "/customers/Pax/expand/"):
        assert "begins a deal with them" in said(ann.get(address, follow=True))
        assert "Nothing was changed." in said(send(ann, address))
    assert read.book().deals.height == HELD.deals.height


def test_a_deal_that_is_won_on_the_site_leads_to_its_hand_over(browser):
    bob = browser("rep", known_as="Bob")
    answer = send(bob, "/deals/O2/close/", outcome="won", closed_on="2026-11-20")
    assert 'href="/customers/Nix/#deal-O2">Hand it over</a>' in answer.content.decode()
    assert "After the sale" in said(answer)
    assert [one["account"] for one in rows(bob, "q=nix")] == ["Nix"]
    page = said(send(bob, "/deals/O2/close/", give_back="1"))
    assert "what the CRM says counts again" in page
    assert rows(bob, "q=nix") == []


@pytest.mark.parametrize(
    ("name", "sent", "wrong"),
    [
        ("Bob", {"outcome": "won", "closed_on": "2026-11-22"}, "This day has not come yet."),
        ("Bob", {"outcome": "open", "closed_on": "2026-11-20"}, "Select a valid choice"),
        ("Ann", {"outcome": "won", "closed_on": "2026-11-20"}, "Only who owns this deal"),
    ],
)
def test_how_a_deal_ended_is_said_well_by_whose_it_is(browser, name, sent, wrong):
    page = said(send(browser("rep", known_as=name), "/deals/O2/close/", **sent))
    assert wrong in page
    assert read.book().deals.filter(id="O2")["outcome"][0] == "open"


def test_the_record_stands_beside_open_deals_of_customers_alone(browser):
    manager = browser("manager")
    assert "This customer's record" in words(manager, "/deals/O1/").replace("&#x27;", "'")
    assert "customer's record" not in words(manager, "/deals/O2/").replace("&#x27;", "'")
    assert "After the sale" in words(manager, "/deals/W1/")


def test_customers_are_found_by_name_their_commitments_among_promises(browser):
    manager = browser("manager")
    assert 'href="/customers/Pax/"' in manager.get("/search/?q=pax").content.decode()
    page = words(manager, "/promises/?whose=everybody&state=all&about=customer")
    assert ("Train their team" in page, "Ask legal" in page) == (True, False)
    assert "Delivery" in words(manager, "/promises/P1/")
    assert "Dee" in words(manager, "/promises/P1/")


def test_whoever_sees_to_a_commitment_has_its_day_among_theirs(browser):
    assert "Move their data" in words(browser("developer", known_as="Dee"), "/account/calendar/")


def test_without_a_won_deal_it_says_what_makes_a_customer(browser):
    write.book(book([deal("O2", name="New", account="Nix")]), by="Ann", words="again")
    assert "A deal that is won makes its account a customer" in words(
        browser("manager"), "/customers/"
    )
    assert browser("manager").get("/customers/Nix/").status_code == 404
