"""Close: the week of each day whose hour has come, once; its reports are kept, and go out."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from interlock.engine.told_since import told_since
from interlock.engine.week_line import week_line
from interlock.records import mail_ids, report_days
from interlock.records.closed_week import OF_ALL, DueWeek, PastWeeks
from interlock.records.company import Company
from interlock.records.errors import NotPossible, UnknownName
from interlock.records.member import Member
from interlock.records.notes import FAILED, WAITING
from interlock.records.outcome import Progress, of_report
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.records.subscription import MINE, Sending, role_view
from interlock.render import glance, words
from interlock.render.past_weeks import why_no_past
from interlock.store import (
    about,
    connect,
    hooks,
    members,
    outcomes,
    read,
    replies,
    sendings,
    weeks,
    work,
)
from interlock.store.weeks import Kept

LATE = timedelta(days=1)
"""The first week that ever is closed is mailed only so long after its hour: a book of many years
that is opened with this version mails nobody a week that is nearly over.
"""

PAST = "past weeks"
"""What those who work past weeks out are at."""

Make = Callable[[Mapping[str, Any], int], None]
"""Works out and keeps the report that is asked for, of the book after a revision."""


def load_due(now: datetime, *, early: bool = False) -> tuple[DueWeek, ...]:
    """The weeks that are to be closed, oldest first; with ``early`` the next one, too, as the book
    is now. Each late one is of the book as it was at its hour.
    """
    connect.open_book()
    company = about.company()
    closed = weeks.last_day()
    days = list(report_days.late_days(now, company, closed=closed))
    found = {day: read.forecasts_revision_by(report_days.closes_at(day, company)) for day in days}
    next_day = report_days.next_day(now, company)
    if early and (closed or date.min) < next_day:
        found[next_day] = read.forecasts_revision_by(now)
    newest = max((day for day, revision in found.items() if revision), default=None)
    if newest and not weeks.any_in_time() and now - report_days.closes_at(newest, company) > LATE:
        newest = None
    return tuple(DueWeek(day, revision, mails=day == newest) for day, revision in found.items())


def load_past(now: datetime) -> PastWeeks:
    """The weeks of the last year before the first that was closed, as far as the history of the
    book as it is tells of them. Raises ``NothingKept``.
    """
    connect.open_book()
    revision = read.forecasts_revision()
    book = read.book(revision)
    since = told_since(book)
    if since is None:
        return PastWeeks((), None)
    next_day = report_days.next_day(now, book.company)
    before = weeks.first_day() or _first_due(now) or next_day
    told = since, book.seen_on
    days = report_days.past_days(book.company, before=before, told=told, next_day=next_day)
    due = (DueWeek(day, revision, mails=False, as_of=report_days.known_by(day)) for day in days)
    return PastWeeks(tuple(due), since)


def _first_due(now: datetime) -> date | None:
    """The first day whose week is closed as others are; None where none is due."""
    return min((one.day for one in load_due(now) if one.revision), default=None)


def begin_past() -> bool:
    """Note that past weeks are to be worked out one after the other; False where somebody is at
    it. Raises ``NothingKept``.
    """
    connect.open_book()
    return work.begin(PAST, kind=PAST, asked="", revision=read.forecasts_revision(), again=True)


def load_past_progress() -> Progress | None:
    """How far the working out of past weeks is, or why it failed; None where nobody is at it."""
    return work.of(PAST)


def close_next_past(*, make: Make, now: Callable[[], datetime]) -> bool:
    """Work out the newest of the past weeks, for those who wait for all: whether there are more."""
    try:
        found = load_past(now())
        if not found.due:
            raise NotPossible(why_no_past(found))
        due, *more = found.due
        left = words.count(len(more), "week")
        step = f"the week of {words.full_day(due.day)} ({left} to go after it)"
        work.tell(PAST, step)
        close_past(due, make=make, now=now, progress=lambda _: work.tell(PAST, step))
    except Exception as error:
        work.fail(PAST, str(error) or type(error).__name__)
        raise
    if not more:
        work.end(PAST, "", read.forecasts_revision())
    return bool(more)


def close_past(
    due: DueWeek,
    *,
    make: Make,
    now: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
) -> None:
    """Work a past week out. Raises ``NotPossible`` where another process is at it: those before it
    wait for it, as there are to be none between closed weeks.
    """
    if not close_week(due, make=make, now=now, progress=progress):
        minutes = weeks.LEASE // timedelta(minutes=1)
        raise NotPossible(
            f"The week of {words.full_day(due.day)} is worked out by another process, or was by one"
            f" that is no more: in {minutes} minutes at most it can be taken over. Try again then"
        )


def close_week(
    due: DueWeek,
    *,
    make: Make,
    now: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
) -> bool:
    """Close a week: whether it was closed now and here. Where another process is at it, or was,
    nothing is done; where the reports cannot be made, that is kept and tried again later.
    """
    revision = due.revision and weeks.claim(due.day, due.revision, now=now())
    if not revision:
        return False
    everybody = members.listed()
    try:
        kept = list(_kept(due, revision, everybody, make=make, now=now, progress=progress))
        with connect.change():
            if not weeks.close(due.day, kept, now=now(), afterwards=due.as_of is not None):
                return False
            if due.mails:
                sendings.put(due.day, _sendings(due.day, kept, everybody, now()))
            if not due.as_of:
                _tell(due, kept)
    except Exception as error:
        if due.as_of:
            weeks.give_up(due.day)
        else:
            weeks.fail(due.day, str(error) or type(error).__name__, now=now())
        raise
    return True


def load_trouble() -> tuple[date, str] | None:
    """The week that could not be closed yet, and why."""
    return weeks.trouble()


def _kept(
    due: DueWeek,
    revision: int,
    everybody: Iterable[Member],
    *,
    make: Make,
    now: Callable[[], datetime],
    progress: Callable[[str], None],
) -> Iterable[Kept]:
    """The report of each reader; none of who is not in the records."""
    for reader in _readers(everybody):
        weeks.hold(due.day, now=now())
        progress(f"the report for {reader}")
        asked = of_report(reader, as_of=due.as_of)
        try:
            make(asked, revision)
        except UnknownName:
            continue
        number = outcomes.number_of("report", asked, revision)
        made = outcomes.by_number(number) if number else None
        if number and isinstance(made, WeeklyReport):
            line = week_line(due.day, made, says=glance.sentence(made))
            yield Kept(reader, number, has_amounts=made.reader.sees_amounts, line=line)


def _readers(everybody: Iterable[Member]) -> tuple[str, ...]:
    """Those of every week, and everybody whose view is their own."""
    own = [one.viewer.name for one in everybody if _is_own(one)]
    return tuple(dict.fromkeys((*OF_ALL, *own)))


def _is_own(one: Member) -> bool:
    return MINE in (one.subscription.view, role_view(one.viewer))


def _sendings(
    day: date, kept: Iterable[Kept], everybody: Iterable[Member], now: datetime
) -> Iterable[Sending]:
    """A mail to everybody who wants one, where mail is set up."""
    from django.conf import settings

    readers, company = {one.reader for one in kept}, about.company()
    for one in everybody if settings.MAIL else ():
        if one.subscription.wants:
            yield _sending(day, one, readers, company, now)


def _sending(day: date, one: Member, readers: set[str], company: Company, now: datetime) -> Sending:
    reader, weekday = one.subscription.reader(one.viewer), one.subscription.weekday
    is_there = reader in readers
    return Sending(
        number=0,
        day=day,
        user=one.user,
        reader=reader,
        state=WAITING if is_there else FAILED,
        message_id=replies.message_id(mail_ids.of_week(day, user=one.user, on=day)),
        next_at=_sent_at(day, weekday, company, now) if is_there else None,
        problem="" if is_there else f"nobody in the records is called {reader}",
    )


def _sent_at(day: date, weekday: int | None, company: Company, now: datetime) -> datetime:
    return now if weekday is None else max(now, report_days.mails_at(day, weekday, company))


def _tell(due: DueWeek, kept: Iterable[Kept]) -> None:
    """Have webhooks told whose reports there are, as far as their owners may read them; channels,
    which people read, of a week that is mailed alone.
    """

    def told(viewer: Viewer) -> dict[str, Any]:
        mine = [one for one in kept if viewer.may_read_of(one.reader, amounts=one.has_amounts)]
        return {"day": due.day, "readers": [one.reader for one in mine],
                "link": f"/reports/{due.day}/"}  # fmt: skip

    hooks.tell("report", f"report-{due.day}", told, channels=due.mails)
