"""Answers by mail: the heads by which ours can be answered, and each mail that came in, once."""

from datetime import datetime
from email.utils import parseaddr

from interlock.records import mail_ids
from interlock.records.mail_ids import Mailed
from interlock.records.member import Member
from interlock.records.reply import Reply
from interlock.store import connect
from interlock.store.tokens import digest


def are_taken() -> bool:
    """Whether answers by mail are taken here."""
    from django.conf import settings

    return bool(settings.MAIL_IN or settings.MAIL_IN_ADDRESS)


def are_taken_from(member: Member) -> bool:
    """Whether a member's are: they write notes."""
    return are_taken() and "notes" in member.viewer.right.changes


def heads(mailed: Mailed, *, part: str = "") -> dict[str, str]:
    """The heads of a mail: that no person wrote it, its id, and where answers are taken, to where
    they go. A ``part`` tells apart what one person is mailed of the same.
    """
    from django.conf import settings

    said = {"Message-ID": message_id(mailed, part=part), "Auto-Submitted": "auto-generated"}
    if not are_taken():
        return said
    key, own = str(settings.SECRET_KEY), settings.MAIL_IN_ADDRESS
    to = mail_ids.address(mailed, key, at=own) if own else settings.ANSWERS_TO
    return said | ({"Reply-To": to} if "@" in to else {})


def message_id(mailed: Mailed, *, part: str = "") -> str:
    """The Message-ID of a mail: always the same, not to be guessed, and an answer names it."""
    from django.conf import settings

    return mail_ids.message_id(mailed, str(settings.SECRET_KEY), host=_host(), part=part)


def ours() -> tuple[str, ...]:
    """The addresses that mail of ours has."""
    from django.conf import settings

    found = (parseaddr(settings.MAIL_FROM)[1], settings.ANSWERS_TO)
    return tuple(dict.fromkeys(one.lower() for one in found if "@" in one))


def is_ours(reply: Reply) -> bool:
    """Whether it is mail that we sent ourselves."""
    from django.conf import settings

    is_named = mail_ids.read_message_id(reply.id, str(settings.SECRET_KEY)) is not None
    return is_named or reply.sender in ours()


def addressed(reply: Reply) -> tuple[bool, Mailed | None]:
    """Whether it went to an address of ours that says what it answers, and what that is; None where
    we did not make it.
    """
    from django.conf import settings

    words = mail_ids.words_in(reply.to, at=settings.MAIL_IN_ADDRESS)
    found = (mail_ids.read(one, str(settings.SECRET_KEY)) for one in words)
    return bool(words), next(filter(None, found), None)


def answered(reply: Reply) -> Mailed | None:
    """The nearest mail of ours that it says it answers."""
    from django.conf import settings

    key = str(settings.SECRET_KEY)
    found = (mail_ids.read_message_id(one, key) for one in reply.answers)
    return next(filter(None, found), None)


def is_known(reply: Reply) -> bool:
    """Whether it came before."""
    from interlock.store.models import Reply as Row

    return Row.objects.filter(digest=digest(reply.id)).exists()


def keep(
    reply: Reply,
    *,
    user: int | None,
    now: datetime,
    note: str = "",
    refused: str = "",
    is_told: bool = False,
) -> None:
    """Keep that it came, within a change; what of it became a note, or why it did not."""
    from interlock.store.models import Reply as Row

    came = {"digest": digest(reply.id), "user_id": user, "at": now}
    Row.objects.create(**came, note=note, refused=refused, is_told=is_told)


def count(*, since: datetime, user: int | None = None) -> int:
    """Of how many that came since a moment a user made notes; how many were refused, of anybody."""
    from interlock.store.models import Reply as Row

    rows = Row.objects.filter(at__gt=since)
    rows = rows.filter(user_id=user).exclude(note="") if user else rows.exclude(refused="")
    with connect.told():
        return rows.count()


def was_told(user: int, *, since: datetime) -> bool:
    """Whether somebody was told of a mail that was refused."""
    from interlock.store.models import Reply as Row

    return Row.objects.filter(user_id=user, is_told=True, at__gt=since).exists()


def _host() -> str:
    from django.conf import settings

    return parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
