"""Tell: those whom notes mention or answer, by mail."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from interlock.records import mail_ids
from interlock.records.member import Member
from interlock.records.notes import MENTION, Notice
from interlock.render import mail_refused, note_mail, reply_mail
from interlock.store import audit, connect, members, notices, replies, shown


def mail_notices(
    *, page: Callable[[str], str], person: Callable[[str], str], now: datetime
) -> datetime | None:
    """Mail what waits to be, each once: when to try again what could not be sent, None where there
    is nothing such. ``page`` of a note and ``person`` of a name are where mail leads.

    Nobody is mailed what they may not read, what was taken away, or what they do not want.
    """
    connect.open_book()
    everybody = {one.user: one for one in members.listed()}
    again = []
    while (one := notices.claim(now)) is not None:
        again.append(_mail(one, everybody.get(one.user), page=page, person=person, now=now))
    return min((at for at in again if at), default=None)


def _mail(
    one: Notice,
    whom: Member | None,
    *,
    page: Callable[[str], str],
    person: Callable[[str], str],
    now: datetime,
) -> datetime | None:
    row = _row(one, whom) if whom and whom.mails_mentions else None
    if whom is None or row is None:
        notices.let_be(one)
        return None
    try:
        _send(one, whom, row, page=page, person=person, now=now)
    except OSError as error:
        why = mail_refused.said(error)
        again = notices.failed(one, why, now=now)
        if again is None:
            audit.note("mail not sent", who="Interlock", about=f"{whom.email}: {why}")
        return again
    notices.sent(one)
    return None


def _row(one: Notice, whom: Member) -> dict[str, Any] | None:
    """The note as they may read it now; None where they may not."""
    if "notes" not in whom.viewer.right.sees:
        return None
    rows = shown.table("notes", whom.viewer).filter(id=one.note).to_dicts()
    return rows[0] if rows else None


def _send(
    one: Notice,
    whom: Member,
    row: dict[str, Any],
    *,
    page: Callable[[str], str],
    person: Callable[[str], str],
    now: datetime,
) -> None:
    from django.core.mail import EmailMultiAlternatives

    heads = replies.heads(mail_ids.of_notice(one.number, user=one.user, on=now.date()))
    letter = note_mail.letter(
        by=row["by"],
        text=row["text"],
        on=_called(row, whom),
        mentions=one.why == MENTION,
        page=page(one.note),
        names=[each.viewer.name for each in members.listed()],
        person=person,
        me=whom.viewer.name,
        foot=reply_mail.foot("note") if replies.are_taken_from(whom) else "",
    )
    mail = EmailMultiAlternatives(letter.subject, letter.text, to=[whom.email], headers=heads)
    mail.attach_alternative(letter.html, "text/html")
    mail.send()


def _called(row: dict[str, Any], whom: Member) -> str:
    """What the record is called that a note is about."""
    for column, table in (("deal", "deals"), ("feature", "features"), ("release", "releases")):
        if row[column] is not None:
            names = shown.table(table, whom.viewer).filter(id=row[column])["name"].to_list()
            return str((names and names[0]) or row[column])
    return f"the report of {row['week']}" if row["week"] else ""
