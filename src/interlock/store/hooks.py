"""Webhooks: who is told of what, and what is still to be told, each event to each of them once."""

import json
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from secrets import token_bytes, token_hex
from typing import Any

from django.db.models import F

from interlock.records.errors import UnknownName
from interlock.records.rights import Viewer
from interlock.records.webhook import (
    PAGES,
    PLAIN,
    SHAPES,
    TEST,
    Delivery,
    Parcel,
    Webhook,
    shortened,
)
from interlock.store import audit, connect, members

Tell = Callable[[Viewer], Mapping[str, Any] | None]
"""As whom somebody looks -> what they may be told of an event; None where that is nothing."""

Owner = int | None
"""The number of whose webhooks they are; None for the channels of chat tools, which belong to all
who own the book.
"""

SECRET = "whsec_"  # noqa: S105
"""So begin the secrets of Standard Webhooks."""

_BYTES, _AT_ONCE = 32, 20
KEPT = timedelta(days=30)
"""For so long deliveries that arrived are listed."""


def make(
    user: int, *, url: str, kinds: Sequence[str], by: str, shape: str = PLAIN, reader: str = ""
) -> int:
    """A new webhook of a person, or a new channel of a chat tool: its number."""
    from interlock.store.models import Webhook as Row

    with connect.told():
        made = Row.objects.create(
            user_id=user, url=url, kinds=json.dumps(list(kinds)), secret=_secret(), shape=shape,
            reader=reader,
        )  # fmt: skip
        _note("made", made, by)
    return int(made.pk)


def change(
    number: int, user: Owner, *, url: str, kinds: Sequence[str], by: str, reader: str = ""
) -> None:
    """Another address, other kinds or another reader; one that was stopped goes on. Raises
    ``UnknownName``.
    """
    with connect.told():
        row = _own(number, user)
        row.url, row.kinds, row.reader, row.stopped = url, json.dumps(list(kinds)), reader, ""
        row.save()
        row.deliveries.filter(is_done=False).update(next_at=datetime.now(UTC))
        _note("changed", row, by)


def remove(number: int, user: Owner, *, by: str) -> None:
    """Tell it nothing more. Raises ``UnknownName``."""
    with connect.told():
        row = _own(number, user)
        row.delete()
        _note("removed", row, by)


def listed(user: Owner) -> tuple[Webhook, ...]:
    """A person's webhooks, or the channels of chat tools, the oldest first."""
    return tuple(map(_told, _rows(user).order_by("pk")))


def deliveries(number: int, user: Owner, *, most: int) -> tuple[Delivery, ...]:
    """What one of them was told lately, the newest first. Raises ``UnknownName``."""
    return tuple(
        Delivery(one.event, one.kind, one.at, one.tries, one.answer, one.next_at, one.is_done)
        for one in _own(number, user).deliveries.order_by("-number")[:most]
    )


def test(number: int, user: Owner) -> None:
    """Tell one of them that this is a test. Raises ``UnknownName``."""
    row = _own(number, user)
    data = {"says": "This is a test: nothing has changed."}
    _put(row.pk, f"{TEST}-{token_hex(8)}", TEST, data, datetime.now(UTC))


def tell(kind: str, event: str, told: Tell, *, channels: bool = True) -> int:
    """Have every webhook that asked for this kind told of an event, as its owner may see it, and
    ``channels`` of chat tools; of one of this id only once, however often this is called. How many
    are told.
    """
    from interlock.store.models import Delivery as Row
    from interlock.store.models import Webhook as Hook

    now, count = datetime.now(UTC), 0
    with connect.told():
        Row.objects.filter(is_done=True, at__lt=now - KEPT).delete()
        for hook in Hook.objects.all() if channels else Hook.objects.filter(shape=PLAIN):
            viewer = members.viewer(hook.user_id)
            data = told(viewer) if viewer and kind in json.loads(hook.kinds) else None
            if data is not None:
                count += _put(hook.pk, event, kind, data, now)
    return count


def tell_promises(made: int | None, records: Sequence[Mapping[str, Any]]) -> None:
    """Have webhooks told of promises that the change ``made`` typed, within it."""
    if made is not None:
        told = {"change": made, "promises": [dict(one) for one in records]}
        tell(
            "promise",
            f"promise-typed-{made}",
            lambda viewer: told if "promises" in viewer.right.sees else None,
        )


def claim(
    now: datetime, *, lease: timedelta, shapes: Sequence[str] = (PLAIN, *SHAPES)
) -> tuple[Parcel, ...]:
    """Deliveries of these shapes that are due and that nobody else takes meanwhile: whoever claims
    one settles it within the ``lease``, or it is due again.
    """
    from interlock.store.models import Delivery as Row

    due = Row.objects.filter(
        is_done=False, next_at__lte=now, webhook__stopped="", webhook__shape__in=shapes
    )
    return tuple(
        Parcel(
            one.number, one.webhook_id, one.webhook.url, one.webhook.secret, one.event, one.body,
            one.tries + 1, one.at, one.webhook.user_id, one.webhook.shape, one.webhook.reader,
        )
        for one in due.select_related("webhook").order_by("next_at")[:_AT_ONCE]
        if Row.objects.filter(number=one.number, next_at=one.next_at, tries=one.tries).update(
            next_at=now + lease, tries=F("tries") + 1
        )
    )  # fmt: skip


def arrived(parcel: Parcel, answer: str) -> None:
    """It is done."""
    _settle(parcel, answer=answer, is_done=True, next_at=None)


def try_again(parcel: Parcel, answer: str, at: datetime) -> None:
    """It did not arrive: it is due again ``at`` a moment."""
    _settle(parcel, answer=answer, next_at=at)


def stop(parcel: Parcel, answer: str, why: str) -> None:
    """Tell the webhook nothing more until its owner says so; what it was not told waits."""
    from interlock.store.models import Webhook as Hook

    _settle(parcel, answer=answer)
    Hook.objects.filter(pk=parcel.webhook).update(stopped=why)


def _settle(parcel: Parcel, **values: Any) -> None:
    """What came of it, unless another worker took it when the lease was over."""
    from interlock.store.models import Delivery as Row

    Row.objects.filter(number=parcel.number, tries=parcel.tries, is_done=False).update(**values)


def _put(hook: int, event: str, kind: str, data: Mapping[str, Any], now: datetime) -> bool:
    from django.conf import settings

    from interlock.store.models import Delivery as Row

    page = data.get("link") or PAGES.get(kind, "/")
    data = {**data, "link": f"{settings.URL}{page}"}
    body = json.dumps({"type": kind, "timestamp": now.isoformat(), "data": data}, default=str)
    values = {"kind": kind, "body": body, "next_at": now}
    _, is_new = Row.objects.get_or_create(webhook_id=hook, event=event, defaults=values)
    return is_new


def _own(number: int, user: Owner) -> Any:
    row = _rows(user).filter(pk=number).first()
    if row is None:
        raise UnknownName("webhook of yours", str(number), [])
    return row


def _rows(user: Owner) -> Any:
    from interlock.store.models import Webhook as Row

    if user is None:
        return Row.objects.exclude(shape=PLAIN)
    return Row.objects.filter(user_id=user, shape=PLAIN)


def _note(what: str, row: Any, by: str) -> None:
    """The address of a channel is as good as a password, and is not written down."""
    kind, address = ("webhook", row.url) if row.shape == PLAIN else ("chat", shortened(row.url))
    audit.note(f"{kind} {what}", who=by, about=address)


def _told(row: Any) -> Webhook:
    kinds = tuple(json.loads(row.kinds))
    return Webhook(row.pk, row.url, kinds, row.secret, row.at, row.stopped, row.shape, row.reader)


def _secret() -> str:
    return SECRET + b64encode(token_bytes(_BYTES)).decode()
