"""Risks and the plan with a buyer in a real browser, on every screen, by keys and by click."""

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_deals import LOOKS, ONE, address, owner, signed_in
from tests.browser.test_site import Person

__all__ = ["address", "owner"]
pytestmark = pytest.mark.browser
PLAN = f"{ONE}plan/"
PAGES = ["/risks/", "/risks/?state=all&sort=owner", PLAN, f"{PLAN}step/?step=legal",
         "/risks/name/deal/006A1/"]  # fmt: skip


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(owner, screen, scheme):
    all_in_order_on(owner, screen, scheme, PAGES)


def test_a_rep_names_a_risk_does_what_was_promised_and_moves_a_step_on_a_phone(browser, address):
    """From what Interlock proposes to a promise that is kept; then a step of the buyer's."""
    person = Person(browser, address, screen="phone", scheme="dark")
    signed_in(person, "rep@acme.example")
    page = person.page
    journeys.rep_names_a_risk(page, lambda _: in_order(page), deal=address + ONE)
    page.goto(address + ONE)
    page.get_by_role("link", name="Change legal").press("Enter")
    page.locator("#steps tr").get_by_label("Due").fill("2027-02-03")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("legal: moved.").wait_for()
    page.get_by_text("moved from 9 Dec 2026").first.wait_for()
    in_order(page)
    person.leave()


def test_keys_lead_to_risks_and_through_them(owner, address):
    page = owner.page
    page.goto(address)
    page.get_by_role("navigation", name="Pages").wait_for()
    page.keyboard.press("g")
    page.keyboard.press("k")
    page.wait_for_url(f"{address}/risks/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/deals/**")
