"""The week that a call counts for, and from which moment on it is locked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from interlock.records.calendar import DAYS_PER_WEEK, WEEKDAYS, moment_of, week_start_of
from interlock.records.company import Company

DAY = timedelta(days=1)


@dataclass(frozen=True)
class CallWeek:
    """A week of calls, both days included. Where calls are locked, ``locks_at`` is its last
    moment; both that and the one before, in UTC.
    """

    first: date
    last: date
    locks_at: datetime | None = None
    locked_before: datetime | None = None


def week_at(now: datetime, company: Company) -> CallWeek:
    """The week that a call said at a moment counts for."""
    return week_of(said_on(now, company), company)


def week_of(day: date, company: Company) -> CallWeek:
    """The week that a call dated ``day`` counts for. With a lock it ends on the day of the lock,
    else as the company's weeks do.
    """
    lock = _lock(company)
    start = company.week_start if lock is None else (lock[0] + 1) % DAYS_PER_WEEK
    first = week_start_of(day, week_start=start)
    last = first + timedelta(days=DAYS_PER_WEEK - 1)
    if lock is None:
        return CallWeek(first, last)
    return CallWeek(first, last, _moment(last, company), _moment(first - DAY, company))


def said_on(now: datetime, company: Company) -> date:
    """The day that a call said at a moment is dated: the day it is in the company's time zone; on
    the day of the lock, once it is locked, the next, which is the first of the week it counts for.
    """
    day = company.day_of(now)
    return day + DAY if is_locked(day, now, company) else day


def is_locked(day: date, now: datetime, company: Company) -> bool:
    """Whether at a moment the calls of the week that holds ``day`` stand for good."""
    locks_at = week_of(day, company).locks_at
    return locks_at is not None and now.astimezone(UTC) >= locks_at


def _lock(company: Company) -> tuple[int, str] | None:
    if not company.calls_lock:
        return None
    weekday, hour = company.calls_lock.split()
    return WEEKDAYS.index(weekday), hour


def _moment(day: date, company: Company) -> datetime | None:
    """The moment of the lock on a day."""
    lock = _lock(company)
    return moment_of(day, lock[1], company.time_zone) if lock else None
