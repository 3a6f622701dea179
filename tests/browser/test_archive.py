"""A year of weekly reports in a real browser: read, found, compared, on every screen, by keys."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import journeys
from tests.browser.order import fits, in_order
from tests.browser.test_deals import LOOKS, signed_in
from tests.browser.test_site import PASSWORD, Person, until
from tests.importers.mail_server import free_port

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
MADE = f"from tests.browser import made_archive; made_archive.make({PASSWORD!r})"
PAGES = ["/reports/", "/reports/?year=2025", "/reports/?q=nothing+is+so", "/reports/2026-11-23/",
         "/reports/2026-11-23/?for=development", "/report/",
         "/reports/2026-08-31/compare/2026-11-23/"]  # fmt: skip


@pytest.fixture(scope="module")
def address(home):
    """A running site whose last 52 weeks are closed."""
    port = free_port()
    around = os.environ | {"INTERLOCK_HOME": str(home)}
    subprocess.run([sys.executable, "-c", MADE], env=around, cwd=ROOT, check=True)
    log = home / "log"
    command = [sys.executable, "-m", "interlock", "serve", "--port", str(port), "--no-worker"]
    with log.open("w") as out:
        running = subprocess.Popen(command, env=around, stdout=out, stderr=subprocess.STDOUT)
    until(lambda: "Interlock is at" in log.read_text())
    yield f"http://127.0.0.1:{port}"
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 0, log.read_text()


@pytest.fixture(scope="module")
def manager(address, browser):
    person = Person(browser, address)
    signed_in(person, "manager@acme.example")
    yield person
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(
    manager, browser, address, screen, scheme
):
    state = manager.context.storage_state()
    person = Person(browser, address, screen=screen, scheme=scheme, state=state)
    for path in PAGES:
        person.page.goto(address + path)
        fits(person.page)
        person.page.evaluate(
            "for (const one of document.querySelectorAll('details')) one.open = true"
        )
        in_order(person.page)
    person.leave()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_manager_reads_a_year_of_reports(manager, browser, address, screen, scheme):
    state = manager.context.storage_state()
    person = Person(browser, address, screen=screen, scheme=scheme, state=state)
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
