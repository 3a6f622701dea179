"""Weeks before the first that was closed are worked out of what was known, and sent to nobody."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from click.testing import CliRunner

from interlock.actions.load_weeks import load_week, load_weeks
from interlock.actions.report import report
from interlock.cli import closing
from interlock.cli.main import main
from interlock.records.closed_week import OF_ALL
from interlock.records.errors import NotPossible
from interlock.records.report import Reader
from interlock.records.rights import Viewer
from interlock.render import json
from interlock.store import hooks, outcomes, read, sendings, weeks, write
from interlock.web import clock, tasks
from tests.render import sample
from tests.store.books import CHANGE, COMPANY, book, deal

MANAGER = Viewer("Mo", "manager")
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
"""A Wednesday; weeks close on Mondays."""

WEEKS = [date(2026, 11, 23) - timedelta(days=7 * back) for back in range(4)]
TOLD_SINCE = datetime(2026, 11, 1, 9, tzinfo=UTC)
"""So that of 2 November, and of no week before it, the day before is told of."""


def logged(*changes):
    return replace(
        book([deal("D1", owner="Ann", stage="Propose")], changes=[CHANGE | one for one in changes]),
        company=replace(COMPANY, report_day=0, report_hour="08:00"),
    )


AMOUNT = {"field": "amount", "old": "900", "new": "1000.125", "at": TOLD_SINCE}


@pytest.fixture
def site(book_at, browser, monkeypatch, settings):
    """A site whose worker works reports out at once, and what it was asked for."""
    asked = []

    def make(said, revision=None):
        asked.append((said["reader"], said["as_of"]))
        reader = replace(sample.report(), reader=Reader(said["reader"]))
        birth = replace(reader.birth, as_of=said["as_of"])
        outcomes.keep("report", said, revision, replace(reader, birth=birth))

    settings.MAIL = "smtp://127.0.0.1:1"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(closing, "now", lambda: NOW)
    monkeypatch.setattr(tasks, "_make_report", make)
    write.book(logged(AMOUNT), by="Ann", words="first")
    return asked


def step():
    """The worker does the next that waits: whether any did."""
    from django_tasks_db.models import DBTaskResult

    path = tasks.make_past_week.module_path
    row = DBTaskResult.objects.filter(task_path=path, status="READY").first()
    if row:
        row.delete()
        tasks.make_past_week.call()
    return bool(row)


def worked():
    """The worker does what waits, until nothing does: how often."""
    return sum(iter(step, False))


def test_every_week_that_history_tells_of_is_worked_out_newest_first(site, browser):
    manager = browser("manager")
    assert "Work out earlier weeks" in manager.get("/reports/").content.decode()
    assert manager.post("/reports/earlier/").status_code == 302
    assert manager.post("/reports/earlier/").status_code == 302, "asked for twice, done once"
    assert "waiting for the worker" in manager.get("/reports/").content.decode()
    assert worked() == 4
    assert site == [(reader, day - timedelta(days=1)) for day in WEEKS for reader in OF_ALL]
    assert [(one.day, one.afterwards) for one in load_weeks(MANAGER)] == [(d, True) for d in WEEKS]


def test_a_week_that_was_made_afterwards_says_so_and_nobody_is_told(site, browser, monkeypatch):
    manager, told = browser("manager"), []
    monkeypatch.setattr(hooks, "tell", lambda *some: told.append(some))
    manager.post("/reports/earlier/")
    worked()
    assert manager.get("/reports/").content.decode().count(">afterwards<") == 4
    page = manager.get(f"/reports/{WEEKS[1]}/").content.decode()
    assert "Worked out afterwards, on 25 November 2026" in page
    assert "what was known by 15 November 2026" in page
    assert [len(sendings.of_week(day)) for day in WEEKS] == [0] * 4
    sent = browser("owner").get(f"/settings/sent/{WEEKS[1]}/").content.decode()
    assert "Nobody was sent it: it was worked out afterwards." in sent
    assert told == []
    assert closing.load_due() == (), "none of them is late any more"


def test_how_far_it_is_stands_on_the_page_and_it_ends(site, browser, monkeypatch):
    manager = browser("manager")
    manager.post("/reports/earlier/")
    said = []
    monkeypatch.setattr(
        tasks, "_make_report",
        lambda *_: said.append(manager.get("/reports/earlier/").content.decode()),
    )  # fmt: skip
    step()
    assert "The week of 23 Nov 2026 (3 weeks to go after it)" in said[0]
    worked()
    done = manager.get("/reports/earlier/", headers={"HX-Request": "true"}).content.decode()
    assert "The earlier weeks are worked out" in done


def test_one_that_fails_is_told_and_the_others_go_on_when_asked_again(site, browser, monkeypatch):
    manager, make = browser("manager"), tasks._make_report

    def breaks(said, revision=None):
        if said["as_of"] < date(2026, 11, 20):
            raise RuntimeError("the disk is full")
        make(said, revision)

    monkeypatch.setattr(tasks, "_make_report", breaks)
    manager.post("/reports/earlier/")
    with pytest.raises(RuntimeError):
        worked()
    page = manager.get("/reports/").content.decode()
    assert "the disk is full" in page
    assert "Work out earlier weeks" in page
    assert weeks.trouble() is None, "it is no week that goes out"
    monkeypatch.setattr(tasks, "_make_report", make)
    manager.post("/reports/earlier/")
    assert worked() == 3
    assert [one.day for one in load_weeks(MANAGER)] == WEEKS


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"field": "stage", "old": "", "new": "Propose"}, "no history of amounts"),
        (AMOUNT | {"at": datetime(2026, 11, 24, tzinfo=UTC)}, "from 24 Nov 2026 on"),
    ],
)
def test_what_no_history_tells_of_is_not_made_up(site, browser, change, why):
    write.book(logged(change), by="Ann", words="second")
    manager = browser("manager")
    manager.post("/reports/earlier/")
    with pytest.raises(Exception, match=why):
        worked()
    assert why in manager.get("/reports/").content.decode()
    assert load_weeks(MANAGER) == ()


def test_a_week_that_the_book_knew_at_its_hour_is_closed_as_others_are(site):
    from interlock.store.models import Revision

    Revision.objects.update(at=datetime(2026, 11, 22, tzinfo=UTC))
    assert [one.day for one in closing.load_past().due] == WEEKS[1:]
    assert [one.day for one in closing.load_due()] == WEEKS[:1]


def test_past_weeks_do_not_let_a_first_week_that_is_long_over_go_out(site, browser):
    from interlock.store.models import Revision

    Revision.objects.update(at=datetime(2026, 11, 22, tzinfo=UTC))
    browser("manager").post("/reports/earlier/")
    assert worked() == 3
    assert [(one.day, one.mails) for one in closing.load_due()] == [(WEEKS[0], False)]


def test_how_far_it_is_is_asked_for_only_by_who_may_begin_it(site, browser):
    manager, viewer = browser("manager"), browser("viewer")
    manager.post("/reports/earlier/")
    step()
    asks = 'hx-get="/reports/earlier/"'
    assert asks in manager.get("/reports/").content.decode()
    page = viewer.get("/reports/").content.decode()
    assert "Show what is there" in page
    assert asks not in page
    assert viewer.get("/reports/earlier/").status_code == 403


def test_weeks_before_one_that_another_process_is_at_wait_for_it(site, browser):
    weeks.claim(WEEKS[0], 1, now=NOW)
    manager = browser("manager")
    manager.post("/reports/earlier/")
    with pytest.raises(NotPossible, match="in 10 minutes at most"):
        worked()
    assert "The week of 23 Nov 2026 is worked out by" in manager.get("/reports/").content.decode()
    said = CliRunner().invoke(main, ["week", "past"])
    assert (said.exit_code, "in 10 minutes at most" in said.output) == (2, True)
    assert load_weeks(MANAGER) == ()


def test_what_is_kept_is_what_the_command_line_says_of_that_day(site, monkeypatch):
    monkeypatch.undo()
    monkeypatch.setattr(closing, "now", lambda: NOW)
    said = CliRunner().invoke(main, ["week", "past", "--most", "2"])
    assert said.output.splitlines()[-2:] == [f"{day} worked out" for day in WEEKS[:2]]
    kept = load_week(WEEKS[1], "management", MANAGER)
    anew = report(read.book(), reader="management", as_of=date(2026, 11, 15), seed=1)
    assert json.report(kept) == json.report(anew)
    dry = CliRunner().invoke(main, ["week", "past", "--dry-run"]).output
    assert dry.splitlines() == [
        f"{day} would be worked out of what was known by {day - timedelta(days=1)}"
        for day in WEEKS[2:]
    ]
