"""Tokens with which programs sign in as a person: a digest of each is kept, never itself."""

import hashlib
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from django.db.models import Q

from interlock.records.access_token import AccessToken, SignedIn
from interlock.records.errors import UnknownName
from interlock.store import audit, connect

BEGINS = "interlock_"
"""So that a token is known for one wherever it is found."""

_BYTES, _USED = 32, timedelta(minutes=1)


def make(user: int, *, name: str, ends: datetime | None, by: str) -> str:
    """A new token of a person: it cannot be read again."""
    from interlock.store.models import Token as Row

    token = BEGINS + token_urlsafe(_BYTES)
    with connect.told():
        Row.objects.create(user_id=user, name=name, digest=digest(token), ends=ends)
        audit.note("token made", who=by, about=name)
    return token


def listed(user: int) -> tuple[AccessToken, ...]:
    """A person's tokens, the newest first."""
    from interlock.store.models import Token as Row

    return tuple(map(_told, Row.objects.filter(user_id=user).order_by("-pk")))


def revoke(number: int, user: int, *, by: str) -> None:
    """Let one's own token sign in no more. Raises ``UnknownName``."""
    from interlock.store.models import Token as Row

    with connect.told():
        row = Row.objects.filter(pk=number, user_id=user).first()
        if row is None:
            raise UnknownName("token of yours", str(number), [])
        row.delete()
        audit.note("token revoked", who=by, about=row.name)


def signed_in(token: str) -> SignedIn | None:
    """Who signs in with a token; None for one that is not ours, or has ended. That it was used is
    noted once a minute.
    """
    from interlock.store.models import Token as Row

    now = datetime.now(UTC)
    stands = Q(ends=None) | Q(ends__gt=now)
    row = Row.objects.filter(stands, digest=digest(token), user__is_active=True).first()
    if row is None:
        return None
    if row.last_used is None or row.last_used < now - _USED:
        Row.objects.filter(pk=row.pk).update(last_used=now)
    return SignedIn(row.user_id, row.pk)


def digest(token: str) -> str:
    """What is kept of it: 256 random bits need no slow digest."""
    return hashlib.sha256(token.encode()).hexdigest()


def _told(row: Any) -> AccessToken:
    return AccessToken(row.pk, row.name, row.at, row.ends, row.last_used)
