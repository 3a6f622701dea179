"""The week is closed at its hour and its reports go out: to a real server, once, as is wanted."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.test import Client

from interlock import settings as options
from interlock.actions import close_week, save_subscription
from interlock.actions.load_weeks import load_week, load_weeks
from interlock.cli import closing
from interlock.cli.main import main
from interlock.records.closed_week import OF_ALL
from interlock.records.errors import UnknownName
from interlock.records.report import Reader
from interlock.records.rights import Viewer
from interlock.records.subscription import Subscription
from interlock.render import report_mail
from interlock.store import audit, hooks, members, outcomes, read, sendings, weeks, write
from interlock.store.mail_tries import AGAIN
from interlock.store.models import Outcome, WeekReport
from interlock.web import clock
from tests.importers.mail_server import free_port
from tests.render import sample
from tests.store.books import COMPANY, book, deal
from tests.web.inbox import receiving
from tests.web.test_replies import reply_to, take

OWNER = Viewer("Own", "owner")
MONDAY, HOUR = date(2027, 3, 29), datetime(2027, 3, 29, 6, tzinfo=UTC)
"""The first Monday of summer time in Berlin, and eight o'clock on it."""

BERLIN = replace(COMPANY, time_zone="Europe/Berlin")
HELD = replace(book([deal("D1", owner="Ann")]), company=BERLIN)


@pytest.fixture
def inbox(book_at, settings):
    """A book with an export, and a mail server to which its reports go."""
    write.book(HELD, by="Ann", words="first")
    with receiving() as made:
        sends_to(settings, made.url)
        yield made


@pytest.fixture
def week(inbox, monkeypatch):
    """A way to be a worker at a moment: the weeks that were closed, what went and what failed."""
    at = [HOUR]
    monkeypatch.setattr(closing, "now", lambda: at[0])
    monkeypatch.setattr(clock, "now", lambda: at[0])
    monkeypatch.setattr(closing, "_make", make)

    def work(moment=HOUR, *, early=False):
        at[0] = moment
        return closing.close_due(early=early), closing.send_due()

    return work


def make(asked, revision):
    """A report for a reader, of what the book knew after a revision."""
    name = asked["reader"]
    if name not in (*OF_ALL, "Ann"):
        raise UnknownName("reader", name, [])
    reader = Reader(name) if name in OF_ALL else Reader("person", name, "sales")
    made = replace(sample.report(), reader=reader, notes=(f"after {revision}",))
    outcomes.keep("report", asked, revision, made)


def sends_to(settings, url):
    settings.MAIL = url
    settings.MAILERS = {"default": options.mailer(url)}


def known(moment):
    """Let the book's first change be made at a moment."""
    from interlock.store.models import Revision

    Revision.objects.filter(number=1).update(at=moment)


def test_at_its_hour_the_week_is_closed_once_and_everybody_is_sent_their_view(browser, week, inbox):
    for role in ("owner", "rep", "developer"):
        browser(role)
    known(HOUR - timedelta(days=1))
    assert week(HOUR - timedelta(minutes=1)) == ((), (0, 0))
    assert week() == ((MONDAY,), (3, 0))
    assert week(HOUR + timedelta(hours=1)) == ((), (0, 0))
    (closed,) = load_weeks(OWNER)
    assert (closed.day, closed.closed_at, closed.revision) == (MONDAY, HOUR, 1)
    assert closed.readers == (*OF_ALL, "Ann")
    said = {whom: str(letter) for whom, letter in inbox.letters}
    assert "for management" in said["owner0@acme.example"]
    assert "for Ann" in said["rep1@acme.example"]
    assert "for development" in said["developer2@acme.example"]
    assert len({letter["Message-ID"] for _, letter in inbox.letters}) == 3


def test_what_is_kept_is_what_the_command_line_says_of_that_change(inbox, monkeypatch):
    """Worked out for real, then again by the command's own action from the book of that change."""
    from interlock.actions.report import report
    from interlock.render import json
    from interlock.store import read, typed

    monkeypatch.setattr(closing, "now", lambda: HOUR)
    (day,) = closing.close_due()
    typed.over("deals", ("D1",), {"owner": "Bob"}, by="Ann", seen=1)
    kept = load_week(day, "management", OWNER)
    anew = report(read.book(1), reader="management", as_of=kept.birth.as_of, seed=1)
    assert json.report(kept) == json.report(anew)


def test_a_mail_says_who_sent_it_for_what_and_how_to_leave(browser, week, inbox):
    browser("owner")
    week()
    ((whom, letter),) = inbox.letters
    assert whom == "owner0@acme.example"
    leave = re.fullmatch(r"<(http\S+/leave-report/\S+/)>", letter["List-Unsubscribe"])[1]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == sendings.last(members.listed()[0].user).message_id
    plain = letter.get_body("plain").get_content()
    assert "/reports/2027-03-29/" in plain
    assert leave in plain
    html = letter.get_body("html").get_content()
    assert leave in html
    assert "leave.invalid" not in plain + html
    shown = {f"<{name}>" for name in re.findall(r'src="cid:(\w+)"', html)}
    inside = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    assert {part["Content-ID"] for part in inside} == shown
    assert shown


@pytest.mark.parametrize("address", ["interlock@acme.example", ""], ids=["plus", "id alone"])
def test_an_answer_to_the_mailed_report_stands_below_its_week(
    browser, week, inbox, settings, address
):
    settings.MAIL_IN_ADDRESS, settings.ANSWERS_TO = address, "interlock@acme.example"
    settings.MAIL_IN = "imaps://interlock%40acme.example:x@host"
    browser("owner")
    week()
    ((whom, letter),) = inbox.letters
    for kind in ("plain", "html"):
        said = letter.get_body(kind).get_content()
        assert "Answer this mail: your answer stands below the report." in said
    taken = take(reply_to(letter, "We said so.", sender=whom), now=HOUR)
    assert taken.refused == ""
    (note,) = read.book().notes.iter_rows(named=True)
    assert (note["week"], note["text"]) == (MONDAY, "We said so.")


def test_who_writes_no_notes_is_not_asked_for_an_answer(browser, week, inbox, settings):
    settings.MAIL_IN_ADDRESS = "interlock@acme.example"
    browser("viewer"), browser("developer")
    week()
    asked = {whom.split("0")[0].split("1")[0]: "Answer this mail" in str(letter)
             for whom, letter in inbox.letters}  # fmt: skip
    assert asked == {"viewer": False, "developer": True}


def test_leaving_asks_on_a_click_and_is_done_by_a_mail_program_without_signing_in(
    browser, week, inbox
):
    browser("owner")
    week()
    address = inbox.letters[0][1]["List-Unsubscribe"][1:-1].split("8000")[1]
    anybody = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    page = anybody.get(address).content.decode()
    assert "No weekly report any more?" in page
    assert members.listed()[0].subscription.wants
    answer = anybody.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not members.listed()[0].subscription.wants
    assert anybody.post(address[:-3] + "xx/").status_code == 404
    assert week(HOUR + timedelta(days=7)) == ((MONDAY + timedelta(days=7),), (0, 0))


def test_who_left_before_it_was_sent_is_not_sent_it(browser, week, inbox):
    client = browser("owner")
    closing.close_due()
    client.post("/account/report/", {"view": "", "weekday": ""})
    assert week() == ((), (0, 0))
    assert inbox.letters == []


def test_another_day_brings_the_same_report_later_and_may_be_changed_meanwhile(
    browser, week, inbox
):
    client = browser("owner")
    client.post("/account/report/", {"wants": "on", "view": "sales", "weekday": "3"})
    assert week() == ((MONDAY,), (0, 0))
    assert "1 Apr 2027, 08:00 Europe/Berlin" in client.get("/account/report/").content.decode()
    assert week(HOUR + timedelta(days=2))[1] == (0, 0)
    client.post("/account/report/", {"wants": "on", "view": "sales", "weekday": "2"})
    assert week(HOUR + timedelta(days=2))[1] == (1, 0)
    assert week(HOUR + timedelta(days=3))[1] == (0, 0)
    assert "for sales" in str(inbox.letters[0][1])


def test_another_view_is_that_of_the_week_that_waits_too_where_it_was_kept(browser, week, inbox):
    one, other = browser("owner", known_as="One"), browser("owner", known_as="Other")
    for client in (one, other):
        client.post("/account/report/", {"wants": "on", "view": "sales", "weekday": "3"})
    assert week() == ((MONDAY,), (0, 0))
    one.post("/account/report/", {"wants": "on", "view": "development", "weekday": "2"})
    other.post("/account/report/", {"wants": "on", "view": "mine", "weekday": "2"})
    assert week(HOUR + timedelta(days=2))[1] == (2, 0)
    said = {whom: str(letter) for whom, letter in inbox.letters}
    assert "for development" in said["owner0@acme.example"]
    assert "for sales" in said["owner1@acme.example"], "nothing was kept for Other alone"


def test_a_view_that_shows_more_than_one_sees_cannot_be_chosen_nor_is_it_sent(browser, week, inbox):
    client = browser("developer")
    page = client.get("/account/report/").content.decode()
    assert "Management" not in page
    assert client.post("/account/report/", {"wants": "on", "view": "sales"}).status_code == 400
    user = members.listed()[0].user
    with pytest.raises(UnknownName):
        save_subscription.subscribe(user, Subscription(view="management"), now=HOUR)
    members.subscribe(user, Subscription(view="management"))
    week()
    assert "for development" in str(inbox.letters[0][1])


def test_whose_role_changed_before_it_was_sent_is_not_sent_what_is_not_theirs(browser, week, inbox):
    browser("manager")
    closing.close_due()
    user = members.listed()[0].user
    members.change(user, role="manager", amounts="none", known_as="Mo", by="test")
    assert week()[1] == (0, 0)
    assert inbox.letters == []
    assert sendings.last(user).problem == "a manager may not read the report for management"


def test_a_failed_address_is_tried_again_and_shown_to_the_person_and_to_the_owner(
    browser, week, inbox
):
    owner, rep = browser("owner", known_as="Own"), browser("rep")
    inbox.refused.add("rep1@acme.example")
    assert week()[1] == (1, 1)
    page = owner.get("/settings/sent/").content.decode()
    assert "29 Mar 2027" in page
    page = owner.get("/settings/sent/2027-03-29/").content.decode()
    assert "550 no such user here" in page
    assert "1 sent, 1 waiting, 0 not sent" in page
    assert "550 no such user here" in rep.get("/account/report/").content.decode()
    assert "550" not in owner.get("/account/report/").content.decode()
    assert rep.get("/settings/sent/").status_code == 403
    at = HOUR
    for wait in AGAIN:
        at += wait
        assert week(at)[1] == (0, 1)
    assert "0 waiting, 1 not sent" in owner.get("/settings/sent/2027-03-29/").content.decode()
    assert audit.listed()[0].what == "report not sent"
    inbox.refused.clear()
    user = str(members.listed()[1].user)
    owner.post("/settings/sent/2027-03-29/", {"user": user})
    assert week(at)[1] == (1, 0)
    assert inbox.whom == ["owner0", "rep1"]


def test_what_went_in_the_end_is_not_to_be_tried_again(browser, week, inbox):
    owner = browser("owner")
    inbox.refused.add("owner0@acme.example")
    assert week()[1] == (0, 1)
    assert 'name="user"' in owner.get("/settings/sent/2027-03-29/").content.decode()
    inbox.refused.clear()
    assert week(HOUR + AGAIN[0])[1] == (1, 0)
    page = owner.get("/settings/sent/2027-03-29/").content.decode()
    assert "1 sent, 0 waiting" in page
    assert "what did not go" not in page
    assert 'name="user"' not in page


def test_a_report_that_cannot_be_written_as_a_letter_says_so_and_lets_the_others_go(
    browser, week, inbox, monkeypatch
):
    browser("owner"), browser("developer")
    written = report_mail.letter

    def broken(report, **more):
        if report.reader.kind == "management":
            raise RuntimeError("no fan")
        return written(report, **more)

    monkeypatch.setattr(report_mail, "letter", broken)
    with pytest.raises(RuntimeError):
        week()
    assert week(HOUR + timedelta(seconds=5))[1] == (1, 0)
    assert inbox.whom == ["developer1"]
    mine = sendings.last(members.listed()[0].user)
    assert (mine.state, mine.problem, mine.next_at) == ("waiting", "no fan", HOUR + AGAIN[0])


def test_a_report_that_this_version_cannot_read_says_so_and_stops_no_round(browser, week, inbox):
    owner = browser("owner", known_as="Own")
    browser("developer")
    closing.close_due()
    of = WeekReport.objects.filter(reader="management")
    Outcome.objects.filter(pk__in=of.values("outcome")).update(body='{"company": 1}', version="9.9")
    outcomes._made.cache_clear()
    assert week() == ((), (1, 1))
    assert inbox.whom == ["developer1"]
    assert "Read it with Interlock 9.9" in owner.get("/settings/sent/2027-03-29/").content.decode()


def test_where_no_server_answers_nothing_is_lost(browser, week, inbox, settings):
    for role in ("owner", "rep"):
        browser(role)
    there = settings_of(settings)
    sends_to(settings, f"smtp://127.0.0.1:{free_port()}")
    assert week()[1] == (0, 1), "the next one waits for a server that answers"
    sends_to(settings, there)
    assert week(HOUR + AGAIN[0])[1] == (2, 0)
    assert inbox.whom == ["owner0", "rep1"]


def settings_of(_settings):
    from django.conf import settings

    return settings.MAIL


def test_who_is_not_in_the_records_is_told_so(browser, week, inbox):
    rep, owner = browser("rep", known_as="Nobody"), browser("owner", known_as="Own")
    assert week() == ((MONDAY,), (1, 0))
    owner.post("/settings/sent/2027-03-29/")
    assert week() == ((), (0, 0))
    assert "nobody in the records is called Nobody" in rep.get("/account/report/").content.decode()
    assert inbox.whom == ["owner1"]


def test_weeks_that_were_missed_are_closed_as_the_book_was_and_the_newest_is_sent(
    browser, week, inbox
):
    browser("owner")
    known(HOUR - timedelta(days=40))
    later = replace(HELD, deals=book([deal("D1"), deal("D2")]).deals)
    write.book(later, by="Ann", words="second")
    from interlock.store.models import Revision

    Revision.objects.filter(number=2).update(at=HOUR + timedelta(days=10))
    assert week() == ((MONDAY,), (1, 0))
    up = HOUR + timedelta(days=7 * 6, hours=5)
    days = [MONDAY + timedelta(days=7 * at) for at in (3, 4, 5, 6)]
    assert week(up) == (tuple(days), (1, 0))
    assert [one.revision for one in load_weeks(OWNER)] == [2, 2, 2, 2, 1]
    assert load_week(days[-1], "management", OWNER).notes == ("after 2",)
    assert [len(sendings.of_week(day)) for day in days] == [0, 0, 0, 1]


def test_a_first_week_that_is_long_over_is_kept_and_goes_to_nobody_the_next_one_to_all(
    browser, week, inbox
):
    """A book of many years that is opened with this version."""
    browser("owner")
    user = members.listed()[0].user
    hooks.make(user, url="https://a.example/x", kinds=["report"], by="test")
    chat = {"url": "https://a.example/y", "kinds": ["report"], "shape": "slack"}
    hooks.make(user, **chat, reader="management", by="test")
    known(HOUR - timedelta(days=400))
    late = HOUR + timedelta(days=1, seconds=1)
    assert week(late) == ((MONDAY,), (0, 0))
    assert [one.day for one in load_weeks(OWNER)] == [MONDAY]
    assert sendings.of_week(MONDAY) == ()
    assert told_hooks() == ["report-2027-03-29 plain"]
    assert week(HOUR + timedelta(days=7)) == ((MONDAY + timedelta(days=7),), (1, 0))
    assert len(inbox.letters) == 1
    assert told_hooks()[1:] == ["report-2027-04-05 plain", "report-2027-04-05 slack"]


def test_a_first_week_that_was_over_for_an_hour_is_sent(browser, week, inbox):
    browser("owner")
    known(HOUR - timedelta(days=400))
    assert week(HOUR + timedelta(hours=1)) == ((MONDAY,), (1, 0))


def told_hooks():
    from interlock.store.models import Delivery

    return [f"{one.event} {one.webhook.shape or 'plain'}"
            for one in Delivery.objects.order_by("event", "webhook__shape")]  # fmt: skip


def test_a_week_of_which_the_book_knew_nothing_is_not_closed(browser, week, inbox):
    browser("owner")
    known(HOUR + timedelta(days=1))
    assert week(HOUR + timedelta(days=2)) == ((), (0, 0))
    assert [one.revision for one in closing.load_due()] == [None]
    assert load_weeks(OWNER) == ()
    page = browser("owner").get("/settings/sent/").content.decode()
    assert "No week was closed yet" in page


def test_closed_early_it_is_not_closed_again_at_its_hour(browser, week, inbox):
    browser("owner")
    early = HOUR - timedelta(days=1)
    weeks_before = week(early, early=True)[0]
    assert weeks_before[-1] == MONDAY
    assert week()[0] == ()
    assert len(inbox.letters) == 1


def test_what_cannot_be_worked_out_is_told_and_tried_again(browser, week, monkeypatch):
    owner = browser("owner")

    def broken(_asked, _revision):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(closing, "_make", broken)
    with pytest.raises(RuntimeError):
        week()
    assert (
        "could not be closed yet: the disk is full" in owner.get("/settings/sent/").content.decode()
    )
    monkeypatch.setattr(closing, "_make", make)
    assert week()[0] == ()
    assert week(HOUR + weeks.LEASE) == ((MONDAY,), (1, 0))
    assert close_week.load_trouble() is None


def test_webhooks_are_told_whose_reports_there_are_as_far_as_their_owners_may_read_them(
    browser, week
):
    for role in ("owner", "developer"):
        browser(role)
        user = members.listed()[-1].user
        hooks.make(user, url="https://a.example/x", kinds=["report"], by="test")
    week()
    week(HOUR + timedelta(minutes=1))
    from interlock.store.models import Delivery

    told = Delivery.objects.order_by("webhook__user_id").values_list("event", "body")
    assert [event for event, _ in told] == ["report-2027-03-29"] * 2
    assert '"readers": ["management", "sales", "development"]' in told[0][1]
    assert '"readers": ["development"]' in told[1][1]


def test_where_no_mail_is_set_up_weeks_are_kept_and_nothing_waits(browser, week, inbox, settings):
    owner = browser("owner")
    settings.MAIL = ""
    assert week() == ((MONDAY,), (0, 0))
    assert "No mail is set up" in owner.get("/settings/sent/").content.decode()
    assert "No mail is set up here" in owner.get("/account/report/").content.decode()
    assert sendings.of_week(MONDAY) == ()


def said_by(*words):
    made = CliRunner().invoke(main, ["week", *words])
    assert made.exit_code == 0, made.output
    return made.stdout


def test_commands_do_the_same_for_those_whose_own_clock_does_so(browser, week, inbox):
    browser("owner")
    would = "2027-03-29 would be closed, as change 1 left the book\n"
    assert said_by("close", "--dry-run") == would
    assert load_weeks(OWNER) == ()
    assert said_by("close") == "2027-03-29 closed\n"
    assert said_by("send") == "1 sent, 0 could not be sent and will be tried again\n"
    assert said_by("close") == "No week is to be closed now; --now closes the one to come\n"
    assert said_by("close", "--now") == "2027-04-05 closed\n"
    assert said_by("send") == "1 sent, 0 could not be sent and will be tried again\n"


def test_a_worker_closes_and_sends_by_itself_and_goes_on_where_something_fails(
    browser, week, inbox, monkeypatch
):
    browser("owner")
    turns = iter([False, False, True])
    monkeypatch.setattr(closing, "LOOK_SECONDS", 0)
    failed = []

    def fails_once(asked, revision):
        if not failed:
            failed.append(asked)
            weeks.LEASE = timedelta(0)
            raise RuntimeError("once")
        make(asked, revision)

    monkeypatch.setattr(weeks, "LEASE", weeks.LEASE)
    monkeypatch.setattr(closing, "_make", fails_once)
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    closing.keep_closing(SimpleNamespace(wait=lambda _: next(turns)))
    assert inbox.whom == ["owner0"]
