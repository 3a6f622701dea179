"""Notices: who is to know of which note, whether they looked at it, and how their mail stands."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from interlock.records.notes import FAILED, SENDING, SENT, WAITING, MailTrouble, Notice
from interlock.store import connect, mail_tries

_LOOK = 20


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


def claim(now: datetime) -> Notice | None:
    """A notice whose mail is to be sent now, for whoever asks alone: nobody else is given it."""
    from interlock.store.models import Notice as Row

    with connect.told():
        mail_tries.give_up_lost(Row.objects.all(), now)
        due = Row.objects.filter(mail=WAITING, next_at__lte=now).order_by("pk")
        return next((_told(row) for row in due[:_LOOK] if _is_mine(row, now)), None)


def sent(one: Notice) -> None:
    """Its mail was sent."""
    _update(one, mail=SENT, next_at=None, problem="")


def let_be(one: Notice) -> None:
    """It is not to be mailed: its note is gone or not theirs to read, or they want no mail."""
    _update(one, mail="", next_at=None)


def failed(one: Notice, why: str, *, now: datetime) -> datetime | None:
    """Its mail could not be sent: when that is tried again, None where it is given up."""
    at = mail_tries.again(one.tries, now)
    state = WAITING if at else FAILED
    _update(one, mail=state, next_at=at, problem=why, tries=one.tries + 1)
    return at


def troubles() -> dict[int, MailTrouble]:
    """What was not sent to whom: user -> how that stands."""
    from interlock.store.models import Notice as Row

    return mail_tries.troubles(Row.objects.all())


def trouble(user: int) -> MailTrouble | None:
    """What was not sent to somebody; None where all was."""
    from interlock.store.models import Notice as Row

    return mail_tries.troubles(Row.objects.filter(user_id=user)).get(user)


def try_again(user: int, *, now: datetime) -> bool:
    """Send somebody at once what could not be sent: whether there is any."""
    from interlock.store.models import Notice as Row

    return mail_tries.try_again(Row.objects.filter(user_id=user), now=now)


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
