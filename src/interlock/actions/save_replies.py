"""Save: answers that come by mail, each as the note that it is; what is refused is noted.

The rules are in the guide (docs/guide/notes.md); whom a note reaches and who may write it are those
of the page, as ``write`` and ``answer`` are its.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from interlock.importers import replies as mails
from interlock.records.errors import Conflict, InterlockError, NoBook
from interlock.records.mail_ids import NOTICE, Mailed
from interlock.records.member import Member
from interlock.records.notes import MOST_LETTERS, Written
from interlock.records.reply import MOST_AN_HOUR, MOST_BYTES, Reply, Taken
from interlock.render import mail_refused, reply_mail
from interlock.store import audit, connect, members, notices, replies

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOST_NOTED = 50
"""Refusals noted in an hour: whoever floods the mailbox does not flood what was done."""


@dataclass(frozen=True)
class Desk:
    """Where notes are written: a note about a week, an answer to a note; ``now`` is the clock."""

    write: Callable[..., Written]
    answer: Callable[..., Written]
    now: Callable[[], datetime]


class _Refused(Exception):
    """Why a mail becomes no note, and who is told: whoever made a mistake, nobody who forged."""

    def __init__(self, why: str, tell: Member | None = None) -> None:
        self.tell = tell
        super().__init__(why)


def fetch(desk: Desk) -> tuple[Taken, ...]:
    """Take every unread mail of INTERLOCK_MAIL_IN. Raises ``NoMailbox``, and ``NoBook``, after
    which the mail is taken the next time.
    """
    connect.open_book()
    from django.conf import settings

    return mails.each(
        settings.MAIL_IN,
        lambda reply: _taken(reply, desk),
        ours=replies.ours(),
        server=settings.MAIL_IN_SERVER,
    )


def take(raw: bytes, desk: Desk) -> Taken:
    """Take one mail, as its bytes. Raises ``NoBook``."""
    connect.open_book()
    from django.conf import settings

    return _taken(mails.read(raw, ours=replies.ours(), server=settings.MAIL_IN_SERVER), desk)


def note_trouble(why: str) -> None:
    """Note that the mailbox cannot be looked into."""
    connect.open_book()
    audit.note("mailbox not read", who="Interlock", about=why)


def _taken(reply: Reply, desk: Desk) -> Taken:
    now = desk.now()
    try:
        with connect.change():
            if replies.is_known(reply):
                return _told(reply, refused="it came before")
            member, mailed = _whose(reply, now)
            _look(reply, member, now)
            note = _written(reply, member, mailed, desk, now)
            replies.keep(reply, user=member.user, now=now, note=note)
            return _told(reply, note=note)
    except _Refused as error:
        return _turned_down(reply, str(error), error.tell, now)


def _whose(reply: Reply, now: datetime) -> tuple[Member, Mailed]:
    """Who wrote it, and what they answer. Raises ``_Refused``."""
    if why := reply.machine or ("it is mail of ours" if replies.is_ours(reply) else ""):
        raise _Refused(f"no person wrote it ({why})")
    if reply.forged:
        raise _Refused(f"its sender is forged ({reply.forged})")
    everybody = {one.user: one for one in members.listed()}
    sender = next((one for one in everybody.values() if one.email.lower() == reply.sender), None)
    is_addressed, mailed = replies.addressed(reply)
    if is_addressed and mailed is None:
        raise _Refused("its address was not made here")
    mailed = mailed or replies.answered(reply)
    if mailed is None:
        raise _Refused("it answers no mail of ours", sender)
    whom = everybody.get(mailed.user)
    if sender is None or (is_addressed and sender != whom):
        raise _Refused("it came from another address than the one that was mailed", whom)
    if mailed.is_over(now.date()):
        raise _Refused("what it answers was mailed more than a year ago", sender)
    return sender, mailed


def _look(reply: Reply, member: Member, now: datetime) -> None:
    """Whether it can be taken as it is. Raises ``_Refused``."""
    whys = {
        f"more than {MOST_AN_HOUR} came from you within an hour":
            replies.count(since=now - HOUR, user=member.user) >= MOST_AN_HOUR,
        f"it is larger than {MOST_BYTES >> 20} MiB, or cannot be read": not reply.is_whole,
        "nothing stands in it beside what it quotes": reply.is_whole and not reply.text,
        f"it has more than {MOST_LETTERS:,} letters": len(_words(reply)) > MOST_LETTERS,
    }  # fmt: skip
    for why, is_so in whys.items():
        if is_so:
            raise _Refused(why, member)


def _written(reply: Reply, member: Member, mailed: Mailed, desk: Desk, now: datetime) -> str:
    """The note that it is from now on. Raises ``_Refused``."""
    who = {"viewer": member.viewer, "user": member.user, "by": member.email, "now": now}
    try:
        if mailed.kind != NOTICE:
            return desk.write("weeks", mailed.week.isoformat(), _words(reply), **who).note
        if note := notices.note_of(mailed.number, user=mailed.user):
            return desk.answer(note, _words(reply), **who).note
    except (NoBook, Conflict):
        raise
    except InterlockError as error:
        raise _Refused(str(error), member) from error
    raise _Refused("the note that it answers is gone", member)


def _words(reply: Reply) -> str:
    return "\n\n".join(filter(None, [reply.text, reply_mail.without(reply.attachments)]))


def _turned_down(reply: Reply, why: str, tell: Member | None, now: datetime) -> Taken:
    """Note why it became no note, and tell whoever made a mistake, once a day at most."""
    from django.conf import settings

    with connect.change():
        if replies.is_known(reply):
            return _told(reply, refused="it came before")
        tells = bool(settings.MAIL and tell and not replies.was_told(tell.user, since=now - DAY))
        is_noted = replies.count(since=now - HOUR) < MOST_NOTED
        user = tell.user if tell else None
        replies.keep(reply, user=user, now=now, refused=why, is_told=tells)
        if is_noted:
            said = f"{reply.sender or 'nobody'}: {why}"
            audit.note("answer refused", who="Interlock", about=said[:300])
    if tell and tells:
        _tell(tell, reply, why)
    return _told(reply, refused=why)


def _tell(whom: Member, reply: Reply, why: str) -> None:
    from django.conf import settings
    from django.core.mail import EmailMessage

    subject, words = reply_mail.refused(reply.subject, reply.sender or "nobody", why, settings.URL)
    heads = {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All"}
    try:
        EmailMessage(subject, words, to=[whom.email], headers=heads).send()
    except OSError as error:
        why = mail_refused.said(error)
        audit.note("mail not sent", who="Interlock", about=f"{whom.email}: {why}")


def _told(reply: Reply, *, note: str = "", refused: str = "") -> Taken:
    return Taken(reply.sender, reply.subject, note, refused)
