"""Mail again: notes and nudges whose mail did not go, and whom it is to."""

from datetime import datetime

from interlock.records.errors import UnknownName
from interlock.records.notes import NOTES, NUDGES, Unsent
from interlock.store import members, notices, nudges

KEPT = {NOTES: notices, NUDGES: nudges}


def load_unsent() -> tuple[Unsent, ...]:
    """What did not go, by kind and address."""
    found = {(kind, user): one for kind in KEPT for user, one in KEPT[kind].troubles().items()}
    called = {one.user: one.email for one in members.listed()} if found else {}
    unsent = (
        Unsent(kind, user, called[user], trouble)
        for (kind, user), trouble in found.items()
        if user in called
    )
    return tuple(sorted(unsent, key=lambda one: (one.kind, one.email)))


def mail_again(kind: str, user: int, *, now: datetime) -> bool:
    """Have what did not go to somebody sent at once: whether there is any. Raises ``UnknownName``
    for a kind that is none.
    """
    if kind not in KEPT:
        raise UnknownName("kind of mail", kind, list(KEPT))
    return KEPT[kind].try_again(user, now=now)
