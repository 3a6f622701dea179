"""Moments as a reader says them: in the company's time zone, by its name."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.template import Library
from django.utils.formats import date_format

register = Library()


@register.filter
def moment(at: datetime | None, zone: object) -> str:
    """29 Nov 2026, 14:05 Europe/Berlin; nothing for no moment."""
    if at is None:
        return ""
    return f"{date_format(at.astimezone(ZoneInfo(str(zone))), 'j M Y, H:i')} {zone}"
