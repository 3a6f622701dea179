"""The site in a real browser against a real server: from the first start to one's own week."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.order import in_order
from tests.flows.test_without_django import FILES
from tests.importers.mail_server import free_port

pytestmark = pytest.mark.browser
PATIENCE = 120_000
SCREENS = {"desk": (1440, 900), "phone": (390, 844)}
PASSWORD = "correct horse 7"  # noqa: S105


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a running site whose book is empty, and what the terminal says."""
    with served(tmp_path_factory.mktemp("home")) as found:
        yield found


@contextmanager
def served(home, *options):
    """The same in a folder, with options of the command."""
    port, log = free_port(), home / "log"
    command = [sys.executable, "-m", "interlock", "serve", "--port", str(port), *options]
    with log.open("w") as out:
        running = subprocess.Popen(
            command,
            env=os.environ | {"INTERLOCK_HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    yield f"http://127.0.0.1:{port}", log
    running.send_signal(signal.SIGTERM)
    assert running.wait(60) == 0, log.read_text()


@pytest.fixture(scope="module")
def owner(site, browser, tmp_path_factory):
    """Somebody who made themselves the owner and brought exports in; all seen on the way."""
    person = Person(browser, site[0])
    page = person.begins(site[1])
    folder = tmp_path_factory.mktemp("exports")
    for name, rows in FILES.items():
        (folder / f"{name}.csv").write_text(rows)
    wrong = FILES["deals"].replace("D1,One,Ann,Demo,open,100", "D1,One,Ann,Demo,open,much")
    (folder / "deals.csv").write_text(wrong)
    person.bring(folder)
    page.get_by_text("line 2: much").wait_for()
    (folder / "deals.csv").write_text(FILES["deals"])
    person.bring(folder)
    page.get_by_role("button", name="Take it in").click()
    page.locator("#h-bookings").wait_for(timeout=PATIENCE)
    page.get_by_role("link", name="Deals", exact=True).first.click()
    page.get_by_role("link", name="One").wait_for(timeout=PATIENCE)
    yield person
    person.leave()


class Person:
    """A browser of one's own; what it says on its console is kept."""

    def __init__(self, browser, address, *, screen="desk", scheme="light", state=None):
        width, height = SCREENS[screen]
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, storage_state=state
        )
        self.context.set_default_timeout(PATIENCE)
        self.address, self.said, self.page = address, [], self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def on(self, screen, scheme):
        """The same person, signed in as here, on another screen."""
        browser, state = self.context.browser, self.context.storage_state()
        return Person(browser, self.address, screen=screen, scheme=scheme, state=state)

    def begins(self, log):
        """As the owner of a new book, by the address that the terminal gave."""
        first = until(lambda: re.search(r"http\S+/first/\S+", log.read_text()))
        self.page.goto(first.group(0))
        self.page.get_by_label("Your name").fill("Ann")
        self.page.get_by_label("Email").fill("ann@acme.example")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Begin").click()
        return self.page

    def signs_in(self, email, path="/"):
        """On the way to a page, once the field for the address has taken the focus by itself."""
        self.page.goto(self.address + path)
        self.page.locator("[autofocus]:focus").wait_for()
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()

    def bring(self, folder):
        self.page.goto(f"{self.address}/import/")
        self.page.set_input_files("#files", sorted(map(str, Path(folder).iterdir())))
        self.page.get_by_role("button", name="Look what is in them").click()
        self.page.get_by_role("heading", name="What these files would change").wait_for()

    def leave(self):
        self.context.close()
        assert self.said == []


def until(what):
    end = time.monotonic() + PATIENCE / 1000
    while not (found := what()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found


PAGES = ["/", "/deals/", "/deals/?as=board", "/deals/D1/", "/import/", "/settings/people/",
         "/account/2fa/", "/account/password/change/"]  # fmt: skip


@pytest.mark.parametrize(("screen", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_every_page_is_silent_fits_its_screen_and_can_be_read_by_all(
    owner, browser, site, screen, scheme
):
    state = owner.context.storage_state()
    person = Person(browser, site[0], screen=screen, scheme=scheme, state=state)
    for path in PAGES:
        person.page.goto(site[0] + path)
        person.page.wait_for_load_state("networkidle")
        in_order(person.page)
    person.leave()


def test_a_change_is_taken_back_from_where_it_was_made(owner, browser, site, tmp_path):
    page = owner.page
    (tmp_path / "deals.csv").write_text(
        FILES["deals"].replace("D1,One,Ann,Demo", "D1,One,Ann,Offer")
    )
    owner.bring(tmp_path)
    page.get_by_text("stage Demo Offer").wait_for()
    page.get_by_role("button", name="Take it in").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Change 2 is taken back").wait_for()
    page.get_by_role("button", name="Undo").wait_for()


def test_somebody_who_is_invited_comes_in_and_is_refused_what_is_not_theirs(owner, browser, site):
    page = owner.page
    page.goto(f"{site[0]}/settings/people/")
    page.get_by_label("Email", exact=True).fill("eve@acme.example")
    page.locator("#id_role").select_option("viewer")
    page.get_by_role("button", name="Invite").click()
    link = page.locator("code", has_text="/join/").inner_text()
    eve = Person(browser, site[0])
    eve.page.goto(link)
    eve.page.get_by_label("Password").fill(PASSWORD)
    eve.page.get_by_role("button", name="Come in").click()
    eve.page.get_by_role("navigation", name="Pages").wait_for()
    assert eve.page.locator("nav a", has_text="Bring in").count() == 0
    eve.page.goto(f"{site[0]}/import/")
    eve.page.get_by_role("heading", name="Not yours to open").wait_for()
    refused = "Failed to load resource: the server responded with a status of 403 (Forbidden)"
    assert [one for one in eve.said if one != refused] == []
    eve.context.close()


def test_every_page_works_without_script(owner, browser, site):
    context = browser.new_context(
        java_script_enabled=False, storage_state=owner.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{site[0]}/deals/")
    page.get_by_label("Find").fill("nothing like this")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("No open deal is like that").wait_for()
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="One").click()
    page.get_by_role("heading", name="What happened").wait_for()
    context.close()


def test_signed_out_is_signed_out(owner, browser, site):
    person = Person(browser, site[0])
    page = person.page
    person.signs_in("ann@acme.example", "/deals/")
    page.wait_for_url("**/deals/")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{site[0]}/deals/")
    page.get_by_role("heading", name="Sign in to Interlock").wait_for()
    person.leave()
