"""A year of weekly reports in a real browser: read, found, compared, on every screen, by keys."""

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_deals import LOOKS, serving, signed_in
from tests.browser.test_site import PASSWORD, Person

pytestmark = pytest.mark.browser
MADE = f"from tests.browser import made_archive; made_archive.make({PASSWORD!r})"
PAGES = ["/reports/", "/reports/?year=2025", "/reports/?q=nothing+is+so", "/reports/2026-11-23/",
         "/reports/2026-11-23/?for=development", "/report/",
         "/reports/2026-08-31/compare/2026-11-23/"]  # fmt: skip


@pytest.fixture(scope="module")
def address(home):
    """A running site whose last 52 weeks are closed."""
    yield from serving(home, MADE)


@pytest.fixture(scope="module")
def manager(address, browser):
    person = Person(browser, address)
    signed_in(person, "manager@acme.example")
    yield person
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(manager, screen, scheme):
    all_in_order_on(manager, screen, scheme, PAGES)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_manager_reads_a_year_of_reports(manager, address, screen, scheme):
    person = manager.on(screen, scheme)
    journeys.year_of_reports(person.page, lambda _: in_order(person.page), at=address)
    person.leave()


def test_keys_lead_from_week_to_week_and_into_one(manager, address):
    page = manager.page
    page.goto(f"{address}/reports/")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/reports/2026-11-16/")


def test_without_script_two_weeks_are_chosen_and_compared(manager, browser, address):
    plain = browser.new_context(
        java_script_enabled=False, storage_state=manager.context.storage_state()
    )
    page = plain.new_page()
    page.goto(f"{address}/reports/2026-11-16/compare/2026-11-23/")
    page.get_by_label("Then").select_option("2026-11-09")
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url(f"{address}/reports/2026-11-09/compare/2026-11-23/")
    plain.close()
