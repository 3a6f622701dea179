"""Exports brought in in a real browser: mistakes mended, an unknown file mapped, all taken back."""

import re

import pytest

from tests.browser.order import in_order
from tests.browser.test_site import Person, served

pytestmark = pytest.mark.browser

DEALS = "id,name,owner,stage,outcome,amount,created_on\n"
RIGHT = DEALS + "D1,One,Ann,Demo,open,100,2026-01-02\nD2,Two,Bob,Offer,open,200,2026-01-03\n"
WRONG = RIGHT.replace(",100,", ",much,")
UNKNOWN = (
    "Nr;Titel;Team;Angelegt;Fertig\n1;Export;Core;05/04/2026;\n2;Login;Core;06/04/2026;07/05/2026\n"
)


@pytest.fixture(scope="module")
def site(home):
    """A site that makes no forecasts, and what its terminal says."""
    with served(home, "--no-worker") as found:
        yield found


@pytest.fixture(scope="module")
def state(site, browser):
    """The owner of an empty book, signed in."""
    person = Person(browser, site[0])
    page = person.begins(site[1])
    page.get_by_role("heading", name="Bring in this week's exports").wait_for()
    yield person.context.storage_state()
    person.leave()


def answer(page, label, value):
    """Choose, and wait for what would be read then."""
    asked = page.get_by_label(re.compile(f"^{label}(, for example.*)?$"))
    with page.expect_response("**/map/"):
        asked.select_option(value)
    page.locator(".htmx-request, .htmx-swapping").wait_for(state="detached")


@pytest.mark.parametrize(("screen", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_files_are_mapped_mended_taken_in_and_taken_back(
    browser, site, state, tmp_path, screen, scheme
):
    person = Person(browser, site[0], screen=screen, scheme=scheme, state=state)
    page = person.page
    (tmp_path / "deals.csv").write_text(WRONG)
    (tmp_path / f"{screen}.csv").write_text(UNKNOWN.replace("Team", f"Team {screen}"))
    person.bring(tmp_path)
    page.get_by_text("line 2: much").wait_for()
    page.get_by_text("is not recognised").wait_for()
    in_order(page)

    page.get_by_role("link", name="Say what it holds").click()
    answer(page, "It holds", "items")
    answer(page, "Titel", "title")
    answer(page, "Angelegt", "created_on")
    answer(page, "Angelegt: day and month cannot be told apart", "%d/%m/%Y")
    answer(page, "Fertig", "done_on")
    answer(page, "Fertig: day and month cannot be told apart", "%d/%m/%Y")
    page.get_by_role("cell", name="2026-04-05").wait_for()
    page.get_by_text("2 of 2 rows").wait_for()
    in_order(page)
    page.get_by_role("button", name="Read it so").click()
    page.get_by_text("mapped to items, 2 rows").wait_for()

    (tmp_path / "deals.csv").write_text(RIGHT)
    person.bring(tmp_path)
    page.get_by_role("link", name="Say what it holds").click()
    answer(page, "It holds", "items")
    page.get_by_role("button", name="Read it so").click()
    page.get_by_role("heading", name=re.compile("^Read")).wait_for()
    assert page.get_by_text("cannot be read").count() == 0
    page.get_by_role("button", name="Take it in").click()
    page.get_by_text("Taken in as change").wait_for()
    page.goto(f"{site[0]}/import/")
    page.get_by_text("Read without asking").wait_for()
    in_order(page)
    page.get_by_role("link", name=f"imported: deals.csv, {screen}.csv").first.click()
    page.get_by_text("deals: 2 added").wait_for()
    in_order(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("is taken back").wait_for()
    person.leave()


def test_without_script_a_file_is_mapped_by_buttons(browser, site, state, tmp_path):
    context = browser.new_context(java_script_enabled=False, storage_state=state)
    page = context.new_page()
    (tmp_path / "plain.csv").write_text(UNKNOWN)
    page.goto(f"{site[0]}/import/")
    page.set_input_files("#files", str(tmp_path / "plain.csv"))
    page.get_by_role("button", name="Look what is in them").click()
    page.get_by_role("link", name="Say what it holds").click()
    page.get_by_label("It holds").select_option("items")
    page.get_by_role("button", name="Show how it would be read").click()
    page.get_by_text("2 of 2 rows").wait_for()
    page.get_by_role("button", name="Read it so").click()
    page.get_by_text("mapped to items, 2 rows").wait_for()
    context.close()


def test_more_than_may_come_in_at_once_is_said_before_it_is_sent(browser, site, state, tmp_path):
    person = Person(browser, site[0], state=state)
    page = person.page
    page.goto(f"{site[0]}/import/")
    page.locator("#files").evaluate("one => { one.dataset.mostMib = '0.00001'; }")
    (tmp_path / "deals.csv").write_text(RIGHT)
    page.set_input_files("#files", str(tmp_path / "deals.csv"))
    page.get_by_text("at most 0.00001 MiB come in at once").wait_for()
    page.get_by_role("button", name="Look what is in them").click()
    page.wait_for_timeout(200)
    assert page.url == f"{site[0]}/import/"
    person.leave()
