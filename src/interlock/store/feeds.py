"""Calendar feeds: of each person one secret address at most; a digest of it is kept, never itself.

Whoever is gone or shut out has none, nor has who let theirs go: both are found no more than an
address that never was.
"""

from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from interlock.records.errors import UnknownName
from interlock.records.own_days import Feed
from interlock.store import audit, connect
from interlock.store.tokens import digest

_BYTES, _USED = 32, timedelta(minutes=1)


def make(user: int, *, reminds: bool, by: str) -> str:
    """The secret of a new address, which cannot be read again; the one before, if any, is gone."""
    from interlock.store.models import CalendarFeed as Row

    secret = token_urlsafe(_BYTES)
    with connect.change():
        Row.objects.filter(user_id=user).delete()
        Row.objects.create(user_id=user, digest=digest(secret), reminds=reminds)
        audit.note("calendar address made", who=by)
    return secret


def of(user: int) -> Feed | None:
    """A person's feed, if they have one."""
    from interlock.store.models import CalendarFeed as Row

    row = Row.objects.filter(user_id=user).first()
    return _told(row) if row else None


def choose(user: int, *, reminds: bool) -> None:
    """Keep whether it reminds. Raises ``UnknownName``."""
    with connect.told():
        row = _own(user)
        row.reminds = reminds
        row.save()


def revoke(user: int, *, by: str) -> None:
    """Let its address give nothing more. Raises ``UnknownName``."""
    with connect.told():
        _own(user).delete()
        audit.note("calendar address revoked", who=by)


def opened(secret: str) -> Feed | None:
    """Whose address it is; None for one that is none. That it was used is noted once a minute."""
    from interlock.store.models import CalendarFeed as Row

    now = datetime.now(UTC)
    row = Row.objects.filter(digest=digest(secret), user__is_active=True).first()
    if row is None:
        return None
    if row.last_used is None or row.last_used < now - _USED:
        Row.objects.filter(pk=row.pk).update(last_used=now)
    return _told(row)


def _own(user: int) -> Any:
    from interlock.store.models import CalendarFeed as Row

    row = Row.objects.filter(user_id=user).first()
    if row is None:
        raise UnknownName("calendar address of yours", str(user), [])
    return row


def _told(row: Any) -> Feed:
    return Feed(row.user_id, row.at, row.last_used, row.reminds)
