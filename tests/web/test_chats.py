"""Channels of chat tools: told each week once, in the tool's shape, their address a secret."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from interlock.actions import save_hooks, send_hooks
from interlock.cli import chat_message
from interlock.records.errors import NotAllowed, NotReadable
from interlock.records.rights import Viewer
from interlock.records.webhook import Parcel
from interlock.render import report_chat
from interlock.store import audit, hooks, members, write
from tests.render import sample
from tests.store.books import book, deal

pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
PAGE = "/settings/chat/"
WEEK = {"day": "2026-11-20", "readers": ["management"], "link": "/reports/2026-11-20/"}


@pytest.fixture(autouse=True)
def held(book_at):
    write.book(book([deal("D1")]), by="Ann", words="first")


def add(client, url, *, shape="slack", reader="management"):
    return client.post(PAGE, {"url": url, "shape": shape, "reader": reader}, follow=True)


def page_of(client):
    return re.search(rf"{PAGE}\d+/", client.get(PAGE).content.decode())[0]


def message(parcel, viewer):
    return json.dumps({"text": f"{parcel.reader} for {viewer.role}"})


def send(**more):
    return send_hooks.send_due(message=message, **more)


def close(event="report-2026-11-20"):
    return save_hooks.tell("report", event, lambda _: WEEK)


def test_a_channel_is_told_each_closed_week_once_unsigned(browser, there):
    add(browser("owner"), there.url, reader="sales")
    for _ in range(3):
        close()
    assert (send(), send()) == (1, 0)
    ((headers, body),) = there.came
    assert json.loads(body) == {"text": "sales for owner"}
    assert not {name for name in headers if name.lower().startswith("webhook-")}
    close("report-2026-11-27")
    assert send() == 1


def test_a_channel_is_told_of_nothing_else(browser, there):
    add(browser("owner"), there.url)
    assert save_hooks.tell("plan", "plan-1", lambda _: {}) == 0


def test_it_is_tried_again_until_it_arrives(browser, there):
    client = browser("owner")
    add(client, there.url)
    close()
    there.answers += [(429, {}), (200, {})]
    assert send() == 0
    assert "429 Too Many Requests" in client.get(page_of(client)).content.decode()
    later = datetime.now(UTC) + timedelta(seconds=9)
    assert send(now=lambda: later) == 1
    assert len(there.came) == 2


def test_the_address_is_shown_and_noted_shortened_and_kept_when_it_is_not_given_again(
    browser, there
):
    client, other = browser("owner"), browser("owner")
    secret = f"{there.url}/T0/B0/walnut-secret-9876"
    page = add(client, secret).content.decode()
    pages = [page, client.get(PAGE).content.decode(), other.get(page_of(other)).content.decode()]
    noted = " ".join(one.about for one in audit.listed(9))
    for said in (*pages, noted):
        assert "…9876" in said
        assert "walnut" not in said
    changed = other.post(page_of(other), {"url": "", "reader": "development"}, follow=True)
    assert "walnut" not in changed.content.decode()
    (one,) = save_hooks.load_chats()
    assert (one.url, one.reader) == (secret, "development")
    refused = add(client, "ftp://acme.example/walnut-secret")
    assert refused.status_code == 400
    assert "This address is no address such as" in refused.content.decode()


def test_a_channel_that_its_owner_may_not_fill_any_more_is_stopped_and_says_why(browser, there):
    client = browser("owner")
    add(client, there.url)
    close()

    def refuse(_parcel, viewer):
        raise NotAllowed(viewer.role, "read the report for management")

    assert send_hooks.send_due(message=refuse) == 0
    page = client.get(page_of(client)).content.decode()
    assert "It is told nothing: stopped on" in page
    assert "read the report for management" in page
    assert (send(), there.came) == (0, [])
    client.post(page_of(client), {"url": "", "reader": "management"})
    assert send() == 1


def test_a_report_that_this_version_cannot_read_waits_and_stops_no_channel(browser, there):
    client = browser("owner")
    add(client, there.url)
    close()

    def unread(_parcel, _viewer):
        raise NotReadable("The report", written_by="9.9", read_by="0.1.0")

    assert send_hooks.send_due(message=unread) == 0
    page = client.get(page_of(client)).content.decode()
    assert "Read it with Interlock 9.9" in page
    assert "stopped on" not in page
    later = datetime.now(UTC) + timedelta(seconds=9)
    assert send(now=lambda: later) == 1


def test_a_channel_of_who_signs_in_no_more_goes_with_them(browser, there):
    client = browser("owner")
    add(client, there.url)
    close()
    browser("owner")
    members.remove(1, by="test")
    assert (send(), there.came) == (0, [])


def test_every_owner_tests_and_removes_any_channel_and_it_is_nobodys_webhook(browser, there):
    one, other = browser("owner"), browser("owner")
    add(one, there.url, shape="teams")
    page = page_of(other)
    other.post(page, {"test": "1"})
    assert send() == 1
    assert "No webhooks yet" in one.get("/account/webhooks/").content.decode()
    assert one.get(page.replace(PAGE, "/account/webhooks/")).status_code == 404
    other.post(page, {"remove": "1"})
    assert one.get(page).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://10.0.0.1/x",
        "http://hooks.acme.com/x",
        "https://hooks.acme.com/a b",
        "https://hooks.acme.com/ä",
    ],
)
def test_nothing_is_sent_to_ones_own_network_in_the_clear_or_to_no_address(
    browser, settings, address
):
    settings.HOOKS_PRIVATE = False
    assert add(browser("owner"), address).status_code == 400


def parcel(shape, kind="report", data=WEEK):
    body = json.dumps({"type": kind, "data": data})
    return Parcel(1, 1, "", "", "e", body, 1, datetime.now(UTC), 1, shape, "sales")


@pytest.fixture
def asked(monkeypatch):
    """What was asked for, with the report of the sample as the one that was kept."""
    found = []

    def load(day, reader, viewer):
        found.append((day, reader, viewer.role))
        return sample.report()

    monkeypatch.setattr(chat_message, "load_week", load)
    return found


def test_what_is_sent_is_the_kept_report_of_the_channels_reader(asked):
    report, page = sample.report(), WEEK["link"]
    for shape, told in (("slack", report_chat.slack), ("teams", report_chat.teams)):
        made = chat_message.message(parcel(shape), Viewer("Ann", "owner"))
        assert json.loads(made) == told(report, page=page)
    assert asked == [(date(2026, 11, 20), "sales", "owner")] * 2


def test_a_test_is_a_line_of_words_in_the_shape_of_each_tool(asked):
    said = {"says": "a < b & c"}
    slack, teams = (
        json.loads(chat_message.message(parcel(shape, "test", said), Viewer("Ann", "owner")))
        for shape in ("slack", "teams")
    )
    assert slack == {"text": "a &lt; b &amp; c"}
    (card,) = teams["attachments"]
    assert teams["type"] == "message"
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert card["content"]["body"][0]["text"] == "a < b & c"
    assert asked == []


def test_a_worker_that_does_not_write_to_channels_leaves_them_to_one_that_does(browser, there):
    add(browser("owner"), there.url)
    hooks.tell("report", "report-1", lambda _: WEEK)
    assert send_hooks.send_due() == 0
    assert send() == 1
