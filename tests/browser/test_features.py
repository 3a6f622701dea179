"""Features in a real browser: read on every screen, put in order by keys, pointer and buttons."""

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order, in_order
from tests.browser.test_deals import LOOKS, address, signed_in
from tests.browser.test_site import Person

__all__ = ["address"]
pytestmark = pytest.mark.browser
PAGES = ["/features/?state=begun&deals=some", "/features/10231/", "/features/10388/",
         "/features/10231/type/release/", "/releases/", "/releases/v12/"]  # fmt: skip
QUEUE = '.queue[aria-label="Team Alpha"]'


@pytest.fixture(scope="module")
def product(address, browser):
    person = Person(browser, address)
    signed_in(person, "product@acme.example")
    yield person
    person.leave()


def names(page):
    return page.locator(f"{QUEUE} [data-feature] a").all_inner_texts()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_product_manager_finds_a_feature_and_puts_it_first_by_keys(
    product, browser, address, screen, scheme
):
    state = product.context.storage_state()
    person = Person(browser, address, screen=screen, scheme=scheme, state=state)
    page = person.page
    all_in_order(person, PAGES)
    page.goto(f"{address}/deals/")
    seen = []

    def look(name):
        in_order(page)
        seen.append(name)

    journeys.product_orders(page, look)
    assert seen == ["features", "feature", "order", "order_moved"]
    person.leave()


def test_a_feature_is_dragged_and_its_move_taken_back(product, address):
    page = product.page
    page.goto(f"{address}/order/")
    before = names(page)
    handle = page.locator(f"{QUEUE} .handle").nth(1)
    top = page.locator(f"{QUEUE} [data-feature]").first.bounding_box()
    handle.hover()
    page.mouse.down()
    page.mouse.move(top["x"] + 20, top["y"] + 2, steps=4)
    page.mouse.up()
    page.get_by_text("Moved; the tracker keeps its own order").wait_for()
    assert names(page) == before[::-1]
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert names(page) == before


def test_what_is_let_go_where_it_was_moves_nothing(product, address):
    page = product.page
    page.goto(f"{address}/order/")
    before = names(page)
    page.locator(f"{QUEUE} .handle").nth(1).hover()
    page.mouse.down()
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert names(page) == before
    assert page.locator(".messages li").count() == 0


def test_it_is_put_in_order_without_script(product, browser, address):
    state = product.context.storage_state()
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    page.goto(f"{address}/order/")
    before = names(page)
    page.get_by_role("button", name=f"To the end: {before[0]}").click()
    page.get_by_text("Moved; the tracker keeps its own order").wait_for()
    assert names(page) == before[::-1]
    page.get_by_role("button", name="Undo").click()
    assert names(page) == before
    context.close()
