"""The company's own sign-in in a real browser, to another site and back."""

import os
import signal
import subprocess
import sys

import oidc_provider_mock
import pytest
import requests

from tests.browser.test_site import Person, until
from tests.importers.mail_server import free_port

pytestmark = pytest.mark.browser
INVITED = """
from interlock.store import connect, members
connect.open_book()
members.make("bob@acme.example", None, role="viewer", known_as="Bob", by="test")
"""


@pytest.fixture
def site(home):
    """A site into which Bob is invited, with a provider that knows him."""
    port = free_port()
    with oidc_provider_mock.run_server_in_thread() as server:
        at = f"http://localhost:{server.server_port}"
        told = {"email": "bob@acme.example", "email_verified": True}
        requests.put(f"{at}/users/bob", json=told, timeout=10).raise_for_status()
        oidc = at.replace("//", "//interlock:secret@")
        env = os.environ | {"INTERLOCK_HOME": str(home), "INTERLOCK_OIDC": oidc}
        subprocess.run([sys.executable, "-c", INVITED], env=env, check=True)
        command = [sys.executable, "-m", "interlock", "serve", "--no-worker", "--port", str(port)]
        log = home / "log"
        with log.open("w") as out, subprocess.Popen(command, env=env, stdout=out) as running:
            until(log.read_text)
            yield f"http://127.0.0.1:{port}"
            running.send_signal(signal.SIGTERM)


def test_whoever_was_invited_goes_there_and_comes_back_signed_in(site, browser):
    person = Person(browser, site)
    page = person.page
    page.goto(f"{site}/keys/")
    page.get_by_role("link", name="Use your company's sign-in").click()
    page.get_by_role("button", name="Go there").click()
    page.get_by_label("Subject").fill("bob")
    page.get_by_role("button", name="Authorize", exact=True).click()
    page.get_by_role("heading", name="Keys").wait_for()
    assert page.url == f"{site}/keys/"
    assert [one for one in person.said if "Content Security Policy" in one] == []
    person.context.close()
