"""The calendar of one's own: an address that is shown once, fetched without a session, revoked."""

import json
import logging
import re
from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from interlock.actions import load_members
from interlock.store import read, typed, write
from interlock.web import clock, logs
from tests.store.books import book, deal

PAGE = "/account/calendar/"
DUE, LATER = date(2026, 12, 1), date(2026, 12, 15)
MADE_UP = f"/calendar/{'x' * 43}.ics"


def promise(own_id, maker, to, **more):
    return {"id": own_id, "what": f"what {own_id} says", "kind": "own act", "maker": maker,
            "to": to, "said_on": date(2026, 9, 1), "due": DUE, "deal": "D1"} | more  # fmt: skip


PROMISES = [promise("P1", "Ann", "Jo"), promise("P2", "Jo", "Bob"), promise("P3", "Bob", "Ann"),
            promise("P4", "Jo", "Jo", deal=None, feature="F1")]  # fmt: skip
STEPS = [{"deal": "D1", "step": "legal", "owner_ours": "Ann", "due": DUE}]


@pytest.fixture(autouse=True)
def held(book_at, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    deals = [deal("D1", name="Nordwind", amount=41414)]
    told = book(deals, promises=PROMISES, buyer_steps=STEPS, features=[{"id": "F1"}])
    write.book(told, by="Ann", words="first")


def make(client, **values):
    """The path of a new address, and the page that shows it."""
    answer = client.post(PAGE, values)
    found = re.search(r"http\S+?(/calendar/[\w-]{43}\.ics)", answer.content.decode())
    return found[1], answer


def events(answer):
    return Calendar.from_ical(answer.content).walk("VEVENT")


def summaries(answer):
    return [str(one["SUMMARY"]) for one in events(answer)]


def test_an_address_is_shown_once_and_gives_ones_own_days_without_a_session(browser):
    client = browser("rep")
    path, answer = make(client)
    assert answer["Cache-Control"] == "no-store"
    assert path not in client.get(PAGE).content.decode()
    fetched = browser().get(path)
    assert fetched.status_code == 200
    assert fetched["Content-Type"] == "text/calendar; charset=utf-8"
    assert fetched["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in fetched
    assert sorted(summaries(fetched)) == [
        "Bob promised you: what P3 says", "Buyer's step, Nordwind: legal",
        "You promised Jo: what P1 says",
    ]  # fmt: skip
    (step,) = (one for one in events(fetched) if "step" in one["UID"])
    assert str(step["URL"]).endswith("/deals/D1/")
    assert str(step["URL"]).startswith("http")


def test_no_promise_between_others_and_no_amount_is_in_anybodys_feed(browser, role):
    path, _ = make(browser(role, known_as="Jo"))
    fetched = browser().get(path)
    told = fetched.content.decode()
    assert {str(one["DTSTART"].dt) for one in events(fetched)} == {"2026-12-01"}
    assert len(events(fetched)) == 3
    assert "P3" not in told
    assert "41414" not in told.replace(",", "").replace(".", "")


def test_the_same_event_stands_on_another_day_once_the_promise_is_moved(browser):
    path, _ = make(browser("rep"))
    (before,) = (one for one in events(browser().get(path)) if "P1" in one["SUMMARY"])
    typed.over("promises", ("P1",), {"due": LATER}, by="Ann", seen=read.latest())
    (after,) = (one for one in events(browser().get(path)) if "P1" in one["SUMMARY"])
    assert (before["UID"], after.decoded("DTSTART")) == (after["UID"], LATER)
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_nothing_is_sent_again_while_nothing_changed(browser):
    path, _ = make(browser("rep"))
    anybody = browser()
    first = anybody.get(path)
    again = anybody.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = anybody.head(path)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", first["ETag"])
    assert anybody.post(path).status_code == 405


def test_revoked_replaced_and_made_up_addresses_answer_alike(browser):
    client, anybody = browser("rep"), browser()
    first, _ = make(client)
    second, _ = make(client)
    assert anybody.get(second).status_code == 200
    client.post(PAGE, {"revoke": "1"})
    answers = [anybody.get(path) for path in (first, second, MADE_UP)]
    assert [one.status_code for one in answers] == [404] * 3
    assert len({(one.content, *map(tuple, sorted(one.items()))) for one in answers}) == 1
    noted = [one.what for one in load_members.load_events() if one.what != "joined"]
    assert noted == ["calendar address revoked", *["calendar address made"] * 2]


def test_only_a_digest_is_kept(browser):
    from interlock.store.models import CalendarFeed

    path, _ = make(browser("rep"))
    secret = path.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in str(list(CalendarFeed.objects.values_list()))
    assert secret not in str(load_members.load_events())


@pytest.mark.parametrize("gone", ["no member", "shut out", "removed"])
def test_whoever_is_gone_has_no_feed_from_that_moment_on(browser, gone):
    from django.contrib.auth import get_user_model

    from interlock.store.models import Member

    path, _ = make(browser("rep"))
    anybody, users = browser(), get_user_model().objects
    assert anybody.get(path).status_code == 200
    if gone == "no member":
        Member.objects.all().delete()
    elif gone == "shut out":
        users.update(is_active=False)
    else:
        users.all().delete()
    assert anybody.get(path).status_code == 404


def test_the_page_says_what_it_holds_when_it_was_fetched_and_revokes(browser):
    client = browser("rep")
    assert "Make it" in client.get(PAGE).content.decode()
    path, _ = make(client)
    page = client.get(PAGE).content.decode()
    for said in ("not fetched yet", "You promised Jo: what P1 says", "3 days in all"):
        assert said in page, said
    browser().get(path)
    assert "not fetched yet" not in client.get(PAGE).content.decode()
    again = client.post(PAGE, {"revoke": "1"}, follow=True).content.decode()
    assert "Revoked: no calendar gets anything" in again
    assert (
        "There is no address any more"
        in client.post(PAGE, {"revoke": "1"}, follow=True).content.decode()
    )


def test_reminders_are_chosen_without_another_address(browser):
    client, anybody = browser("rep"), browser()
    path, _ = make(client)
    assert b"VALARM" not in anybody.get(path).content
    client.post(PAGE, {"keep": "1", "reminds": "1"})
    assert anybody.get(path).content.count(b"BEGIN:VALARM") == 2
    assert "checked" in client.get(PAGE).content.decode()
    client.post(PAGE, {"keep": "1"})
    assert b"VALARM" not in anybody.get(path).content


def test_whom_no_promise_names_is_told_what_to_do(browser):
    page = browser("viewer", known_as="Zoe").get(PAGE).content.decode()
    assert "no promise with a day is by or to Zoe" in page


def test_one_that_is_fetched_too_often_waits_and_no_other_does(browser):
    (path, _), (other, _) = make(browser("rep")), make(browser("owner", known_as="Bob"))
    anybody = browser()
    assert {anybody.get(path).status_code for _ in range(60)} == {200}
    slowed = anybody.get(path)
    assert slowed.status_code == 429
    assert 0 < int(slowed["Retry-After"]) <= 60
    assert anybody.get(other).status_code == 200


def test_no_log_line_holds_the_secret():
    words = "Not Found: /calendar/sEcret-43.ics"
    entry = logging.LogRecord("django.request", logging.WARNING, "", 0, words, (), None)
    assert json.loads(logs.Json().format(entry))["message"] == "Not Found: /calendar/…"
    entry.msg, entry.args = "Not Found: %s", ("/calendar/sEcret-43.ics?x=1",)
    assert "sEcret" not in logs.Json().format(entry)
