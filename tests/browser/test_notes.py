"""Notes in a real browser: both sides talk, on each screen, by keys and without script."""

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order, in_order
from tests.browser.test_deals import LOOKS, ONE, address, signed_in
from tests.browser.test_site import Person

__all__ = ["address"]
pytestmark = pytest.mark.browser
PAGES = ["/notes/", "/notes/?which=me&q=nothing", "/features/10231/", "/notes/weeks/2026-11-20/",
         "/report/", "/account/mail/", "/account/2fa/"]  # fmt: skip


def look(_name, page):
    in_order(page)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_rep_and_a_developer_talk_about_a_feature(browser, address, screen, scheme):
    rep, developer = (Person(browser, address, screen=screen, scheme=scheme) for _ in "ab")
    signed_in(rep, "rep@acme.example")
    signed_in(developer, "developer@acme.example")
    journeys.field_note(rep.page, developer.page, look, deal=f"{address}{ONE}")
    journeys.told_the_customer(rep.page, look, deal=f"{address}{ONE}", by="20 Dec 2026.")
    all_in_order(rep, PAGES)
    rep.leave()
    developer.leave()


def test_notes_are_written_and_answered_without_script(browser, address):
    context = browser.new_context(java_script_enabled=False)
    person = Person(browser, address)
    person.context.close()
    person.context, person.page = context, context.new_page()
    signed_in(person, "manager@acme.example")
    page = person.page
    page.goto(f"{address}/features/10231/")
    page.get_by_label("Write a note").fill("Is this for all plans, @Jörg Müller?")
    page.get_by_role("button", name="Write", exact=True).click()
    page.get_by_role("article").filter(has_text="for all plans").wait_for()
    page.locator("#notes summary", has_text="Answer").first.click()
    page.locator("#notes").get_by_label("Answer").first.fill("For all but the smallest.")
    page.locator("#notes").get_by_role("button", name="Answer").first.click()
    page.get_by_text("For all but the smallest.").wait_for()
    context.close()
