"""A better order in a real browser: looked for, read, taken into the plan by hand, accepted."""

import pytest

from tests.browser import journeys
from tests.browser.order import in_order
from tests.browser.test_deals import LOOKS, serving, signed_in
from tests.browser.test_site import PASSWORD, Person

pytestmark = pytest.mark.browser
MADE = f"from tests.browser import made_plan; made_plan.make({PASSWORD!r})"
ADDRESS = "/plan/best/?frozen=0&look=1"


@pytest.fixture(scope="module")
def address(home):
    yield from serving(home, MADE)


@pytest.fixture(scope="module")
def product(address, browser):
    person = Person(browser, address)
    signed_in(person, "product@acme.example")
    yield person
    person.leave()


def test_who_sees_no_amounts_sees_the_order_and_why(address, browser):
    person = Person(browser, address)
    signed_in(person, "developer@acme.example")
    person.page.goto(address + ADDRESS)
    person.page.get_by_role("heading", name="Each team's queue").wait_for(timeout=journeys.PATIENCE)
    in_order(person.page)
    assert "$" not in person.page.locator("#found").inner_text()
    person.leave()


def test_without_script_the_page_leads_on_by_its_links(product, browser, address):
    state = product.context.storage_state()
    there = browser.new_context(java_script_enabled=False, storage_state=state)
    page = there.new_page()
    page.goto(f"{address}/plan/best/?frozen=0&until=2027-06-30&look=1")
    page.get_by_role("link", name="Look again").click()
    page.goto(address + ADDRESS)
    page.get_by_role("link", name="Take these changes to my plan").click()
    page.wait_for_url("**/plan/?order=*")
    there.close()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS[::-1])
def test_a_product_manager_takes_a_better_order(product, screen, scheme):
    """It is found once for all screens, and accepted on the last."""
    person = product.on(screen, scheme)
    person.page.goto(f"{person.address}/deals/")
    look, is_last = (lambda _: in_order(person.page)), (screen, scheme) == LOOKS[0]
    journeys.product_looks_for_better(person.page, look, accepts=is_last)
    person.leave()
