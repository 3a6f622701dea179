"""Mail of closed weeks: each week to each member once, however many workers there are."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from interlock.records.notes import FAILED, SENDING, SENT, WAITING
from interlock.records.subscription import Sending
from interlock.store import connect, mail_tries

LEASE = timedelta(minutes=10)
"""Whoever has been sending one mail for so long has died at it: no server is waited for so long."""

_LOOK = 20


def put(day: date, sendings: Iterable[Sending]) -> None:
    """Have the report of a week sent, within the change that closes it; once to each."""
    from interlock.store.models import ClosedWeek
    from interlock.store.models import Sending as Row

    week = ClosedWeek.objects.get(day=day)
    rows = [
        Row(
            week=week, user_id=one.user, reader=one.reader, state=one.state,
            message_id=one.message_id, next_at=one.next_at, problem=one.problem,
        )
        for one in sendings
    ]  # fmt: skip
    Row.objects.bulk_create(rows, ignore_conflicts=True)


def claim(now: datetime) -> Sending | None:
    """A mail that is due, for whoever asks alone until the lease is over; None where none is.

    One whose sender died meanwhile is due again, under the same id: it may have gone the moment
    before, and a report that comes twice under one id is better than one that never comes.
    """
    due = _rows().filter(state__in=(WAITING, SENDING), next_at__lte=now).order_by("next_at", "pk")
    with connect.told():
        for row in due[:_LOOK]:
            mine = type(row).objects.filter(pk=row.pk, state=row.state, next_at=row.next_at)
            if mine.update(state=SENDING, next_at=now + LEASE):
                return _told(row)
    return None


def sent(one: Sending, *, now: datetime) -> None:
    """It was sent."""
    _update(one, state=SENT, next_at=None, sent_at=now, problem="")


def let_be(one: Sending, why: str) -> None:
    """It is not to be sent: they want none any more, say, or may not read it."""
    _update(one, state=FAILED, next_at=None, problem=why)


def failed(one: Sending, why: str, *, now: datetime) -> datetime | None:
    """It could not be sent: when that is tried again, None where it is given up."""
    at = mail_tries.again(one.tries, now)
    state = WAITING if at else FAILED
    _update(one, state=state, next_at=at, problem=why, tries=one.tries + 1)
    return at


def try_again(day: date, *, now: datetime, user: int | None = None) -> int:
    """Send at once what could not be sent of a week, to all or to one: how many mails."""
    tried = Q(state=FAILED) | Q(state=WAITING, tries__gt=0)
    mine = Q() if user is None else Q(user_id=user)
    with connect.told():
        found = _rows().filter(tried, mine, week__day=day)
        return int(found.update(state=WAITING, next_at=now, tries=0))


def drop(user: int) -> None:
    """Send somebody nothing of what waits."""
    with connect.told():
        _rows().filter(user_id=user, state=WAITING).delete()


def change(one: Sending, *, reader: str, at: datetime) -> None:
    """Send the report of another ``reader``, ``at`` another moment, if it still waits."""
    with connect.told():
        waits = _rows().filter(pk=one.number, state=WAITING, tries=0)
        waits.update(reader=reader, next_at=at)


def waiting(user: int) -> tuple[Sending, ...]:
    """What waits for somebody, and was not tried yet."""
    return tuple(map(_told, _rows().filter(user_id=user, state=WAITING, tries=0)))


def of_week(day: date) -> tuple[Sending, ...]:
    """How each mail of a week stands, those that did not go first."""
    rows = sorted(_rows().filter(week__day=day), key=lambda row: (row.state == SENT, row.pk))
    return tuple(map(_told, rows))


def counts() -> dict[date, Counter[str]]:
    """How many mails of each week stand how."""
    found: dict[date, Counter[str]] = {}
    rows = _rows().order_by().values_list("week__day", "state").annotate(count=Count("pk"))
    for day, state, count in rows:
        found.setdefault(day, Counter())[state] = count
    return found


def last(user: int) -> Sending | None:
    """The last one to somebody."""
    row = _rows().filter(user_id=user).order_by("-week__day").first()
    return _told(row) if row else None


def _rows() -> Any:
    from interlock.store.models import Sending as Row

    return Row.objects.select_related("week")


def _update(one: Sending, **values: Any) -> None:
    with connect.told():
        _rows().filter(pk=one.number).update(**values)


def _told(row: Any) -> Sending:
    return Sending(
        row.pk, row.week.day, row.user_id, row.reader, row.state, row.message_id, row.tries,
        row.next_at, row.sent_at, row.problem,
    )  # fmt: skip
