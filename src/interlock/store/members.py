"""Members: who may sign in, and in which role."""

import json
from collections.abc import Collection
from typing import Any

from django.db import transaction

from interlock.records.errors import NotPossible, UnknownName
from interlock.records.member import Member
from interlock.records.nudges import KINDS
from interlock.records.rights import AMOUNTS_SEEN, RIGHTS, Viewer
from interlock.records.subscription import Subscription
from interlock.store import audit, connect


def viewer(user: int) -> Viewer | None:
    """As whom somebody looks at the book; None for one who is no member."""
    found = named(user)
    return found.viewer if found else None


def listed() -> tuple[Member, ...]:
    """Everybody, by role and name."""
    from interlock.store.models import Member as Row

    found = map(_told, Row.objects.select_related("user"))
    roles = list(RIGHTS)
    return tuple(sorted(found, key=lambda one: (roles.index(one.role), one.known_as, one.email)))


def named(user: int) -> Member | None:
    """One of them; None for one who is no member."""
    from interlock.store.models import Member as Row

    row = Row.objects.select_related("user").filter(user_id=user).first()
    return _told(row) if row else None


def needs_owner() -> bool:
    """Whether nobody owns the book yet."""
    from interlock.store.models import Member as Row

    return not Row.objects.filter(role="owner").exists()


def make(email: str, password: str | None, *, role: str, known_as: str, by: str) -> int:
    """Let somebody sign in: the user's number. Raises ``NotPossible`` where they may already."""
    from allauth.account.models import EmailAddress
    from django.contrib.auth import get_user_model

    from interlock.store.models import Member as Row

    address = email.strip().lower()
    users = get_user_model()
    with connect.told(), transaction.atomic():
        if users.objects.filter(email=address).exists():
            raise NotPossible(f"{address} may sign in already")
        user: Any = users.objects.create_user(address, address, password)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
        Row.objects.create(user=user, role=_role(role), known_as=known_as.strip())
        audit.note("joined", who=by, about=f"{address} as {role}")
    return int(user.pk)


def change(user: int, *, role: str, amounts: str, known_as: str, by: str) -> None:
    """Say what somebody may do. Raises ``NotPossible`` where the book would have no owner."""
    with connect.told(), transaction.atomic():
        row = _row(user)
        if role != "owner":
            _leaves_an_owner(row)
        if amounts not in ("", *AMOUNTS_SEEN):
            raise UnknownName("way to see amounts", amounts, AMOUNTS_SEEN)
        row.role, row.amounts, row.known_as = _role(role), amounts, known_as.strip()
        row.save()
        seen = f", amounts: {amounts}" if amounts else ""
        audit.note("rights changed", who=by, about=f"{row.user.email} is {role}{seen}")


def choose_mails(user: int, *, mails_mentions: bool) -> None:
    """Keep whether somebody wants mail about notes. Raises ``UnknownName``."""
    with connect.told(), transaction.atomic():
        row = _row(user)
        row.mails_mentions = mails_mentions
        row.save()


def subscribe(user: int, said: Subscription) -> None:
    """Keep whether somebody wants the weekly report, and how. Raises ``UnknownName``."""
    with connect.told(), transaction.atomic():
        row = _row(user)
        row.wants_report, row.report_view = said.wants, said.view
        row.report_weekday = said.weekday
        row.save()


def share_record(user: int, *, shares_record: bool) -> None:
    """Keep whether somebody shares what came of their own days. Raises ``UnknownName``."""
    with connect.told(), transaction.atomic():
        row = _row(user)
        row.shares_record = shares_record
        row.save()


def choose_nudges(user: int, kinds: Collection[str], *, mails: bool) -> None:
    """Keep which kinds of nudges somebody wants, and whether by mail. Raises ``UnknownName``."""
    with connect.told(), transaction.atomic():
        row = _row(user)
        row.no_nudges = json.dumps([kind for kind in KINDS if kind not in kinds])
        row.mails_nudges = mails
        row.save()


def remove(user: int, *, by: str) -> None:
    """Let somebody sign in no more. Raises ``NotPossible`` where the book would have no owner."""
    with connect.told(), transaction.atomic():
        row = _row(user)
        _leaves_an_owner(row)
        address = row.user.email
        row.user.delete()
        audit.note("removed", who=by, about=address)


def _row(user: int) -> Any:
    from interlock.store.models import Member as Row

    row = Row.objects.select_for_update().select_related("user").filter(user_id=user).first()
    if row is None:
        raise UnknownName("member", str(user), [])
    return row


def _leaves_an_owner(row: Any) -> None:
    others = type(row).objects.filter(role="owner").exclude(user_id=row.user_id)
    if row.role == "owner" and not others.exists():
        raise NotPossible("The book needs an owner: make somebody else one first")


def _role(name: str) -> str:
    if name not in RIGHTS:
        raise UnknownName("role", name, RIGHTS)
    return name


def _wanted(row: Any) -> tuple[str, ...]:
    """Kinds of nudges; one that there was not when they chose is wanted."""
    unwanted = json.loads(row.no_nudges)
    return tuple(kind for kind in KINDS if kind not in unwanted)


def _told(row: Any) -> Member:
    user = row.user
    return Member(
        user.pk, user.email, row.known_as, row.role, row.amounts, row.since, user.last_login,
        row.mails_mentions, row.shares_record,
        Subscription(row.wants_report, row.report_view, row.report_weekday),
        _wanted(row), row.mails_nudges,
    )  # fmt: skip
