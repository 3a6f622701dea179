"""Notices: who is to know of which note, whether they looked at it, and how their mail stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q

from interlock.records.notes import FAILED, SENDING, SENT, WAITING, MailTrouble, Notice
from interlock.store import connect

AGAIN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 2 * 60, 6 * 60, 24 * 60))
"""How long after each try in vain the next one is made; after the last there is none."""

LOST = timedelta(minutes=10)
"""Whoever has been sending one mail for so long has died at it."""


def tell(note: str, whys: Mapping[int, str], *, mails: bool, now: datetime) -> None:
    """Let users (whys: user -> why) know of a note; those who were told of it are not told again,
    and by mail only where there is any (``mails``).
    """
    from interlock.store.models import Notice as Row

    how = {"mail": WAITING, "next_at": now} if mails else {}
    rows = [Row(user_id=user, note=note, why=why, **how) for user, why in whys.items()]
    with connect.told():
        Row.objects.bulk_create(rows, ignore_conflicts=True)


def unseen(user: int) -> dict[str, str]:
    """note -> why they are to know of it, of those that somebody has not looked at."""
    from interlock.store.models import Notice as Row

    rows = Row.objects.filter(user_id=user, seen_at=None).order_by("-at", "-pk")
    return dict(rows.values_list("note", "why"))


def every(user: int) -> list[str]:
    """Every note that mentions or answers somebody, whether they looked at it or not."""
    from interlock.store.models import Notice as Row

    return list(Row.objects.filter(user_id=user).values_list("note", flat=True))


def look_at(user: int, notes: Iterable[str], *, now: datetime) -> None:
    """Somebody looked at these notes."""
    from interlock.store.models import Notice as Row

    with connect.told():
        Row.objects.filter(user_id=user, note__in=list(notes), seen_at=None).update(seen_at=now)


def note_of(number: int, *, user: int) -> str:
    """The note that a notice told somebody of; empty where there is none."""
    from interlock.store.models import Notice as Row

    return Row.objects.filter(pk=number, user_id=user).values_list("note", flat=True).first() or ""


def claimed(now: datetime) -> tuple[Notice, ...]:
    """The notices whose mail is to be sent now, for whoever asks alone: nobody else is given them.

    One whose sender died is given up: whether it was sent is not known, and twice is too often.
    """
    from interlock.store.models import Notice as Row

    dead = {"problem": "the worker stopped while it was sent", "mail": FAILED}
    with connect.told():
        Row.objects.filter(mail=SENDING, next_at__lt=now - LOST).update(**dead)
        due = Row.objects.filter(mail=WAITING, next_at__lte=now).order_by("pk")
        return tuple(_told(row) for row in due if _is_mine(row, now))


def sent(one: Notice) -> None:
    """Its mail was sent."""
    _update(one, mail=SENT, next_at=None, problem="")


def let_be(one: Notice) -> None:
    """It is not to be mailed: its note is gone or not theirs to read, or they want no mail."""
    _update(one, mail="", next_at=None)


def failed(one: Notice, why: str, *, now: datetime) -> datetime | None:
    """Its mail could not be sent: when that is tried again, None where it is given up."""
    at = again(one.tries, now)
    state = WAITING if at else FAILED
    _update(one, mail=state, next_at=at, problem=why, tries=one.tries + 1)
    return at


def again(tries: int, now: datetime) -> datetime | None:
    """When what failed after so many tries before is tried again; None where it is given up."""
    return now + AGAIN[tries] if tries < len(AGAIN) else None


def trouble(user: int | None = None) -> MailTrouble | None:
    """What mail was not sent to a user, to anybody without one; None where all was."""
    from interlock.store.models import Notice as Row

    rows = Row.objects.exclude(problem="")
    return trouble_of(rows if user is None else rows.filter(user_id=user))


def trouble_of(mine: Any) -> MailTrouble | None:
    """What of these rows was not sent, each with a problem; None where all was."""
    waits, gave_up = Q(mail=WAITING), Q(mail=FAILED)
    found = mine.aggregate(
        waiting=Count("pk", filter=waits),
        next_at=Min("next_at", filter=waits),
        failed=Count("pk", filter=gave_up),
    )
    if not found["waiting"] and not found["failed"]:
        return None
    problem = mine.filter(waits | gave_up).order_by("-pk").values_list("problem", flat=True)[0]
    return MailTrouble(**found, problem=problem)


def _is_mine(row: Any, now: datetime) -> bool:
    """Whether nobody else was quicker."""
    mine = type(row).objects.filter(pk=row.pk, mail=WAITING)
    return bool(mine.update(mail=SENDING, next_at=now))


def _update(one: Notice, **values: Any) -> None:
    from interlock.store.models import Notice as Row

    with connect.told():
        Row.objects.filter(pk=one.number).update(**values)


def _told(row: Any) -> Notice:
    return Notice(row.pk, row.user_id, row.note, row.why, row.tries)
