"""The record in a real browser: a team reads its own, and somebody shares theirs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import journeys
from tests.browser.order import in_order
from tests.browser.test_deals import LOOKS, signed_in
from tests.browser.test_site import PASSWORD, Person, until
from tests.importers.mail_server import free_port

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parents[2]
MADE = f"from tests.browser import made_record; made_record.make({PASSWORD!r})"


@pytest.fixture(scope="module")
def address(home):
    """A running site whose book holds the sample record."""
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
