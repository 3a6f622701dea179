"""The clock of the pages: the engine has none."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def now() -> datetime:
    """This moment."""
    return timezone.now()


def today(time_zone: str) -> date:
    """The day that it is there."""
    return now().astimezone(ZoneInfo(time_zone)).date()
