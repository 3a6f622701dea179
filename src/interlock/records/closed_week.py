"""A week that was closed: its reports stand as they were on that day, for ever."""

from dataclasses import dataclass
from datetime import date, datetime

OF_ALL = ("management", "sales", "development")
"""Readers whose report every closed week has, in the order in which they are listed."""


@dataclass(frozen=True)
class ClosedWeek:
    """The week that was closed for ``day``, in the company's time zone: at which moment, what the
    book was then (its ``revision``), and whose reports were kept: management, sales, development
    and people's names. The newest data by then is what each report is as of; where the week was
    over before the book had it, its reports were worked out ``afterwards``, of what had been known.
    """

    day: date
    closed_at: datetime
    revision: int
    readers: tuple[str, ...]
    afterwards: bool = False


@dataclass(frozen=True)
class DueWeek:
    """A week that is to be closed for a day, of the book after a revision; None where no export was
    in the book at its moment, so that it is not closed. ``mails``: it is the newest, so that its
    reports are sent; those before it, and a first one that is long over, are kept alone. ``as_of``:
    only what was known by that day counts, where the book came later.
    """

    day: date
    revision: int | None
    mails: bool
    as_of: date | None = None


@dataclass(frozen=True)
class PastWeeks:
    """Weeks before the first that was closed, newest first, which the book's history lets be worked
    out afterwards; it tells of each day ``since`` one, None where it tells of none.
    """

    due: tuple[DueWeek, ...]
    since: date | None
