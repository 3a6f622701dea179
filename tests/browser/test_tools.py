"""Sales tools in a real browser: asked for, made, guarded and let, on every screen."""

import os
from pathlib import Path

import pytest

from tests.browser import journeys
from tests.browser.order import all_in_order_on, in_order
from tests.browser.test_deals import LOOKS, ONE, address, owner, signed_in
from tests.browser.test_site import Person
from tests.render import sample_deals

__all__ = ["address", "owner"]
pytestmark = pytest.mark.browser
PAGES = ["/tools/", "/tools/?state=all&deal=006A1", "/tools/asked/", "/tools/add/?ask=A1",
         "/tools/of/SSO demo/", "/tools/of/Data sheet, desk/", "/releases/",
         "/features/10231/", ONE]  # fmt: skip
REFUSED = "Failed to load resource: the server responded with a status of 403 (Forbidden)"
"""What the browser notes of a tool that is not to be taken yet."""


@pytest.fixture(params=LOOKS, ids=[screen for screen, _ in LOOKS])
def both(request, browser, address):
    """A rep and who makes sales tools, on a screen."""
    screen, scheme = request.param
    people = [Person(browser, address, screen=screen, scheme=scheme) for _ in range(2)]
    for person, email in zip(people, ("rep@acme.example", "product@acme.example"), strict=True):
        signed_in(person, email)
    yield (*(person.page for person in people), screen)
    for person in people:
        person.said[:] = [one for one in person.said if one != REFUSED]
        person.leave()


@pytest.fixture
def sheet(tmp_path):
    """A file as somebody has it."""
    file = tmp_path / "SSO for admins.csv"
    file.write_text("what,when\nSSO,January\n")
    return file


@pytest.mark.parametrize(("screen", "scheme"), LOOKS)
def test_pages_are_silent_fit_their_screen_and_can_be_read_by_all(owner, screen, scheme):
    all_in_order_on(owner, screen, scheme, PAGES)


def test_a_rep_asks_from_the_deal_and_is_told_what_is_used_instead(both, address):
    rep, maker, screen = both
    journeys.tool_is_asked_for(rep, maker, looking(screen), deal=address + ONE)


def test_one_is_added_gets_its_file_is_ready_and_looked_at_again(both, address, sheet):
    _, maker, screen = both
    journeys.tool_is_made(
        maker, looking(screen), at=address, file=sheet, name=f"One page, 50 % off, {screen}",
        marked=f"Data sheet, {screen}",
    )  # fmt: skip


def test_a_rep_is_refused_a_draft_until_its_owner_lets_them_have_it(both, address, sheet):
    rep, maker, screen = both
    deal = sample_deals.deals()[0]
    journeys.tool_is_let(
        rep, maker, looking(screen), at=address, tool="SSO demo", file=sheet, deal_id=deal.id,
        deal_name=deal.name,
    )  # fmt: skip


def test_keys_lead_to_tools_and_through_them(owner, address):
    owner.page.goto(address)
    journeys.keys_lead(owner.page, "t", f"{address}/tools/", f"{address}/tools/of/**")


def looking(screen):
    """Each page is in order."""

    def look(page, name):
        in_order(page)
        if shots := os.environ.get("SHOTS"):
            page.screenshot(path=Path(shots) / f"{name}-{screen}.png")

    return look
