"""Fiscal quarters and weeks."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

DAYS_PER_WEEK = 7
MONTHS_PER_YEAR = 12
MONTHS_PER_QUARTER = 3

_LABEL = re.compile(r"([1-9]\d{3})-Q([1-4])")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, order=True)
class Quarter:
    """A fiscal quarter: ``first`` and ``last`` are its first and last day."""

    first: date
    last: date
    label: str


def quarter_of(day: date, *, fiscal_year_start: int = 1) -> Quarter:
    """The fiscal quarter that holds ``day``.

    A fiscal year begins in month ``fiscal_year_start`` (1 to 12) and is named by the calendar year
    in which it ends: with a start in February, 2026-11-20 lies in 2027-Q4.
    """
    months_in = (day.month - fiscal_year_start) % MONTHS_PER_YEAR
    number = months_in // MONTHS_PER_QUARTER
    first = _add_months(day.replace(day=1), -(months_in % MONTHS_PER_QUARTER))
    last = _add_months(first, MONTHS_PER_QUARTER) - timedelta(days=1)
    year_first = _add_months(first, -MONTHS_PER_QUARTER * number)
    ends_in = (_add_months(year_first, MONTHS_PER_YEAR) - timedelta(days=1)).year
    return Quarter(first=first, last=last, label=f"{ends_in}-Q{number + 1}")


def quarters_from(day: date, count: int, *, fiscal_year_start: int = 1) -> tuple[Quarter, ...]:
    """``count`` fiscal quarters, the first being the one that holds ``day``."""
    quarters = [quarter_of(day, fiscal_year_start=fiscal_year_start)]
    while len(quarters) < count:
        next_day = quarters[-1].last + timedelta(days=1)
        quarters.append(quarter_of(next_day, fiscal_year_start=fiscal_year_start))
    return tuple(quarters)


def quarter_named(label: str, *, fiscal_year_start: int = 1) -> Quarter | None:
    """The fiscal quarter of a label such as 2026-Q4; None for other words."""
    said = _LABEL.fullmatch(label)
    if said is None:
        return None
    year, number = int(said[1]), int(said[2])
    begins = date(year if fiscal_year_start == 1 else year - 1, fiscal_year_start, 1)
    first = _add_months(begins, MONTHS_PER_QUARTER * (number - 1))
    return quarter_of(first, fiscal_year_start=fiscal_year_start)


def week_start_of(day: date, *, week_start: int = 0) -> date:
    """The first day of the week that holds ``day``; ``week_start`` is 0 for Monday to 6 for
    Sunday.
    """
    return day - timedelta(days=(day.weekday() - week_start) % DAYS_PER_WEEK)


def _add_months(first_of_month: date, months: int) -> date:
    year, month = divmod(
        first_of_month.year * MONTHS_PER_YEAR + first_of_month.month - 1 + months, 12
    )
    return date(year, month + 1, 1)
