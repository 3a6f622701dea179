"""The settings in a real browser, in a new book: with script and without, on a desk and a phone."""

import re

import pytest

from tests.browser.journeys import more
from tests.browser.order import in_order
from tests.browser.test_bring_in_page import site
from tests.browser.test_site import Person

__all__ = ["site"]
pytestmark = pytest.mark.browser
FORMS = ("fiscal", "stages", "needs", "work")
PAGES = ["/settings/", *(f"/settings/company/{key}/" for key in FORMS), "/settings/file/",
         "/settings/rules/buyer/", "/settings/people/"]  # fmt: skip


@pytest.fixture(scope="module")
def owner(site, browser):
    """The owner of a book into which nothing was brought, with a rule."""
    person = Person(browser, site[0])
    page = person.begins(site[1])
    more(page, "Settings")
    page.get_by_role("link", name="Rules").click()
    page.get_by_label("Short name").fill("buyer")
    page.get_by_label("The rule in words").fill("Buyer met")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("link", name="Buyer met").wait_for()
    yield person
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_settings_are_silent_fit_their_screen_and_can_be_read_by_all(
    owner, browser, site, screen, scheme
):
    state = owner.context.storage_state()
    person = Person(browser, site[0], screen=screen, scheme=scheme, state=state)
    for path in PAGES:
        assert person.page.goto(site[0] + path).status == 200
        in_order(person.page)
    person.leave()


def test_quarters_follow_the_calendar_that_is_chosen_before_it_is_saved(owner, site):
    page = owner.page
    page.goto(f"{site[0]}/settings/company/fiscal/")
    page.get_by_label("Quarters of").select_option("4-4-5")
    page.get_by_role("cell", name=re.compile("^Sat ")).nth(3).wait_for()
    assert page.url.endswith("/settings/company/fiscal/")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("set; default: three months").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert page.url.endswith("/settings/")


def test_a_row_that_is_begun_leaves_an_empty_one_beneath_it(owner, site):
    page = owner.page
    page.goto(f"{site[0]}/settings/company/money/")
    for number, (on, rate) in enumerate([("2026-01-01", "0.92"), ("2026-07-01", "0.95")], 1):
        page.get_by_label(f"Currency, row {number}").fill("USD")
        page.get_by_label(f"From, row {number}").fill(on)
        page.get_by_label(f"Worth of one, row {number}").fill(rate)
    page.get_by_label("Currency, row 3").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("USD from 2026-07-01: 0.95").wait_for()


def test_settings_are_changed_without_script(owner, browser, site):
    context = browser.new_context(
        java_script_enabled=False, storage_state=owner.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{site[0]}/settings/company/fiscal/")
    page.get_by_label("Quarters of").select_option("4-5-4")
    page.get_by_role("button", name="Look at the quarters").click()
    page.get_by_role("cell", name=re.compile("^Sat ")).nth(3).wait_for()
    page.goto(f"{site[0]}/settings/company/confidence/")
    page.get_by_label("Name, row 4").fill("P4")
    page.get_by_label("Per cent, row 4").fill("20")
    page.get_by_label("Take out, row 1").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("P4: 20 %").wait_for()
    page.goto(f"{site[0]}/settings/file/")
    page.get_by_label("or write it here").fill("wip_limit = 0")
    page.get_by_role("button", name="Look what it changes").click()
    page.get_by_role("cell", name="a whole number from 1 to 100").wait_for()
    context.close()
