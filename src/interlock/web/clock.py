"""The clock of the pages: the engine has none."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """This moment."""
    return timezone.now()
