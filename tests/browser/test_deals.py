"""Deals, people and the other side in a real browser: read by all on every screen, written in
place, by keys and without script.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_site import PASSWORD, Person, served, until
from tests.render import sample_deals

pytestmark = pytest.mark.browser
ONE = "/deals/006A1/"
ACCOUNT = sample_deals.deals()[0].account
PAGES = [
    "/deals/", "/deals/?stage=Propose&sort=-won&stale=", "/deals/?as=board", ONE,
    f"{ONE}type/stage/", "/people/", "/people/departments/", "/people/on/006A1/?part=champion",
    "/people/of/Eve Stone/", f"/people/at/{ACCOUNT}/", "/other-side/", "/other-side/?about=sales",
    "/people/mend/?name=Eve Stone&deal=006A1&role=champion",
]  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
MADE = f"from tests.browser import made_deals; made_deals.make({PASSWORD!r})"
LOOKS = [("desk", "light"), ("phone", "dark")]


def serving(home, made):
    """A running site without a worker, whose book ``made`` makes."""
    around = os.environ | {"INTERLOCK_HOME": str(home)}
    subprocess.run([sys.executable, "-c", made], env=around, cwd=ROOT, check=True)
    yield from without_worker(home)


def without_worker(home):
    """A running site without a worker, whose book is made."""
    with served(home, "--no-worker") as (site, log):
        until(lambda: site in log.read_text())
        yield site


@pytest.fixture(scope="module")
def address(home):
    """A running site whose book holds the deals of the sample report, and their forecast."""
    yield from serving(home, MADE)


@pytest.fixture(scope="module")
def owner(address, browser):
    person = Person(browser, address)
    signed_in(person, "ann@acme.example")
    yield person
    person.leave()


def signed_in(person, email):
    person.signs_in(email)
    person.page.get_by_role("navigation", name="Pages").wait_for()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(owner, screen, scheme):
    all_in_order_on(owner, screen, scheme, PAGES)


def test_a_value_is_written_in_place_and_taken_back(owner, address):
    page = owner.page
    page.goto(address + ONE)
    page.get_by_role("link", name="Change Stage").press("Enter")
    page.get_by_label("Stage").select_option("Commit")
    assert page.url == address + ONE
    page.get_by_role("button", name="Save").press("Enter")
    page.get_by_text("the CRM keeps its own").wait_for()
    page.locator("#fact-stage .badge", has_text="typed").wait_for()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back.").wait_for()
    assert page.locator("#fact-stage .badge").count() == 0
    assert page.url == address + ONE


def test_odds_are_said_beside_interlocks(owner, address):
    page = owner.page
    page.goto(address + ONE)
    page.get_by_label("Odds in %").fill("80")
    page.get_by_label("Why").fill("they asked for the contract")
    page.get_by_role("button", name="Override").click()
    page.get_by_role("img", name="Odds this quarter").first.wait_for()
    page.get_by_role("cell", name="they asked for the contract").wait_for()
    page.goto(f"{address}/deals/")
    page.get_by_text("Ann says 80 %").wait_for()


def test_a_view_is_kept_and_let_go(owner, address):
    page = owner.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}/deals/?stage=Propose")
    page.get_by_role("link", name="Won by").click()
    page.get_by_text("Keep this view").click()
    page.get_by_label("Name").fill("Proposed")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Proposed", exact=True).wait_for()
    page.get_by_role("link", name="edit Proposed").click()
    page.get_by_role("button", name="Let it go").click()
    page.get_by_text("“Proposed” is let go").wait_for()


@pytest.mark.parametrize(
    ("email", "journey"),
    [
        ("rep@acme.example", journeys.reps_monday),
        ("manager@acme.example", journeys.manager_overrides),
        ("rep@acme.example", journeys.rep_fills_a_seat),
        ("developer@acme.example", journeys.developer_sees_why),
    ],
)
def test_what_people_come_for_can_be_done_on_a_phone(browser, address, email, journey):
    person = Person(browser, address, screen="phone", scheme="dark")
    signed_in(person, email)
    seen = []

    def look(name):
        in_order(person.page)
        seen.append(name)

    journey(person.page, look)
    assert len(seen) > 1
    person.leave()


def test_more_is_opened_and_shut_by_keys_and_people_are_walked_from_row_to_row(owner, address):
    page = owner.page
    page.goto(f"{address}/deals/")
    summary = page.locator(".more-pages summary")
    summary.press("Enter")
    people = page.locator(".more-pages").get_by_role("link", name="People")
    people.wait_for()
    page.keyboard.press("Escape")
    people.wait_for(state="hidden")
    page.keyboard.type("gp")
    page.get_by_role("heading", name="People").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Who is in it").wait_for()


def test_it_all_works_without_script(owner, browser, address):
    context = browser.new_context(
        java_script_enabled=False, storage_state=owner.context.storage_state()
    )
    page = context.new_page()
    page.goto(address + ONE)
    page.get_by_role("link", name="Change Owner").click()
    page.get_by_label("Owner").fill("Bo Ode")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("the CRM keeps its own").wait_for()
    page.get_by_text("Add a step").click()
    page.get_by_label("Step").fill("the board agrees")
    page.get_by_label("Due").fill("2026-12-15")
    page.locator("#steps").get_by_role("button", name="Add").click()
    page.get_by_text("Added.").wait_for()
    page.get_by_role("button", name="Mark done the board agrees").click()
    page.get_by_text("Done: the board agrees.").wait_for()
    context.close()
