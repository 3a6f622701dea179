"""The days for which weeks are closed, and the moments at which that is done and mail goes out."""

from datetime import date, datetime, timedelta

from interlock.records.calendar import DAYS_PER_WEEK, moment_of
from interlock.records.company import Company

MOST_LATE = 4
"""Weeks that are still closed where nobody did so at their hour."""

DAY = timedelta(days=1)
WEEK = timedelta(days=DAYS_PER_WEEK)
YEAR = 52 * WEEK


def closes_at(day: date, company: Company) -> datetime:
    """The moment, in UTC, at which the week of a day is closed."""
    return moment_of(day, company.report_hour, company.time_zone)


def next_day(now: datetime, company: Company) -> date:
    """The next day for which the week will be closed: today where its hour is still to come."""
    today = company.day_of(now)
    day = on_weekday(today, company.report_day)
    return day if closes_at(day, company) > now else day + WEEK


def late_days(now: datetime, company: Company, *, closed: date | None) -> tuple[date, ...]:
    """The days whose hour has come since the last one for which a week was ``closed``, oldest
    first: the last few of them; before the first week that ever was, the last one alone.
    """
    last = next_day(now, company) - WEEK
    days = [last - WEEK * back for back in range(MOST_LATE if closed else 1)]
    return tuple(day for day in reversed(days) if closed is None or day > closed)


def past_days(
    company: Company, *, before: date, told: tuple[date, date], next_day: date
) -> tuple[date, ...]:
    """The days of the last year ``before`` one, newest first, for which a week can be worked out
    afterwards by data that tells of each day from the first to the last ``told``: of no week that
    it tells nothing of.
    """
    first, last = told
    end = min(next_day, last + WEEK + DAY)
    before, since = min(before, end), max(end - YEAR, first + DAY)
    last_day = on_weekday(before, company.report_day) - WEEK
    days = (last_day - WEEK * back for back in range((last_day - since) // WEEK + 1))
    return tuple(days)


def known_by(day: date) -> date:
    """The last whole day that a week's report knows of, where it is worked out afterwards."""
    return day - DAY


def mails_at(day: date, weekday: int | None, company: Company) -> datetime:
    """The moment, in UTC, at which the report of a week goes to somebody who wants it on another
    weekday than the company's; without one at once.
    """
    if weekday is None:
        return closes_at(day, company)
    return closes_at(on_weekday(day, weekday), company)


def on_weekday(day: date, weekday: int) -> date:
    """The first such weekday from a day on."""
    return day + timedelta(days=(weekday - day.weekday()) % DAYS_PER_WEEK)
