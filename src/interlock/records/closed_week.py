"""A week that was closed: its reports stand as they were on that day, for ever."""

from dataclasses import dataclass
from datetime import date, datetime

OF_ALL = ("management", "sales", "development")
"""Readers whose report every closed week has, in the order in which they are listed."""


@dataclass(frozen=True)
class ClosedWeek:
    """The week that was closed for ``day``, in the company's time zone: at which moment, what the
    book was then (its ``revision``), and whose reports were kept: management, sales, development
    and people's names. The newest data by then is what each report is as of.
    """

    day: date
    closed_at: datetime
    revision: int
    readers: tuple[str, ...]


@dataclass(frozen=True)
class DueWeek:
    """A week that is to be closed for a day, of the book after a revision; None where no export was
    in the book at its moment, so that it is not closed. ``mails``: it is the newest, so that its
    reports are sent; those before it, and a first one that is long over, are kept alone.
    """

    day: date
    revision: int | None
    mails: bool
