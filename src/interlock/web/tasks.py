"""Work that takes longer than a page may: done by the worker."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.tasks import task
from django.urls import reverse
from django_tasks_db.models import DBTaskResult, get_date_max

from interlock.actions.calls_ahead import calls_ahead
from interlock.actions.close_week import close_next_past
from interlock.actions.day_record import record
from interlock.actions.deals_ahead import deals_ahead
from interlock.actions.features_ahead import features_ahead
from interlock.actions.forecast import forecast
from interlock.actions.load_book import load_time_zone
from interlock.actions.mail_notices import mail_notices
from interlock.actions.mail_nudges import mail_nudges
from interlock.actions.mark_tools import mark_tools
from interlock.actions.report import report
from interlock.actions.save_nudges import tell_nudges
from interlock.actions.save_outcome import begin_work, work_out
from interlock.records import outcome
from interlock.records.errors import NothingKept
from interlock.records.notes import NOTES, NUDGES
from interlock.records.nudges import MORNING, Nudge
from interlock.web import clock, who

Asked = dict[str, Any]
OF_DEALS: Asked = {"as_of": None, "seed": 1}
OF_FEATURES: Asked = {"as_of": None, "seed": 1}
OF_CALLS: Asked = {"as_of": None, "seed": 1}
OF_RECORD: Asked = {"as_of": None, "seed": 1}
of_report = outcome.of_report


def of_forecast(what: str, *, quarters: int = 1, by: str | None = None) -> Asked:
    """What is asked for a forecast, as the command line asks it."""
    return {"what": what, "as_of": None, "seed": 1, "quarters": quarters, "by": by}


@task
def make_report(reader: str) -> None:
    """The weekly report of the book as it is, for one reader."""
    _make_report(of_report(reader))


@task
def make_past_week() -> None:
    """The reports of the newest of the weeks before the first that was closed, and then of those
    before it: one at a time, so that what people wait for comes between.
    """
    if close_next_past(make=_make_report, now=clock.now):
        make_past_week.enqueue()


def _make_report(asked: Mapping[str, Any], revision: int | None = None) -> None:
    work_out(
        "report",
        asked,
        lambda book, tell: report(book, **asked, progress=tell),
        revision=revision,
    )


@task
def make_deals() -> None:
    """What lies ahead of every open deal of the book as it is."""
    work_out("deals", OF_DEALS, lambda book, tell: deals_ahead(book, progress=tell))
    nudge.enqueue()


@task
def make_features() -> None:
    """What lies ahead of every unfinished feature of the book as it is."""
    work_out("features", OF_FEATURES, lambda book, tell: features_ahead(book, progress=tell))
    nudge.enqueue()


@task
def make_calls() -> None:
    """The figures beside everybody's calls, of the book as it is."""
    work_out("calls", OF_CALLS, lambda book, tell: calls_ahead(book, progress=tell))


@task
def make_record() -> None:
    """How the days that both sides said came out, in the book as it is."""
    work_out("record", OF_RECORD, lambda book, tell: record(book, progress=tell))


@task
def make_forecast(what: str, quarters: int, by: str | None) -> None:
    """A table of odds of the book as it is."""
    asked = of_forecast(what, quarters=quarters, by=by)
    work_out("forecast", asked, lambda book, tell: forecast(book, **asked, progress=tell))


@task
def mail_notes() -> None:
    """Mail to those whom notes mention or answer; what could not be sent is tried again later."""
    page_of = who.pages()
    again = mail_notices(
        page=lambda note: f"{settings.URL}{reverse('note', args=[note])}",
        person=lambda name: settings.URL + there if (there := page_of(name)) else "",
        now=clock.now(),
    )
    mail_what_waits(again)


def mail_what_waits(at: datetime | None = None, *, now: bool = False) -> None:
    """Let the worker mail what waits, ``at`` a moment or ``now``; none where no mail is set up."""
    if settings.MAIL and (now or at):
        mail_notes.using(run_after=at).enqueue()


@task
def nudge() -> None:
    """Tell people what they have to do in time, by the forecasts of the book as it is; and again
    the next morning, as days draw near while nothing is brought in. Where sales tools are marked
    first, once the forecasts of the book that says so are worked out.
    """
    now = clock.now()
    if mark_tools(now=now):
        each_morning.enqueue()
        return
    tell_nudges(deals=OF_DEALS, features=OF_FEATURES, mails=bool(settings.MAIL), now=now)
    if settings.MAIL:
        mail_nudged.enqueue()
    if not _waits(each_morning, now):
        each_morning.using(run_after=_next_morning(now)).enqueue()


@task
def each_morning() -> None:
    """Have the forecasts worked out that nobody asked for since the book changed, and tell people
    what they have to do in time.
    """
    try:
        if begin_work("deals", OF_DEALS):
            make_deals.enqueue()
        if begin_work("features", OF_FEATURES):
            make_features.enqueue()
    except NothingKept:
        return
    nudge.enqueue()


@task
def mail_nudged() -> None:
    """Mail what people were told and is to be mailed, and again when the next mail is due."""
    now = clock.now()
    again = mail_nudges(
        page=lambda one: f"{settings.URL}{page_of_nudge(one)}",
        choose=f"{settings.URL}{reverse('own_nudges')}",
        now=now,
    )
    if again and not _waits(mail_nudged, now):
        mail_nudged.using(run_after=again).enqueue()


MAILS = {NOTES: mail_notes, NUDGES: mail_nudged}
"""What is mailed -> what mails it."""


def page_of_nudge(one: Nudge) -> str:
    """Where a nudge leads."""
    return reverse(one.about, args=[one.own_id])


def _waits(job: Any, now: datetime) -> bool:
    """Whether the worker is to do it at some later time already."""
    later = DBTaskResult.objects.filter(task_path=job.module_path, status="READY")
    return bool(later.filter(run_after__gt=now).exclude(run_after=get_date_max()).exists())


def _next_morning(now: datetime) -> datetime:
    zone = ZoneInfo(load_time_zone())
    here = now.astimezone(zone)
    day = here.date() if here.time() < MORNING else here.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, zone)
