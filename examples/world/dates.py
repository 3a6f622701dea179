"""The calendar that people sell by: ends of months and quarters, working days and hours."""

from datetime import date, datetime, timedelta
from functools import cache

import numpy as np


@cache
def quarter_end(day: date) -> date:
    month = 3 * ((day.month - 1) // 3) + 3
    return month_end(date(day.year, month, 1))


@cache
def month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def workday(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def in_hours(day: date, random: np.random.Generator) -> datetime:
    """A moment of the working day."""
    return datetime(day.year, day.month, day.day, 8, 0) + timedelta(
        seconds=int(random.integers(0, 36_000))
    )
