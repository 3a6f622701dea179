"""Nudges and channels of chat tools in a real browser, on each screen and without script."""

import os

import pytest

from tests.browser.order import in_order
from tests.browser.test_deals import LOOKS, address, signed_in
from tests.browser.test_site import Person

__all__ = ["address"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("INTERLOCK_SHOTS", "")
DECK = "“Security deck” is ready"


def look(name, page, screen):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}_{screen}.png", full_page=True)
    in_order(page)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_nudge_stands_on_the_week_and_leads_to_the_deal(browser, address, screen, scheme):
    rep = Person(browser, address, screen=screen, scheme=scheme)
    signed_in(rep, "rep@acme.example")
    page = rep.page
    page.get_by_role("link", name=DECK).wait_for()
    look("nudges_week", page, screen)
    page.goto(f"{address}/account/nudges/")
    page.get_by_role("link", name=DECK).wait_for()
    look("nudges_own", page, screen)
    page.get_by_role("link", name=DECK).click()
    page.get_by_role("heading", name="Halyard Bank").first.wait_for()
    rep.leave()


def test_what_is_put_away_is_gone_without_script_too(browser, address):
    context = browser.new_context(java_script_enabled=False)
    rep = Person(browser, address)
    rep.context.close()
    rep.context, rep.page = context, context.new_page()
    signed_in(rep, "rep@acme.example")
    rep.page.get_by_role("listitem").filter(has_text=DECK).get_by_role("button").click()
    rep.page.get_by_role("heading", name="For you").wait_for()
    assert rep.page.get_by_role("link", name=DECK).count() == 0
    context.close()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_the_owner_adds_a_channel_whose_address_is_not_shown_again(
    browser, address, screen, scheme
):
    owner = Person(browser, address, screen=screen, scheme=scheme)
    signed_in(owner, "ann@acme.example")
    page = owner.page
    page.goto(f"{address}/settings/")
    page.get_by_role("link", name="Chat", exact=True).click()
    look("chats", page, screen)
    page.get_by_label("Chat tool").select_option("teams")
    page.get_by_label("Address").fill(f"https://acme.example/workflows/walnut{screen}")
    page.get_by_label("View").select_option("development")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Send a test to see whether it arrives").wait_for()
    page.get_by_role("button", name="Send a test").click()
    page.get_by_text("A test is on its way").wait_for()
    assert "walnut" not in page.content()
    look("chat", page, screen)
    page.goto(f"{address}/settings/chat/")
    look("chats_some", page, screen)
    page.get_by_role("link", name=f"https://acme.example/…{screen[-4:]}").wait_for()
    owner.leave()
