"""Calls in a real browser: said, said otherwise, aimed at; at two widths, in two themes."""

import re

import pytest

from interlock.store import connect, members, outcomes, write
from tests.browser.order import in_order
from tests.browser.test_deals import LOOKS, without_worker
from tests.browser.test_site import PASSWORD, Person
from tests.store.databases import NOWHERE, use
from tests.web.called import PLAIN, ahead

pytestmark = pytest.mark.browser
PAGES = ["/calls/?whose=company", "/calls/say/",
         "/calls/adjust/Bob/", "/calls/of/Ann/", "/calls/targets/"]  # fmt: skip


@pytest.fixture(scope="module")
def site(home):
    """A running site with a book of calls, whose figures are kept already."""
    use(f"sqlite:///{home / 'book.sqlite3'}")
    connect.open_book()
    revision = write.book(PLAIN, by="Ann", words="first")
    outcomes.keep("calls", {"as_of": None, "seed": 1}, revision, ahead())
    members.make("mo@acme.example", PASSWORD, role="manager", known_as="Mo", by="test")
    use(NOWHERE)
    yield from without_worker(home)


@pytest.fixture(scope="module")
def mo(site, browser):
    """A manager who has signed in."""
    person = Person(browser, site)
    person.signs_in("mo@acme.example", "/calls/")
    person.page.get_by_role("heading", name=re.compile("Calls for")).wait_for()
    yield person
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_of_calls_are_silent_fit_their_screen_and_can_be_read_by_all(
    mo, browser, site, screen, scheme
):
    state = mo.context.storage_state()
    person = Person(browser, site, screen=screen, scheme=scheme, state=state)
    for path in PAGES:
        person.page.goto(site + path)
        person.page.wait_for_load_state("networkidle")
        in_order(person.page)
    person.leave()


def test_a_manager_says_another_number_and_takes_it_back(mo, site):
    page = mo.page
    page.goto(f"{site}/calls/?whose=team")
    page.get_by_role("link", name="say another number for Bob").click()
    page.get_by_label("Amount for commit").fill("61000")
    page.get_by_label("Reason for commit").fill("")
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("Say why").wait_for()
    mo.said.clear()  # the browser notes that the form was refused
    page.get_by_label("Reason for commit").fill("their budget moved")
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("their budget moved").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.goto(f"{site}/calls/of/Bob/")
    assert page.get_by_text("their budget moved").count() == 0


def test_every_bar_has_its_figures_in_words_on_one_scale(mo, site):
    mo.page.goto(f"{site}/calls/?whose=team")
    bars = mo.page.locator("tbody:has(.group) svg.call-bar")
    assert "call €35.4 k, Mo says €31.3 k" in bars.first.locator("desc").text_content()
    calls = [_middle(bars.nth(at).locator("polygon.said")) for at in (0, 1)]
    closed = bars.nth(1).locator("rect.closed")
    ends = float(closed.get_attribute("x")) + float(closed.get_attribute("width"))
    an_euro = (calls[1] - calls[0]) / (77777 - 35353)
    assert an_euro > 0
    assert ends == pytest.approx(calls[0] + an_euro * (20202 - 35353), abs=0.2)


def _middle(diamond):
    return float(diamond.get_attribute("points").split(",")[0])
