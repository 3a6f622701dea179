"""Fiscal quarters and weeks."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

DAYS_PER_WEEK = 7
MONTHS_PER_YEAR = 12
MONTHS_PER_QUARTER = 3
QUARTERS_PER_YEAR = 4

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

OF_MONTHS = "months"
WEEKS_OF_MONTHS = {"4-4-5": (4, 4, 5), "4-5-4": (4, 5, 4), "5-4-4": (5, 4, 4)}
FISCAL_CALENDARS = (OF_MONTHS, *WEEKS_OF_MONTHS)

LAST, NEAREST = "last", "nearest"
YEAR_ENDS = tuple(f"{which} {weekday}" for which in (LAST, NEAREST) for weekday in WEEKDAYS)

_QUARTER_DAYS = DAYS_PER_WEEK * 13
_LABEL = re.compile(r"([1-9]\d{3})-Q([1-4])")


def moment_of(day: date, hour: str, time_zone: str) -> datetime:
    """The moment, in UTC, at which it is such an ``hour`` (08:00) of a day there: by the clock on
    the wall, summer time or not. An hour that comes twice is the first one; one that is skipped is
    as long after midnight.
    """
    there = datetime.combine(day, time.fromisoformat(hour), ZoneInfo(time_zone))
    return there.astimezone(UTC)


def day_after(day: date) -> date:
    """The next day; the last one that there is has none but itself."""
    return day if day == date.max else day + timedelta(days=1)


@dataclass(frozen=True, order=True)
class Quarter:
    """A fiscal quarter: ``first`` and ``last`` are its first and last day."""

    first: date
    last: date
    label: str

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class FiscalCalendar:
    """How a company's fiscal years divide into quarters.

    ``form`` is months or, in whole weeks, 4-4-5, 4-5-4 or 5-4-4: so many weeks have the months of
    every quarter. A year of months begins in month ``start`` (1 to 12) and is named by the calendar
    year in which it ends: with a start in February, 2026-11-20 lies in 2027-Q4. A year of weeks
    ``ends`` on the last such weekday of the month before ``start``, or on the one nearest to that
    month's end, and is named by the calendar year of that month, even where its last days lie in
    the month after. It has 52 or 53 weeks; the 53rd belongs to the last month of the last quarter.
    """

    form: str = OF_MONTHS
    start: int = 1
    ends: str = "last saturday"

    def quarter_of(self, day: date) -> Quarter:
        """The fiscal quarter that holds ``day``."""
        return self._month_quarter(day) if self.form == OF_MONTHS else self._week_quarter(day)

    def quarters_from(self, day: date, count: int) -> tuple[Quarter, ...]:
        """``count`` fiscal quarters, the first being the one that holds ``day``."""
        quarters = [self.quarter_of(day)]
        while len(quarters) < count:
            quarters.append(self.quarter_of(quarters[-1].last + timedelta(days=1)))
        return tuple(quarters)

    def quarter_named(self, label: str) -> Quarter | None:
        """The fiscal quarter of a label such as 2026-Q4; None for other words."""
        said = _LABEL.fullmatch(label)
        if said is None:
            return None
        year, number = int(said[1]), int(said[2])
        return self.quarters_from(self._last_day(year - 1) + timedelta(days=1), number)[-1]

    def month_of_quarter(self, days: np.ndarray) -> np.ndarray:
        """0, 1 or 2: the month of its fiscal quarter in which each day lies."""
        months: np.ndarray = days.astype("datetime64[M]").astype(np.int64)
        if self.form == OF_MONTHS:
            return (months + 1 - self.start) % MONTHS_PER_QUARTER
        if not days.size:
            return months
        years = months // MONTHS_PER_YEAR + 1970
        firsts = self._months_of(int(years.min()) - 1, int(years.max()) + 2)
        found: np.ndarray = np.searchsorted(firsts, days, side="right") - 1
        return found % MONTHS_PER_QUARTER

    def _month_quarter(self, day: date) -> Quarter:
        months_in = (day.month - self.start) % MONTHS_PER_YEAR
        number = months_in // MONTHS_PER_QUARTER
        first = _add_months(day.replace(day=1), -(months_in % MONTHS_PER_QUARTER))
        last = _add_months(first, MONTHS_PER_QUARTER) - timedelta(days=1)
        year_first = _add_months(first, -MONTHS_PER_QUARTER * number)
        ends_in = (_add_months(year_first, MONTHS_PER_YEAR) - timedelta(days=1)).year
        return Quarter(first=first, last=last, label=f"{ends_in}-Q{number + 1}")

    def _week_quarter(self, day: date) -> Quarter:
        year = self._year_of(day)
        begins = self._last_day(year - 1) + timedelta(days=1)
        number = min((day - begins).days // _QUARTER_DAYS, QUARTERS_PER_YEAR - 1)
        first = begins + timedelta(days=_QUARTER_DAYS * number)
        is_last = number == QUARTERS_PER_YEAR - 1
        last = self._last_day(year) if is_last else first + timedelta(days=_QUARTER_DAYS - 1)
        return Quarter(first=first, last=last, label=f"{year}-Q{number + 1}")

    def _year_of(self, day: date) -> int:
        """The year of weeks that holds ``day``: that of months, or one beside it."""
        year = day.year + (1 < self.start <= day.month)
        if day > self._last_day(year):
            return year + 1
        return year - 1 if day <= self._last_day(year - 1) else year

    def _last_day(self, year: int) -> date:
        """The last day of the fiscal year of this name."""
        month_end = date(year + (self.start == 1), self.start, 1) - timedelta(days=1)
        if self.form == OF_MONTHS:
            return month_end
        which, weekday = self.ends.split()
        latest = month_end + timedelta(days=DAYS_PER_WEEK // 2 if which == NEAREST else 0)
        return latest - timedelta(days=(latest.weekday() - WEEKDAYS.index(weekday)) % DAYS_PER_WEEK)

    def _months_of(self, first: int, last: int) -> np.ndarray:
        """First days of the months of these years of weeks."""
        weeks = WEEKS_OF_MONTHS[self.form] * QUARTERS_PER_YEAR
        since = DAYS_PER_WEEK * (np.cumsum(weeks) - weeks)
        begins = [self._last_day(year - 1) + timedelta(days=1) for year in range(first, last + 1)]
        found: np.ndarray = np.array(begins, dtype="datetime64[D]")[:, None] + since
        return found.ravel()


def week_start_of(day: date, *, week_start: int = 0) -> date:
    """The first day of the week that holds ``day``; ``week_start`` is 0 for Monday to 6 for
    Sunday.
    """
    return day - timedelta(days=(day.weekday() - week_start) % DAYS_PER_WEEK)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last where that month is shorter."""
    first = _add_months(day.replace(day=1), months)
    return first.replace(day=min(day.day, monthrange(first.year, first.month)[1]))


def _add_months(first_of_month: date, months: int) -> date:
    year, month = divmod(
        first_of_month.year * MONTHS_PER_YEAR + first_of_month.month - 1 + months, 12
    )
    return date(year, month + 1, 1)
