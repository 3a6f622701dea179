"""Tell: people what they have to do in time, by mail: all of a day at once, each thing once."""

from collections.abc import Callable
from datetime import datetime

from interlock.records.member import Member
from interlock.records.nudges import Digest, Nudge
from interlock.render import mail_refused, nudge_mail
from interlock.store import audit, connect, members, nudges

HEADS = {"Auto-Submitted": "auto-generated"}
"""So that no program answers it."""


def mail_nudges(*, page: Callable[[Nudge], str], choose: str, now: datetime) -> datetime | None:
    """Mail what waits to be: when the next mail is due, None where none waits. ``page`` of a nudge
    is where it leads, ``choose`` where one says what one wants.
    """
    connect.open_book()
    everybody = {one.user: one for one in members.listed()}
    while (one := nudges.claim(now)) is not None:
        _mail(one, everybody.get(one.user), page=page, choose=choose, now=now)
    return nudges.next_mail()


def _mail(
    one: Digest,
    whom: Member | None,
    *,
    page: Callable[[Nudge], str],
    choose: str,
    now: datetime,
) -> None:
    wanted = [told.nudge for told in one.told if whom and told.nudge.kind in whom.nudges]
    if whom is None or not whom.mails_nudges or not wanted:
        nudges.let_be(one)
        return
    try:
        _send(whom, [(each.said, page(each)) for each in wanted], choose)
    except OSError as error:
        why = mail_refused.said(error)
        if not nudges.failed(one, why, now=now):
            audit.note("mail not sent", who="Interlock", about=f"{whom.email}: {why}")
        return
    nudges.sent(one, now=now)


def _send(whom: Member, lines: list[tuple[str, str]], choose: str) -> None:
    from django.core.mail import EmailMultiAlternatives

    letter = nudge_mail.letter(lines, choose=choose)
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[whom.email], headers=HEADS)
    mail.attach_alternative(letter.html, "text/html")
    mail.send()
