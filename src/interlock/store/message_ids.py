"""Ids of mail that was sent: made of what it is about, and not to be guessed."""

from datetime import date
from email.utils import parseaddr


def of_report(day: date, user: int) -> str:
    """The id of the mail that brings the report of a week to a member: always the same."""
    return _made(f"report.{day}.{user}")


def _made(what: str) -> str:
    from django.conf import settings
    from django.utils.crypto import salted_hmac

    mark = salted_hmac("interlock.message", what, algorithm="sha256").hexdigest()[:20]
    domain = parseaddr(settings.MAIL_FROM)[1].partition("@")[2] or "localhost"
    return f"<{what}.{mark}@{domain}>"
