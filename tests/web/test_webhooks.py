"""Webhooks: who is told of what, signed and at least once, whatever the other side does."""

import re
import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from interlock.actions import save_hooks, save_typed, send_hooks
from interlock.engine import news
from interlock.store import hooks, write
from interlock.web import tasks
from tests.render import sample
from tests.store.books import book, deal
from tests.web.receiver import is_ours
from tests.web.test_deals import HELD, ahead

PAGE = "/account/webhooks/"
EVERY = ["forecast", "promise", "plan"]


@pytest.fixture(autouse=True)
def held(book_at):
    write.book(book([deal("D1")]), by="Ann", words="first")


def add(client, url, kinds=EVERY):
    return client.post(PAGE, {"url": url, "kinds": kinds}, follow=True)


def page_of(client):
    return re.search(rf"{PAGE}\d+/", client.get(PAGE).content.decode())[0]


def secret(client):
    return re.search(r"whsec_[\w+/=]+", client.get(page_of(client)).content.decode())[0]


def told(**more):
    return {"id": "P1", "what": "ship SSO", "said_on": "2026-11-20", **more}


def later(**more):
    return lambda: datetime.now(UTC) + timedelta(**more)


def test_a_test_arrives_signed_and_is_listed(browser, there):
    client = browser("viewer")
    assert "Nothing yet. Send a test." in add(client, there.url).content.decode()
    client.post(page_of(client), {"test": "1"})
    assert send_hooks.send_due() == 1
    ((headers, body),) = there.came
    assert headers["webhook-id"].startswith("test-")
    assert is_ours(secret(client), headers, body)
    assert not is_ours(secret(client), headers, body + b" ")
    assert abs(int(headers["webhook-timestamp"]) - datetime.now(UTC).timestamp()) < 60
    page = client.get(page_of(client)).content.decode()
    assert "200 OK" in page
    assert "arrived" in page


def test_each_event_is_told_once_to_each_who_asked_for_its_kind(browser, there):
    one, other = browser("owner"), browser("manager")
    add(one, there.url), add(other, there.url, ["plan"])
    for _ in range(3):
        save_hooks.tell("promise", "promise-7", lambda _: {"id": "P1"})
    assert send_hooks.send_due() == 1
    assert send_hooks.send_due() == 0
    assert there.events == ["promise-7"]
    save_hooks.tell("plan", "plan-1", lambda viewer: {"who": viewer.role})
    assert send_hooks.send_due() == 2
    assert sorted(one["data"]["who"] for one in there.told[1:]) == ["manager", "owner"]


def test_what_somebody_may_not_see_they_are_not_told(browser, there):
    add(browser("viewer"), there.url)
    amounts = lambda viewer: {"sum": 5} if viewer.amounts == "all" else None  # noqa: E731
    assert save_hooks.tell("plan", "plan-1", amounts) == 0
    assert send_hooks.send_due() == 0


def test_a_promise_that_is_typed_is_told_with_the_change_that_typed_it(browser, there):
    add(browser("owner"), there.url)
    made = save_typed.type_record("promises", told(due="2026-12-01"), by="x")
    save_typed.type_over("promises", ("P1",), {"due": "2026-12-24"}, by="x")
    save_typed.type_record("teams", {"name": "Core"}, by="x")
    send_hooks.send_due()
    assert there.events == [f"promise-typed-{made}", f"promise-typed-{made + 1}"]
    assert there.told[1]["data"]["promises"] == [{"id": "P1", "due": "2026-12-24"}]
    assert there.told[1]["data"]["link"].endswith("/promises/")


def test_a_promise_that_could_not_be_typed_is_not_told(browser, there):
    add(browser("owner"), there.url)
    with pytest.raises(Exception, match="problem"):
        save_typed.type_record("promises", told(kind="sure"), by="x")
    assert send_hooks.send_due() == 0


def test_a_forecast_that_moved_is_told_once_it_is_kept(browser, there, monkeypatch):
    add(browser("developer"), there.url)
    write.book(HELD, by="Ann", words="second")
    then = replace(ahead().deals[0], p_won=(ahead().deals[0].p_won + 0.5) % 1)
    moved = replace(ahead(), deals=(then, *ahead().deals[1:]))
    for made in (ahead(), moved):
        monkeypatch.setattr(tasks, "deals_ahead", lambda _book, made=made, **_: made)
        tasks.make_deals.func()
        write.book(book([deal("D9")]), by="Ann", words="again")
    send_hooks.send_due()
    ((_, body),) = there.came
    assert b"41414" not in body
    assert b"93939" not in body
    (line,) = there.told[0]["data"]["deals"]
    assert line["id"] == then.id
    assert line["p_won"] == {"before": ahead().deals[0].p_won, "after": then.p_won}


def test_a_promise_whose_verdict_or_odds_moved_is_news_and_one_that_did_not_is_none():
    report = sample.report()
    first, *rest = report.promises
    assert news.of_promises(report, report) is None
    moved = replace(report, promises=(replace(first, verdict="broken", odds=0.0), *rest))
    (told,) = news.of_promises(report, moved)["promises"]
    assert told["id"] == first.id
    assert told["verdict"] == {"before": first.verdict, "after": "broken"}
    hardly = replace(first, odds=(first.odds or 0.5) + 0.04)
    same = replace(report, promises=(replace(first, odds=first.odds or 0.5), *rest))
    assert news.of_promises(same, replace(report, promises=(hardly, *rest))) is None


def test_features_whose_day_moved_are_news(held):
    feature = ahead().features[0]
    moved = replace(ahead(), features=(replace(feature, p50_on=date(2027, 1, 1)),))
    found = news.of_deals(ahead(), moved)
    assert found["features"][0]["p50_on"] == {"before": feature.p50_on, "after": date(2027, 1, 1)}
    assert news.of_deals(ahead(), ahead()) is None


def test_it_is_tried_again_later_each_time_and_arrives_in_the_end(browser, there):
    client = browser("owner")
    add(client, there.url)
    there.answers += [(500, {}), (503, {})]
    hooks.tell("plan", "plan-1", lambda _: {})
    assert send_hooks.send_due() == 0
    assert send_hooks.send_due() == 0, "not at once"
    assert len(there.came) == 1
    assert send_hooks.send_due(now=later(seconds=6)) == 0
    assert len(there.came) == 2
    assert "503 Service Unavailable" in client.get(page_of(client)).content.decode()
    assert send_hooks.send_due(now=later(seconds=70)) == 1
    assert there.events == ["plan-1"] * 3


def test_no_redirect_is_followed(browser, there):
    add(browser("owner"), there.url)
    there.answers.append((302, {"Location": there.url}))
    hooks.tell("plan", "plan-1", lambda _: {})
    assert send_hooks.send_due() == 0
    assert there.events == ["plan-1"]


def test_one_that_does_not_answer_for_days_is_stopped_with_a_notice_and_goes_on_when_saved(
    browser, there
):
    client = browser("owner")
    add(client, there.url)
    there.answers += [(500, {})] * 2
    hooks.tell("plan", "plan-1", lambda _: {})
    send_hooks.send_due()
    send_hooks.send_due(now=later(days=send_hooks.DAYS, seconds=9))
    page = client.get(page_of(client)).content.decode()
    assert "It is told nothing: stopped on" in page
    assert "500 Internal Server Error for 5 days" in page
    hooks.tell("plan", "plan-2", lambda _: {})
    assert send_hooks.send_due(now=later(days=9)) == 0
    assert len(there.came) == 2
    client.post(page_of(client), {"url": there.url, "kinds": EVERY})
    assert send_hooks.send_due() == 2
    assert there.events[2:] == ["plan-1", "plan-2"]


def test_one_that_is_gone_is_stopped_at_once(browser, there):
    client = browser("owner")
    add(client, there.url)
    there.answers.append((410, {}))
    hooks.tell("plan", "plan-1", lambda _: {})
    send_hooks.send_due()
    assert "410 Gone" in client.get(page_of(client)).content.decode()
    assert send_hooks.send_due(now=later(days=1)) == 0


@pytest.mark.parametrize("book_at", ["sqlite", "postgresql"], indirect=True)
def test_two_workers_do_not_send_the_same(browser, there):
    from django.db import connection

    add(browser("owner"), there.url)
    for number in range(12):
        hooks.tell("plan", f"plan-{number}", lambda _: {})

    def work():
        try:
            send_hooks.send_due()
        finally:
            connection.close()

    at_once = [threading.Thread(target=work) for _ in range(3)]
    for one in at_once:
        one.start()
    for one in at_once:
        one.join()
    send_hooks.send_due()
    assert sorted(there.events) == sorted(f"plan-{number}" for number in range(12))


def test_a_worker_that_dies_between_leaves_it_to_the_next(browser, there):
    add(browser("owner"), there.url)
    hooks.tell("plan", "plan-1", lambda _: {})
    assert len(hooks.claim(datetime.now(UTC), lease=send_hooks.LEASE)) == 1
    assert send_hooks.send_due() == 0
    assert send_hooks.send_due(now=lambda: datetime.now(UTC) + send_hooks.LEASE * 2) == 1


@pytest.mark.parametrize(
    "url",
    ["http://hooks.acme.com/", "https://localhost/x", "https://127.0.0.1/", "https://10.1.2.3/",
     "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest",
     "ftp://acme.com/", "https://user:word@acme.com/", "acme.com", "https://[", "https://a:b/"],
)  # fmt: skip
def test_nothing_is_sent_to_ones_own_network_or_in_the_clear(browser, settings, url):
    settings.HOOKS_PRIVATE = False
    assert send_hooks.allowed(url, private=False, this_machine=False)
    assert add(browser("owner"), url).status_code == 400


def test_a_name_that_leads_into_ones_own_network_is_refused_when_it_is_sent(
    browser, there, settings, monkeypatch
):
    client = browser("owner")
    settings.HOOKS_PRIVATE = False
    inside = [(None, None, None, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(send_hooks.socket, "getaddrinfo", lambda *_, **__: inside)
    add(client, "https://hooks.acme.example/x")
    hooks.tell("plan", "plan-1", lambda _: {})
    assert send_hooks.send_due() == 0
    assert "lies within your own network" in client.get(page_of(client)).content.decode()


def test_a_webhook_is_its_owners_alone_and_is_removed(browser, there):
    client, other = browser("owner"), browser("owner")
    add(client, there.url)
    page = page_of(client)
    for method in (other.get, other.post):
        assert method(page).status_code == 404
    assert "No webhooks yet" in other.get(PAGE).content.decode()
    hooks.tell("plan", "plan-1", lambda _: {})
    client.post(page, {"remove": "1"})
    assert client.get(page).status_code == 404
    assert send_hooks.send_due() == 0
