"""Order of work: every move is one change, undone as one, and nobody's is lost."""

import re

import pytest

from interlock.store import read, revisions
from interlock.web.order import WAYS
from tests.web import made_features
from tests.web.test_deals import words

ORDER, MOVE, ALPHA = "/order/", "/order/move/", "Team Alpha"


@pytest.fixture(autouse=True)
def held(book_at):
    made_features.keep()


def queue(client, team=ALPHA):
    page = words(client, ORDER).split(f'aria-label="{team}"')[1].split("</section>")[0]
    return re.findall(r'data-feature="([^"]+)"', page)


def seen(client, team=ALPHA):
    page = words(client, ORDER).split(f'aria-label="{team}"')[1]
    return re.search(r'name="seen" value="(\w+)"', page)[1]


def move(client, feature, to, mark=None, team=ALPHA):
    sent = {"team": team, "seen": mark or seen(client), "move": f"{feature}:{to}"}
    return client.post(MOVE, sent, follow=True).content.decode()


def orders():
    rows = read.book().features.select("id", "order").iter_rows()
    return {own: order for own, order in rows if own in ("10231", "10277")}


def test_each_team_has_a_column_with_its_capacity_and_dates(browser):
    page = words(browser("product"), ORDER)
    assert re.findall(r'class="queue" aria-label="([^"]+)"', page) == [
        "Team Alpha", "Team Beta", "Team Gamma",
    ]  # fmt: skip
    for told in (
        "2.1 to 3.6 items a week",
        "5 people",
        "14 weeks of work",
        "12 to 30 Dec",
        "prior",
    ):
        assert told in page


def test_a_move_is_one_change_and_undone_as_one(browser):
    product = browser("product")
    before, number = orders(), revisions.latest()
    page = move(product, "10277", "up")
    assert queue(product) == ["10277", "10231"]
    assert orders() == {"10277": 10, "10231": 20}
    assert revisions.latest() == number + 1
    assert "Dates are worked out anew" in page
    assert "The book has changed; below is the forecast before that" in page
    assert revisions.listed(1)[0].words == "order of Team Alpha: Audit log export to place 1"
    undo = page.split('action="/undo/')[1].split("/")[0]
    product.post(f"/undo/{undo}/", {"next": ORDER})
    assert orders() == before
    assert queue(product) == ["10231", "10277"]


@pytest.mark.parametrize("to", [way for way, _ in WAYS] + ["1", "2"])
def test_every_way_leads_where_it_says(browser, to):
    product = browser("product")
    move(product, "10277", to)
    first = to in ("first", "up", "1")
    assert queue(product) == (["10277", "10231"] if first else ["10231", "10277"])


def test_who_is_second_is_told_what_is_so_now_and_nothing_is_lost(browser):
    product, developer = browser("product"), browser("developer", known_as="Dan")
    mark = seen(developer)
    move(product, "10277", "first")
    page = move(developer, "10277", "last", mark)
    assert "Somebody changed this queue since you looked at it" in page
    assert queue(developer) == ["10277", "10231"]
    move(developer, "10277", "last")
    assert queue(product) == ["10231", "10277"]


def test_another_teams_move_is_no_conflict(browser):
    product = browser("product")
    mark = seen(product, "Team Beta")
    move(product, "10277", "first")
    assert "It is there already" in move(product, "10301", "up", mark, team="Team Beta")


@pytest.mark.parametrize(
    ("team", "sent", "told"),
    [
        (ALPHA, "10231:sideways", "place in a queue"),
        (ALPHA, f"10231:{'9' * 5000}", "place in a queue"),
        (ALPHA, "none:up", "feature in the queue of Team Alpha"),
        ("Nobody", "10231:up", "team with a queue"),
    ],
)
def test_what_cannot_be_moved_is_told_and_nothing_is_changed(browser, team, sent, told):
    product = browser("product")
    before = orders()
    given = {"team": team, "seen": seen(product), "move": sent}
    assert told in product.post(MOVE, given, follow=True).content.decode()
    assert orders() == before


def test_reps_and_viewers_look_and_move_nothing(browser):
    for role in ("rep", "viewer"):
        client = browser(role)
        page = words(client, ORDER)
        assert "data-feature" in page
        assert 'name="move"' not in page
        assert client.post(MOVE, {"team": ALPHA, "move": "10277:up"}).status_code == 403
