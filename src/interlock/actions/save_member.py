"""Save: who may sign in, and in which role."""

from collections.abc import Callable
from dataclasses import replace

from interlock.records.errors import NotPossible
from interlock.records.member import Invitation
from interlock.render import mail_refused
from interlock.store import audit, members

SALT, WEEK_SECONDS = "interlock.invitation", 7 * 86_400


def make_owner(email: str, password: str, *, known_as: str) -> int:
    """The first owner of the book: the user's number. Raises ``NotPossible`` where it has one."""
    if not members.needs_owner():
        raise NotPossible("The book has an owner already")
    return members.make(email, password, role="owner", known_as=known_as, by=email)


def invite(
    email: str, *, role: str, known_as: str, by: str, link: Callable[[str], str]
) -> Invitation:
    """Invite somebody by mail, for a week; ``link`` makes the address of a token. Where no mail is
    set up, or it does not go, the invitation says that it was not sent.
    """
    from django.core import signing

    address, name = email.strip().lower(), known_as.strip()
    told = {"email": address, "role": role, "known_as": name}
    made = Invitation(address, name, role, signing.dumps(told, salt=SALT))
    audit.note("invited", who=by, about=f"{made.email} as {role}")
    try:
        return replace(made, was_sent=_sent(made, link(made.token), by))
    except OSError as error:
        return replace(made, problem=mail_refused.said(error))


def invited(token: str) -> Invitation:
    """Whom a token is for. Raises ``NotPossible`` for one that is not ours, or too old, or used."""
    from django.core import signing

    try:
        told = signing.loads(token, salt=SALT, max_age=WEEK_SECONDS)
    except signing.BadSignature as error:
        raise NotPossible("This invitation is not valid any more: ask for another one") from error
    if any(told["email"] == one.email for one in members.listed()):
        raise NotPossible("This invitation has been used: sign in instead")
    return Invitation(**told, token=token)


def join(token: str, password: str) -> int:
    """Let whom a token is for sign in: the user's number. Raises ``NotPossible``."""
    one = invited(token)
    return members.make(one.email, password, role=one.role, known_as=one.known_as, by=one.email)


def change_member(user: int, *, role: str, amounts: str, known_as: str, by: str) -> None:
    """Say what somebody may do. Raises ``NotPossible`` and ``UnknownName``."""
    members.change(user, role=role, amounts=amounts, known_as=known_as, by=by)


def choose_mails(user: int, *, mails_mentions: bool) -> None:
    """Keep whether somebody wants mail about notes. Raises ``UnknownName``."""
    members.choose_mails(user, mails_mentions=mails_mentions)


def share_record(user: int, *, shares_record: bool) -> None:
    """Keep whether somebody shares what came of their own days. Raises ``UnknownName``."""
    members.share_record(user, shares_record=shares_record)


def remove_member(user: int, *, by: str) -> None:
    """Let somebody sign in no more. Raises ``NotPossible`` and ``UnknownName``."""
    members.remove(user, by=by)


def note_event(what: str, *, who: str, about: str = "", address: str = "") -> None:
    """Keep what was done about a sign-in."""
    audit.note(what, who=who, about=about, address=address)


def _sent(invitation: Invitation, link: str, by: str) -> bool:
    from django.conf import settings
    from django.core.mail import EmailMessage

    if not settings.MAIL:
        return False
    words = (
        f"{by} invites you to Interlock as {invitation.role}.\n\n"
        f"Within a week, choose a password here:\n{link}\n"
    )
    EmailMessage("You are invited to Interlock", words, to=[invitation.email]).send()
    return True
