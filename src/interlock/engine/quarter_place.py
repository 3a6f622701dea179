"""Where a week lies in the fiscal quarter."""

from datetime import date, timedelta
from functools import lru_cache

from interlock.engine.terms import QUARTER_WEEKS
from interlock.records.calendar import DAYS_PER_WEEK, FiscalCalendar


@lru_cache(maxsize=100_000)
def quarter_place(day: date, fiscal: FiscalCalendar) -> tuple[int, bool]:
    """(whole weeks left in the fiscal quarter after ``day``, whether it is the year's last)."""
    quarter = fiscal.quarter_of(day)
    left = (quarter.last - day).days // DAYS_PER_WEEK
    return min(left, QUARTER_WEEKS - 1), quarter.label.endswith("4")


def middle_of_week(as_of: date, week: int) -> date:
    """The middle day of week k, which covers days 7k + 1 to 7k + 7 after as_of."""
    return as_of + timedelta(days=DAYS_PER_WEEK * week + 4)
