"""The pages of sending in a real browser, and a report that goes by mail: chosen, refused, sent
again, left.
"""

import os
import re
import subprocess
import sys

import pytest

from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_deals import LOOKS, ROOT, serving, signed_in
from tests.browser.test_site import PASSWORD, Person
from tests.web.inbox import receiving

pytestmark = pytest.mark.browser
MADE = f"from tests.browser import made_sending; made_sending.make({PASSWORD!r})"
SENT = "/settings/sent/2026-11-23/"
PAGES = ["/account/report/", "/account/mail/", "/account/nudges/", "/settings/sent/", SENT,
         "/settings/sent/2026-11-16/", "/settings/chat/", "/settings/chat/1/"]  # fmt: skip
REP = "rep@acme.example"


@pytest.fixture(scope="module")
def inbox(home):
    """The mail server of the site, which refuses the rep."""
    with receiving() as made, pytest.MonkeyPatch.context() as around:
        around.setenv("INTERLOCK_MAIL", made.url)
        around.setenv("INTERLOCK_HOME", str(home))
        made.refused.add(REP)
        yield made


@pytest.fixture(scope="module")
def address(inbox, home):
    """A running site without a worker, whose reports were sent as far as they could be."""
    for site in serving(home, MADE):
        send()
        yield site


@pytest.fixture(scope="module")
def owner(address, browser):
    person = Person(browser, address)
    signed_in(person, "ann@acme.example")
    yield person
    person.leave()


def send():
    """What the worker does all the time."""
    command = [sys.executable, "-m", "interlock", "week", "send"]
    subprocess.run(command, env=dict(os.environ), cwd=ROOT, check=True)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(owner, screen, scheme):
    all_in_order_on(owner, screen, scheme, PAGES)


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_person_chooses_another_view_and_day(browser, address, screen, scheme):
    rep = Person(browser, address, screen=screen, scheme=scheme)
    signed_in(rep, REP)
    page = rep.page
    page.goto(f"{address}/account/report/")
    page.get_by_text(
        "The report of 23 Nov 2026 did not reach you: 550 no such user here"
    ).wait_for()
    page.get_by_label("View").select_option("sales")
    page.get_by_label("Day").select_option("Thursday")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Kept.").wait_for()
    in_order(page)
    assert page.get_by_label("View").input_value() == "sales"
    assert page.get_by_label("Day").input_value() == "3"
    rep.leave()


def test_the_owner_sees_who_was_refused_and_sends_again(owner, address, inbox):
    page = owner.page
    page.goto(f"{address}/settings/sent/")
    page.get_by_role("link", name="23 Nov 2026").click()
    page.get_by_text("1 sent, 2 waiting, 2 not sent.").wait_for()
    page.get_by_role("row", name=REP).get_by_text("550 no such user here").wait_for()
    inbox.refused.clear()
    page.get_by_role("button", name=f"Try again {REP}").click()
    page.get_by_text("1 mail will be tried at once.").wait_for()
    send()
    page.reload()
    page.get_by_text("2 sent, 1 waiting, 2 not sent.").wait_for()
    assert inbox.whom == ["ann", "rep"]


def test_other_mail_that_did_not_go_is_tried_again(owner, address):
    page = owner.page
    page.goto(f"{address}/settings/sent/")
    page.get_by_role("heading", name="Other mail that did not go").wait_for()
    page.get_by_role("button", name="Try again nudges to product@acme.example").click()
    page.get_by_text("It will be tried at once.").wait_for()


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_a_person_leaves_by_the_link_of_their_mail(browser, address, inbox, screen, scheme):
    """Without signing in; on the second screen they have left already."""
    letter = dict(inbox.letters)["ann@acme.example"]
    link = re.search(r"/leave-report/\S+/", letter["List-Unsubscribe"])[0]
    anybody = Person(browser, address, screen=screen, scheme=scheme)
    page = anybody.page
    page.goto(address + link)
    in_order(page)
    if screen == LOOKS[0][0]:
        page.get_by_role("heading", name="No weekly report any more?").wait_for()
        page.get_by_role("button", name="Leave").click()
    page.get_by_role("heading", name="You are sent no report any more").wait_for()
    in_order(page)
    anybody.leave()
