"""Nudges: how things stood when somebody was told of them, and how their mail stands."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min

from interlock.records.notes import FAILED, SENDING, SENT, WAITING, MailTrouble
from interlock.records.nudges import MORNING, MOST, Digest, Nudge, Nudges, Told
from interlock.store import connect, mail_tries


def known(user: int) -> dict[str, str]:
    """key of a thing -> its mark when somebody was told of it last, or when it was seen first."""
    from interlock.store.models import Nudge as Row

    return dict(Row.objects.filter(user_id=user).values_list("key", "mark"))


def keep(user: int, found: Nudges, *, mails: bool, now: datetime, midnight: datetime) -> int:
    """Tell somebody what was found, ``MOST`` a day, which began at ``midnight``, and by mail where
    there is any (``mails``), one mail a day; note the rest. How many are told: what is too much
    today is found anew.
    """
    from interlock.store.models import Nudge as Row

    with connect.change():
        mine = Row.objects.filter(user_id=user)
        room = MOST - mine.filter(at__gte=midnight).count()
        told = found.told[: max(room, 0)]
        next_at = _next(mine, now, midnight) if mails else None
        for key, mark in found.noted.items():
            mine.update_or_create(user_id=user, key=key, defaults={"mark": mark})
        for one in told:
            values = _values(one, now) | {"mail": WAITING if mails else "", "next_at": next_at}
            mine.update_or_create(user_id=user, key=one.key, defaults=values)
        over = mine.filter(key__in=list(found.over), seen_at=None).exclude(at=None)
        over.update(seen_at=now)
        return len(told)


def unseen(user: int) -> tuple[Told, ...]:
    """What somebody was told and has not put away, the newest first."""
    return tuple(map(_told, _rows(user).filter(seen_at=None)))


def latest(user: int, *, most: int) -> tuple[Told, ...]:
    """What somebody was told last, the newest first."""
    return tuple(map(_told, _rows(user)[:most]))


def put_away(user: int, number: int | None, *, now: datetime) -> None:
    """Somebody has looked at one of theirs, at all of them without a number."""
    with connect.told():
        mine = _rows(user).filter(seen_at=None)
        (mine.filter(pk=number) if number else mine).update(seen_at=now)


def claim(now: datetime) -> Digest | None:
    """What is to be mailed to somebody now, for whoever asks alone: nobody else is given it.

    What was put away meanwhile is not mailed.
    """
    from interlock.store.models import Nudge as Row

    with connect.change():
        mail_tries.give_up_lost(Row.objects.all(), now)
        waiting = Row.objects.filter(mail=WAITING)
        waiting.exclude(seen_at=None).update(mail="", next_at=None)
        due = waiting.filter(next_at__lte=now).order_by("user_id").first()
        if due is None:
            return None
        found = _digest(due.user_id)
        _update(found, mail=SENDING, next_at=now)
    return found


def next_mail() -> datetime | None:
    """When the next mail is due; None where none waits."""
    from interlock.store.models import Nudge as Row

    found: datetime | None = Row.objects.filter(mail=WAITING).aggregate(at=Min("next_at"))["at"]
    return found


def sent(one: Digest, *, now: datetime) -> None:
    """The mail was sent."""
    _update(one, mail=SENT, mailed_at=now, next_at=None, problem="", tries=0)


def let_be(one: Digest) -> None:
    """It is not to be mailed: they want no such mail, or sign in no more."""
    _update(one, mail="", next_at=None)


def failed(one: Digest, why: str, *, now: datetime) -> bool:
    """The mail could not be sent, and is tried again; False where it is given up."""
    at = mail_tries.again(one.tries, now)
    state = WAITING if at else FAILED
    _update(one, mail=state, next_at=at, problem=why, tries=one.tries + 1)
    return at is not None


def troubles() -> dict[int, MailTrouble]:
    """What was not mailed to whom: user -> how that stands."""
    from interlock.store.models import Nudge as Row

    return mail_tries.troubles(Row.objects.all())


def trouble(user: int) -> MailTrouble | None:
    """What was not mailed to somebody; None where all was."""
    return mail_tries.troubles(_rows(user)).get(user)


def try_again(user: int, *, now: datetime) -> bool:
    """Mail somebody at once what could not be sent: whether there is any."""
    return mail_tries.try_again(_rows(user), now=now)


def _values(one: Nudge, now: datetime) -> dict[str, Any]:
    return {
        "mark": one.mark, "kind": one.kind, "said": one.said, "about": one.about,
        "own_id": one.own_id, "at": now, "seen_at": None, "tries": 0, "problem": "",
    }  # fmt: skip


def _next(mine: Any, now: datetime, midnight: datetime) -> datetime:
    """When somebody may be mailed again: at once, or the morning after the last mail."""
    has_mail = mine.filter(mailed_at__gte=midnight).exists()
    return midnight + timedelta(days=1, hours=MORNING.hour) if has_mail else now


def _rows(user: int) -> Any:
    from interlock.store.models import Nudge as Row

    return Row.objects.filter(user_id=user).exclude(at=None).order_by("-at", "pk")


def _digest(user: int) -> Digest:
    rows = list(_rows(user).filter(mail=WAITING))
    return Digest(user, tuple(map(_told, rows)), max(row.tries for row in rows))


def _update(one: Digest, **values: Any) -> None:
    from interlock.store.models import Nudge as Row

    with connect.told():
        numbers: Iterable[int] = [told.number for told in one.told]
        Row.objects.filter(pk__in=numbers).update(**values)


def _told(row: Any) -> Told:
    nudge = Nudge(row.kind, row.key, row.mark, row.said, row.about, row.own_id)
    return Told(row.pk, nudge, row.at, row.seen_at)
