"""The week that is still open: when it closes, and from when on its report is a draft."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from interlock.actions import save_settings
from interlock.records import report_days
from interlock.web import clock

OPEN = timedelta(days=1)
"""For how long before it closes the report is called a draft."""


@dataclass(frozen=True)
class Closing:
    """The next week that closes: for which ``day``, ``at`` which moment in the company's time zone,
    and whether its report ``is_draft`` by now.
    """

    day: date
    at: datetime
    is_draft: bool


def closing() -> Closing:
    """What closes next, by the company's day and hour."""
    company, _ = save_settings.known()
    now = clock.now()
    day = report_days.next_day(now, company)
    at = report_days.closes_at(day, company).astimezone(ZoneInfo(company.time_zone))
    begins = datetime.combine(day - OPEN, datetime.min.time(), at.tzinfo)
    return Closing(day, at.replace(tzinfo=None), is_draft=now >= begins)
