"""What-ifs and plans in a real browser: both sides while one looks, compared, accepted."""

import pytest

from tests.browser import journeys
from tests.browser.order import in_order
from tests.browser.test_deals import LOOKS, address, signed_in
from tests.browser.test_site import Person

__all__ = ["address"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def product(address, browser):
    person = Person(browser, address)
    signed_in(person, "product@acme.example")
    yield person
    person.leave()


@pytest.mark.parametrize("walk", [journeys.product_drops, journeys.product_plans])
@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_product_manager_sees_both_sides(product, browser, address, screen, scheme, walk):
    state = product.context.storage_state()
    person = Person(browser, address, screen=screen, scheme=scheme, state=state)
    person.page.goto(f"{address}/deals/")
    walk(person.page, lambda _: in_order(person.page))
    person.leave()
