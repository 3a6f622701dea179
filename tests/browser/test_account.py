"""Tokens, webhooks, calendar and the API's description in a real browser, on a desk and a phone."""

import os

import pytest

from tests.browser.order import in_order
from tests.browser.test_site import Person, site, until

__all__ = ["site"]
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("INTERLOCK_SHOTS", "")


@pytest.fixture(scope="module")
def owner(site, browser):
    """The owner of a new book, with a token and a webhook."""
    person = Person(browser, site[0])
    page = person.begins(site[1])
    page.get_by_role("link", name="Ann").click()
    page.get_by_role("link", name="Tokens").click()
    page.get_by_text("No tokens yet").wait_for()
    page.get_by_label("What it is for").fill("the Monday script")
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("it is shown this once").wait_for()
    person.token = page.locator("code").first.text_content()
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_label("Address").fill("https://hooks.acme.invalid/interlock")
    page.get_by_role("button", name="Add").click()
    page.get_by_text("Send a test to see whether it arrives").wait_for()
    person.hook = page.url
    yield person
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_tokens_and_webhooks_are_silent_fit_their_screen_and_can_be_read_by_all(
    owner, browser, site, screen, scheme
):
    state = owner.context.storage_state()
    person = Person(browser, site[0], screen=screen, scheme=scheme, state=state)
    pages = {"tokens": "/account/tokens/", "calendar": "/account/calendar/",
             "webhooks": "/account/webhooks/",
             "webhook": owner.hook.removeprefix(site[0]), "mfa": "/account/2fa/",
             "password": "/account/password/change/"}  # fmt: skip
    for name, path in pages.items():
        assert person.page.goto(site[0] + path).status == 200
        if SHOTS:
            person.page.screenshot(path=f"{SHOTS}/{name}_{screen}.png", full_page=True)
        in_order(person.page)
    person.leave()


def test_a_test_is_sent_by_the_worker_and_its_answer_stands_on_the_page(owner):
    page = owner.page
    page.goto(owner.hook)
    page.get_by_role("button", name="Send a test").click()
    page.get_by_text("A test is on its way").wait_for()

    def answered():
        page.reload()
        return page.get_by_text("hooks.acme.invalid is not found").count()

    assert until(answered)


def test_the_api_is_described_without_anything_of_others(owner, site, browser):
    person = Person(browser, site[0], state=owner.context.storage_state())
    person.page.goto(f"{site[0]}/api/docs")
    person.page.get_by_text("/api/v1/whatif").first.wait_for()
    if SHOTS:
        person.page.screenshot(path=f"{SHOTS}/docs.png")
    answer = person.page.request.get(
        f"{site[0]}/api/v1/needs", headers={"Authorization": f"Bearer {owner.token}"}
    )
    assert answer.status == 404
    assert answer.json()["type"] == "urn:interlock:nothing-kept"
    person.leave()


def test_a_token_is_revoked_once_that_is_meant(owner, site):
    page = owner.page
    page.goto(f"{site[0]}/account/tokens/")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Revoke the Monday script").click()
    page.get_by_text("nothing signs in with it any more").wait_for()
    page.get_by_text("No tokens yet").wait_for()


@pytest.mark.parametrize(("screen", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_a_calendar_fetches_its_address_until_it_is_revoked(owner, browser, site, screen, scheme):
    state = owner.context.storage_state()
    person = Person(browser, site[0], screen=screen, scheme=scheme, state=state)
    page = person.page
    page.goto(f"{site[0]}/account/calendar/")
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("it is shown this once").wait_for()
    in_order(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/calendar_made_{screen}.png", full_page=True)
    page.locator("code").first.click()
    path = page.evaluate("String(getSelection())").strip().partition("/calendar/")[2]
    address = f"{site[0]}/calendar/{path}"
    fetched = page.request.get(address)
    assert fetched.headers["content-type"] == "text/calendar; charset=utf-8"
    assert fetched.text().startswith("BEGIN:VCALENDAR")
    page.once("dialog", lambda asked: asked.accept())
    page.get_by_role("button", name="Revoke").click()
    page.get_by_text("no calendar gets anything from it any more").wait_for()
    in_order(page)
    assert page.request.get(address).status == 404
    person.leave()
