"""The record in a real browser: a team reads its own, and somebody shares theirs."""

import pytest

from tests.browser import journeys
from tests.browser.order import in_order
from tests.browser.test_deals import LOOKS, serving, signed_in
from tests.browser.test_site import PASSWORD, Person

pytestmark = pytest.mark.browser
MADE = f"from tests.browser import made_record; made_record.make({PASSWORD!r})"


@pytest.fixture(scope="module")
def address(home):
    """A running site whose book holds the sample record."""
    yield from serving(home, MADE)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_team_reads_its_record_and_one_of_it_shares_their_own(browser, address, screen, scheme):
    person = Person(browser, address, screen=screen, scheme=scheme)
    signed_in(person, "developer@acme.example")
    page = person.page
    journeys.team_reads_its_record(page, lambda _: in_order(page), at=f"{address}/promises/record/")
    person.leave()


def test_without_script_a_manager_reads_what_is_shared_and_nothing_else(browser, address):
    rep = Person(browser, address)
    signed_in(rep, "rep@acme.example")
    rep.page.goto(f"{address}/promises/record/")
    rep.page.get_by_role("button", name="Share mine").press("Enter")
    rep.page.get_by_text("Those who manage see your record now.").wait_for()
    rep.leave()
    manager = Person(browser, address)
    signed_in(manager, "manager@acme.example")
    state = manager.context.storage_state()
    manager.leave()
    plain = browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(f"{address}/promises/record/")
    page.locator("#shared").get_by_role("rowheader", name="Ana Lim").wait_for()
    assert not page.locator("#shared").get_by_role("rowheader", name="Jörg Müller").count()
    page.get_by_role("button", name="Share mine").click()
    page.get_by_text("Those who manage see your record now.").wait_for()
    plain.close()
