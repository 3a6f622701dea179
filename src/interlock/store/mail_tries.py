"""Mail of notices and nudges: when what failed is tried again, and what did not go to whom."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from interlock.records.notes import FAILED, SENDING, WAITING, MailTrouble
from interlock.store import connect

AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60))
"""How long after each try in vain the next one is made; after the last there is none."""

LOST = timedelta(minutes=10)
"""Whoever has been sending one mail for so long has died at it."""

_WAITS, _GAVE_UP = Q(mail=WAITING), Q(mail=FAILED)


def give_up_lost(rows: Any, now: datetime) -> None:
    """Give up mail of these rows whose sender died: whether it was sent is not known, and twice is
    too often.
    """
    lost = rows.filter(mail=SENDING, next_at__lt=now - LOST)
    lost.update(problem="the worker stopped while it was sent", mail=FAILED)


def again(tries: int, now: datetime) -> datetime | None:
    """When what failed after so many tries before is tried again; None where it is given up."""
    return now + AGAIN[tries] if tries < len(AGAIN) else None


def troubles(rows: Any) -> dict[int, MailTrouble]:
    """What of these rows was not sent: user -> how that stands."""
    stuck = rows.exclude(problem="").filter(_WAITS | _GAVE_UP)
    found = list(
        stuck.order_by()
        .values("user_id")
        .annotate(
            waiting=Count("pk", filter=_WAITS),
            next_at=Min("next_at", filter=_WAITS),
            failed=Count("pk", filter=_GAVE_UP),
        )
    )
    whys = dict(stuck.order_by("pk").values_list("user_id", "problem")) if found else {}
    return {user: MailTrouble(**one, problem=whys[user])
            for one in found if (user := one.pop("user_id"))}  # fmt: skip


def try_again(rows: Any, *, now: datetime) -> bool:
    """Send at once what of these rows could not be sent: whether there is any."""
    with connect.told():
        found = rows.exclude(problem="").filter(_WAITS | _GAVE_UP)
        return bool(found.update(mail=WAITING, next_at=now, tries=0))
