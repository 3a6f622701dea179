"""Weeks are closed at their hour by the clock on the wall, on both days on which it is changed."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest

from interlock.records import report_days
from interlock.records.company import Company

BERLIN = Company(time_zone="Europe/Berlin", report_day=0, report_hour="08:00")
SUNDAY = Company(time_zone="Europe/Berlin", report_day=6, report_hour="02:30")
AUCKLAND = Company(time_zone="Pacific/Auckland", report_day=4, report_hour="17:00")


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("company", "day", "moment"),
    [
        (BERLIN, date(2026, 10, 19), utc(2026, 10, 19, 6)),
        (BERLIN, date(2026, 10, 26), utc(2026, 10, 26, 7)),
        (BERLIN, date(2027, 3, 22), utc(2027, 3, 22, 7)),
        (BERLIN, date(2027, 3, 29), utc(2027, 3, 29, 6)),
        (SUNDAY, date(2026, 10, 18), utc(2026, 10, 18, 0, 30)),
        (SUNDAY, date(2026, 10, 25), utc(2026, 10, 25, 0, 30)),
        (SUNDAY, date(2027, 3, 28), utc(2027, 3, 28, 1, 30)),
        (AUCKLAND, date(2026, 11, 27), utc(2026, 11, 27, 4)),
    ],
    ids=["summer", "winter", "before summer", "summer again", "usual", "twice", "skipped", "south"],
)
def test_the_hour_is_that_of_the_wall(company, day, moment):
    """On 25 October half past two comes twice, the first time at 00:30 UTC; on 28 March it does not
    come: 150 minutes after midnight it is half past three, 01:30 UTC.
    """
    assert report_days.closes_at(day, company) == moment


@pytest.mark.parametrize("start", [date(2026, 10, 20), date(2027, 3, 22)])
@pytest.mark.parametrize("company", [BERLIN, SUNDAY])
def test_every_week_is_due_once_whenever_one_looks(company, start):
    """A clock that goes on by twenty minutes through the change: each day is due from its moment
    on, and never again once it is closed.
    """
    now, closed, found = datetime(start.year, start.month, start.day, tzinfo=UTC), None, []
    closed = report_days.next_day(now, company) - report_days.WEEK
    for _ in range(21 * 72):
        now += timedelta(minutes=20)
        for day in report_days.late_days(now, company, closed=closed):
            assert now - timedelta(minutes=20) < report_days.closes_at(day, company) <= now
            found.append(day)
            closed = day
        assert report_days.next_day(now, company) > closed
    assert [two - one for one, two in itertools.pairwise(found)] == [report_days.WEEK] * 2


def test_at_most_the_last_weeks_are_late_and_before_the_first_one_alone():
    now, monday = utc(2026, 11, 26, 12), date(2026, 11, 23)
    back = [monday - report_days.WEEK * weeks for weeks in (3, 2, 1, 0)]
    assert report_days.late_days(now, BERLIN, closed=date(2026, 1, 5)) == tuple(back)
    assert report_days.late_days(now, BERLIN, closed=back[1]) == tuple(back[2:])
    assert report_days.late_days(now, BERLIN, closed=monday) == ()
    assert report_days.late_days(now, BERLIN, closed=date(2026, 11, 30)) == ()
    assert report_days.late_days(now, BERLIN, closed=None) == (monday,)


def test_an_hour_that_is_still_to_come_today_is_next():
    assert report_days.next_day(utc(2026, 11, 23, 6, 59), BERLIN) == date(2026, 11, 23)
    assert report_days.next_day(utc(2026, 11, 23, 7), BERLIN) == date(2026, 11, 30)


def test_whoever_wants_another_day_gets_it_at_the_same_hour_after_the_week_is_closed():
    monday = date(2026, 10, 19)
    assert report_days.mails_at(monday, None, BERLIN) == utc(2026, 10, 19, 6)
    assert report_days.mails_at(monday, 0, BERLIN) == utc(2026, 10, 19, 6)
    assert report_days.mails_at(monday, 6, BERLIN) == utc(2026, 10, 25, 7)
