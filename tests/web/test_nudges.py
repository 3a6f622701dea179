"""Nudges: told once and few, put away for good, by mail one a day, and to whom they are."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from interlock import settings as options
from interlock.store import nudges, people, write
from interlock.web import clock, tasks
from tests.importers.mail_server import free_port
from tests.store.books import book, deal
from tests.store.test_watch import told
from tests.web.test_deals import ahead

__all__ = ["told"]
pytestmark = pytest.mark.parametrize("book_at", ["sqlite"], indirect=True)
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
PAGE = "/account/nudges/"


def act(own_id, days, **more):
    due = date(2026, 11, 20) + timedelta(days=days)
    return {"id": own_id, "what": f"act {own_id}", "maker": "Ann", "said_on": date(2026, 9, 1),
            "due": due} | more  # fmt: skip


@pytest.fixture(autouse=True)
def at(monkeypatch):
    """A clock to move on."""
    moment = [NOW]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    return moment


@pytest.fixture
def work(monkeypatch):
    """The worker: keeps the forecast of a book with these promises, and tells what that asks for.
    How many are told is what came to stand on somebody's page.
    """

    def done(*promises, made=None, **tables):
        held = book([deal("D2", owner="Ann", name="Inn")], promises=promises, **tables)
        here = replace(held.company, time_zone="Europe/Berlin")
        write.book(replace(held, company=here), by="Ann", words="exports")
        monkeypatch.setattr(tasks, "deals_ahead", lambda _book, **_: made or ahead())
        tasks.make_deals.func()
        tasks.nudge.func()

    return done


def week(client):
    """What stands under For you."""
    return re.findall(
        r'<li><a href="([^"]+)">(“.*?|\w.*?)</a>\s<form', client.get("/").content.decode()
    )


def away(client, name):
    number = re.search(rf'value="(\d+)">Put away<span class="hidden">: “{name}”',
                       client.get("/").content.decode())[1]  # fmt: skip
    return client.post(f"{PAGE}away/", {"number": number})


def test_who_promised_is_told_on_their_week_and_nobody_else(browser, work):
    ann, bob = browser("rep"), browser("owner", known_as="Bob")
    work(act("P1", 2))
    said = "“act P1” is due on 22 Nov and is not done"
    assert week(ann) == [("/promises/P1/", said)]
    assert week(bob) == []
    assert said in ann.get(PAGE).content.decode()
    assert said not in bob.get(PAGE).content.decode()


def test_what_is_put_away_stays_away_until_it_stands_otherwise(browser, work, at):
    ann, bob = browser("rep"), browser("rep", known_as="Bob")
    work(act("P1", 2))
    number = nudges.unseen(1)[0].number
    bob.post(f"{PAGE}away/", {"number": number})
    assert len(week(ann)) == 1, "another's is not theirs to put away"
    away(ann, "act P1")
    assert week(ann) == []
    at[0] += timedelta(days=1)
    work(act("P1", 2), teams=[{"name": "Core"}])
    assert week(ann) == []
    work(act("P1", 3))
    assert len(week(ann)) == 1, "another day"


def test_three_a_day_and_the_rest_the_next_day(browser, work, at):
    ann = browser("rep")
    work(*(act(f"P{number}", 1) for number in range(5)))
    assert len(week(ann)) == 3
    tasks.nudge.func()
    assert len(week(ann)) == 3
    at[0] = datetime(2026, 11, 20, 23, 0, tzinfo=UTC)
    tasks.nudge.func()
    assert {there for there, _ in week(ann)} == {f"/promises/P{number}/" for number in range(5)}


def test_what_is_over_goes_by_itself(browser, work):
    ann = browser("rep")
    work(act("P1", 2), act("P2", 2))
    assert len(week(ann)) == 2
    work(act("P1", 2, done_on=date(2026, 11, 20)), act("P2", 2))
    assert [there for there, _ in week(ann)] == ["/promises/P2/"]
    assert "put away, or over" in ann.get(PAGE).content.decode()


def test_a_kind_that_is_not_wanted_is_not_told(browser, work):
    ann = browser("rep")
    page = ann.get(PAGE).content.decode()
    assert page.count(" checked") == 4
    ann.post(PAGE, {"kinds": ["moved", "tools"], "mails": "1"})
    assert ann.get(PAGE).content.decode().count(" checked") == 3
    work(act("P1", 2))
    assert week(ann) == []


def test_a_day_that_moved_leads_to_the_deal_that_waits(browser, work):
    ann = browser("rep")
    beside = {
        "features": [{"id": "F1", "name": "Export", "team": "Core"}],
        "needs": [{"deal": "D2", "feature": "F1", "strength": "dealbreaker"}],
    }
    at = replace(ahead().features[0], p80_on=date(2026, 12, 1))
    work(made=replace(ahead(), features=(at,)), **beside)
    assert week(ann) == []
    later = replace(at, p80_on=date(2026, 12, 9))
    work(act("P", 99), made=replace(ahead(), features=(later,)), **beside)
    assert week(ann) == [
        ("/deals/D2/", "Export now ships by 9 Dec in 8 of 10 cases, was 1 Dec: "
         "Inn waits for it and was not told")
    ]  # fmt: skip


def test_who_is_forgotten_is_in_no_nudge(browser, work):
    browser("rep")
    work(act("P1", 2, what="see Eve Stone"))
    people.forget(["Eve Stone"], by="Ann")
    assert "Eve Stone" not in nudges.unseen(1)[0].nudge.said


def queued(name):
    return DBTaskResult.objects.filter(task_path__endswith=f".{name}")


def test_days_draw_near_without_an_export_so_it_is_looked_each_morning_once(browser, work, at):
    browser("rep")
    work(act("P1", 2))
    tasks.nudge.func()
    (job,) = queued("each_morning")
    assert job.run_after == datetime(2026, 11, 21, 6, tzinfo=UTC), "seven, where the company is"
    write.book(book([deal("D3")]), by="Ann", words="more")
    DBTaskResult.objects.all().delete()
    tasks.each_morning.func()
    assert [queued(name).count() for name in ("make_deals", "make_features", "nudge")] == [1, 1, 1]


def test_nothing_is_told_of_an_empty_book(browser):
    browser("rep")
    tasks.nudge.func()
    tasks.each_morning.func()
    assert nudges.unseen(1) == ()


@pytest.fixture
def mailed(told, settings):
    """What came to a mail server of the test's own as (whom, message), the worker having mailed."""
    sends_to(settings, told[0])

    def look():
        tasks.mail_nudged.func()
        return [(whom, email.message_from_string(said, policy=email.policy.default))
                for whom, said in told[1]]  # fmt: skip

    return look


def sends_to(settings, url):
    settings.MAIL = url
    settings.MAILERS = {"default": options.mailer(url)}


def test_all_of_a_day_comes_in_one_mail_and_no_second_that_day(browser, work, mailed, at):
    browser("rep"), browser("viewer", known_as="Vi")
    work(act("P1", 1), act("P2", 2))
    ((whom, letter),) = mailed()
    assert whom == ["rep0@acme.example"]
    assert letter["Subject"] == "2 things to see to"
    plain, html = (part.get_content() for part in letter.iter_parts())
    for said in (plain, html):
        assert "http://127.0.0.1:8000/promises/P1/" in said
        assert "“act P2” is due on 22 Nov and is not done" in said
        assert "http://127.0.0.1:8000/account/nudges/" in said
    work(act("P1", 1), act("P2", 2), act("P3", 2))
    assert len(mailed()) == 1
    (job,) = queued("mail_nudged").exclude(run_after__year=9999)
    assert job.run_after == datetime(2026, 11, 21, 6, tzinfo=UTC)
    at[0] = job.run_after
    (_, second) = mailed()
    assert second[1]["Subject"] == "“act P3” is due on 22 Nov and is not done"
    assert len(mailed()) == 2


def test_what_was_put_away_or_is_not_wanted_is_not_mailed(browser, work, mailed):
    ann = browser("rep")
    work(act("P1", 1))
    away(ann, "act P1")
    assert mailed() == []
    ann.post(PAGE, {"kinds": ["promises"]})
    work(act("P2", 1))
    assert len(week(ann)) == 1
    assert mailed() == []


def test_mail_that_fails_is_tried_again_and_told(browser, work, mailed, settings, told, at):
    ann = browser("rep")
    work(act("P1", 1))
    sends_to(settings, f"smtp://127.0.0.1:{free_port()}")
    assert mailed() == []
    assert "Mail to you could not be sent yet" in ann.get(PAGE).content.decode()
    sends_to(settings, told[0])
    assert mailed() == [], "not at once"
    at[0] += timedelta(minutes=1)
    assert len(mailed()) == 1
    assert "could not be sent" not in ann.get(PAGE).content.decode()


def test_the_owner_sees_whose_mail_did_not_go_and_has_it_sent_again(
    browser, work, mailed, settings, told, at
):
    browser("rep")
    owner = browser("owner", known_as="Own")
    work(act("P1", 1), act("P2", 1))
    sends_to(settings, f"smtp://127.0.0.1:{free_port()}")
    for _ in range(7):
        mailed()
        at[0] += timedelta(days=1)
    page = owner.get("/settings/sent/").content.decode()
    assert "rep0@acme.example</th><td>nudges</td>\n<td>not sent</td>" in page
    assert "Connection refused" in page
    sends_to(settings, told[0])
    assert mailed() == []
    DBTaskResult.objects.all().delete()
    owner.post("/settings/sent/", {"kind": "nudges", "user": "1"})
    assert queued("mail_nudged").count() == 1
    ((_, letter),) = mailed()
    assert letter["Subject"] == "2 things to see to"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "did not go" not in owner.get("/settings/sent/").content.decode()


def test_two_workers_do_not_mail_the_same_and_one_that_dies_does_not_have_it_sent_twice(
    browser, work, mailed
):
    browser("rep")
    work(act("P1", 1))
    assert nudges.claim(NOW).user == 1
    assert nudges.claim(NOW) is None
    assert nudges.claim(NOW + timedelta(minutes=11)) is None
    assert nudges.trouble(1).failed == 1
