"""Promises in a real browser: made, moved, kept and missed, on every screen, by keys and click."""

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_deals import LOOKS, ONE, address, owner, signed_in
from tests.browser.test_site import Person

__all__ = ["address", "owner"]
pytestmark = pytest.mark.browser
ALL = "/promises/?whose=everybody&state=all"
PAGES = [ALL, f"{ALL}&as=deal", f"{ALL}&as=release", f"{ALL}&as=calendar",
         f"{ALL}&as=calendar&month=2026-12", "/promises/P1/", "/promises/P2/",
         "/promises/give/?deal=006A1&kind=outcome", "/promises/P1/move/"]  # fmt: skip


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(owner, screen, scheme):
    all_in_order_on(owner, screen, scheme, PAGES)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_rep_makes_a_promise_moves_it_keeps_it_and_sees_one_missed(
    browser, address, screen, scheme
):
    person = Person(browser, address, screen=screen, scheme=scheme)
    signed_in(person, "rep@acme.example")
    act = f"Send the answers on a {screen}"
    journeys.rep_promises(person.page, lambda _: in_order(person.page), deal=address + ONE, act=act)
    person.leave()


def test_keys_lead_to_promises_and_through_them(owner, address):
    page = owner.page
    page.goto(address)
    page.get_by_role("navigation", name="Pages").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url(f"{address}/promises/")
    page.goto(address + ALL)
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/promises/P*/")


def test_without_script_a_day_is_looked_at_taken_and_promised(owner, browser, address):
    plain = browser.new_context(
        java_script_enabled=False, storage_state=owner.context.storage_state()
    )
    page = plain.new_page()
    page.goto(f"{address}/promises/give/?deal=006A1&kind=outcome")
    page.get_by_role("button", name="Say the odds").click()
    page.locator("button[name=take]").first.click()
    day = page.get_by_label("By when").input_value()
    page.get_by_label("To whom").fill("Mo Lead")
    page.get_by_role("button", name="Promise it").click()
    page.get_by_text("It is promised.").wait_for()
    assert day > "2026-11-30"
    plain.close()
