"""Which week a call counts for, and from which moment on a week stands."""

from datetime import UTC, date, datetime

import pytest

from interlock.records import call_weeks
from interlock.records.company import Company

BERLIN = Company(time_zone="Europe/Berlin", calls_lock="thursday 17:00")
SUNDAY = Company(time_zone="Europe/Berlin", calls_lock="sunday 02:30")


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "dated", "first"),
    [
        ("2026-11-19T15:59:59", date(2026, 11, 19), date(2026, 11, 13)),
        ("2026-11-19T16:00:00", date(2026, 11, 20), date(2026, 11, 20)),
        ("2026-11-19T23:30:00", date(2026, 11, 20), date(2026, 11, 20)),
        ("2026-07-16T14:59:59", date(2026, 7, 16), date(2026, 7, 10)),
        ("2026-07-16T15:00:00", date(2026, 7, 17), date(2026, 7, 17)),
    ],
)
def test_what_is_said_after_the_hour_counts_for_the_next_week(now, dated, first):
    """17:00 in Berlin is 16:00 UTC in winter and 15:00 in summer."""
    week = call_weeks.week_at(moment(now), BERLIN)
    assert (call_weeks.said_on(moment(now), BERLIN), week.first) == (dated, first)


@pytest.mark.parametrize(
    ("change", "lock"),
    [
        ("2026-03-29", "2026-03-29T01:30:00"),  # 02:30 is skipped: as long after midnight, 03:30
        ("2026-10-25", "2026-10-25T00:30:00"),  # 02:30 comes twice: the first of them
    ],
)
def test_the_hour_holds_when_the_clock_changes(change, lock):
    day, at = date.fromisoformat(change), moment(lock)
    assert call_weeks.week_of(day, SUNDAY).locks_at == at
    assert not call_weeks.is_locked(day, at.replace(minute=29), SUNDAY)
    assert call_weeks.is_locked(day, at, SUNDAY)
    an_hour_later = at.replace(hour=at.hour + 1)
    assert call_weeks.is_locked(day, an_hour_later, SUNDAY), "the second 02:30 opens nothing again"


def test_weeks_around_a_change_of_the_clock_are_locked_at_five_by_the_wall():
    days = (date(2026, 3, 26), date(2026, 4, 2), date(2026, 10, 22), date(2026, 10, 29))
    hours = [call_weeks.week_of(day, BERLIN).locks_at.hour for day in days]
    assert hours == [16, 15, 15, 16]


def test_a_week_that_is_locked_stays_locked_and_the_next_is_open():
    now = moment("2026-11-19T16:00:00")
    assert call_weeks.is_locked(date(2026, 11, 13), now, BERLIN)
    assert call_weeks.is_locked(date(2025, 1, 1), now, BERLIN)
    assert not call_weeks.is_locked(date(2026, 11, 20), now, BERLIN)


def test_without_the_setting_nothing_is_locked_and_weeks_are_the_companys():
    free = Company(week_start=6)
    week = call_weeks.week_at(moment("2026-11-19T23:00:00"), free)
    assert (week.first, week.last, week.locks_at) == (date(2026, 11, 15), date(2026, 11, 21), None)
    assert not call_weeks.is_locked(date(2000, 1, 1), moment("2026-11-19T23:00:00"), free)


def test_the_day_is_that_of_the_companys_time_zone():
    late = moment("2026-11-16T23:30:00")
    assert call_weeks.said_on(late, BERLIN) == date(2026, 11, 17)
    assert call_weeks.said_on(late, Company()) == date(2026, 11, 16)
