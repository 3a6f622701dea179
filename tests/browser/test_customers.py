"""Customers in a real browser: won, handed over, kept and missed, renewed, on every screen."""

from datetime import date

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_deals import LOOKS, serving, signed_in
from tests.browser.test_site import PASSWORD, Person

pytestmark = pytest.mark.browser
MADE = f"from tests.browser import test_customers; test_customers.make({PASSWORD!r})"
PAGES = ["/customers/", "/customers/?bad=1&sort=-name", "/customers/Old Co/",
         "/deals/W1/", "/deals/W1/renew/", "/customers/Old Co/expand/"]  # fmt: skip
DAY = date(2026, 11, 1)


def make(password):
    """A book with a customer, and a deal for each screen on which something was promised."""
    from interlock.store import connect, members, write
    from tests.store.books import book, deal

    connect.open_book()
    opened = [
        deal(f"D-{screen}", name=f"{screen} rollout", account=screen, owner="Ana Lim")
        for screen, _ in LOOKS
    ]
    old = deal("W1", name="Old rollout", account="Old Co", owner="Ana Lim", outcome="won",
               term_months=12, created_on=DAY.replace(year=2025),
               closed_on=date(2026, 1, 10))  # fmt: skip
    said = {"kind": "own act", "form": "written", "maker": "Ana Lim", "said_on": date(2026, 9, 1)}
    promises = [
        {"id": f"{own_id}-{screen}", "what": what, "to": screen, "deal": f"D-{screen}", "due": due}
        | said
        for screen, _ in LOOKS
        for own_id, what, due in (("P1", "Move their data", date(2099, 1, 4)),
                                  ("P2", "Train their team", DAY))
    ]  # fmt: skip
    kept = {"id": "P9", "what": "Connect the scales", "to": "Old Co", "deal": "W1", "due": DAY,
            "done_on": DAY, "delivery": "Dee Hall", **said}  # fmt: skip
    write.book(book([*opened, old], promises=[*promises, kept]), by="Ann", words="first")
    members.make("rep@acme.example", password, role="rep", known_as="Ana Lim", by="test")


@pytest.fixture(scope="module")
def address(home):
    yield from serving(home, MADE)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_deal_is_won_handed_over_kept_missed_and_renewed(browser, address, screen, scheme):
    person = Person(browser, address, screen=screen, scheme=scheme)
    signed_in(person, "rep@acme.example")
    journeys.sold_and_renewed(
        person.page, lambda _: in_order(person.page), at=f"{address}/deals/D-{screen}/",
        account=screen,
    )  # fmt: skip
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(browser, address, screen, scheme):
    person = Person(browser, address)
    signed_in(person, "rep@acme.example")
    all_in_order_on(person, screen, scheme, PAGES)
    person.leave()


def test_keys_lead_to_customers_and_through_them(browser, address):
    person = Person(browser, address)
    signed_in(person, "rep@acme.example")
    journeys.keys_lead(person.page, "u", f"{address}/customers/", f"{address}/customers/*/")
    person.leave()
