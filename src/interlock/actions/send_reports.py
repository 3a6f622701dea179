"""Send: the reports of closed weeks to those who want them, by mail, each once."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from interlock.records import mail_ids
from interlock.records.errors import NotReadable, UnknownName
from interlock.records.member import Member
from interlock.records.report import WeeklyReport
from interlock.records.subscription import Sending
from interlock.render import mail_refused, reply_mail, report_mail
from interlock.render.report_mail import Letter
from interlock.store import audit, connect, leave_tokens, members, replies, sendings, weeks

A_CONNECTION = 50
"""Mails over one connection: many servers take no more."""


LEAVE, LEAVE_AT = "https://leave.invalid/", "/leave-report/{token}/"
"""What stands in the letter where each reader's own way to leave comes, and where that is."""


class NotReached(Exception):
    """The mail server takes nothing from anybody now."""


def send_due(
    *,
    now: Callable[[], datetime],
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[int, int]:
    """Send what is due: how many mails went, and how many could not. Nothing where no mail is set
    up.

    Other workers may do the same at the same time. One moment no order of steps can close: that
    between the server's word that it has a mail and the note of it here. The mail of who dies in it
    is sent again, under the same id.
    """
    connect.open_book()
    from django.conf import settings

    way, letters, went, failed = _Way(), _Letters(), 0, 0
    try:
        while settings.MAIL and (one := sendings.claim(now())) is not None:
            progress(f"mail {went + failed + 1}")
            try:
                way.send(_message(one, letters))
                sendings.sent(one, now=now())
                went += 1
            except _NotTheirs as error:
                sendings.let_be(one, str(error))
            except (OSError, ValueError, NotReadable) as error:
                failed += 1
                _fail(one, error, now())
                way.close()
            except NotReached as error:
                _fail(one, error, now())
                return went, failed + 1
            except Exception as error:
                _fail(one, error, now())
                raise
    finally:
        way.close()
    return went, failed


class _NotTheirs(Exception):
    """A report that is not to be sent to somebody any more, and why."""


class _Way:
    """A connection to the mail server, begun anew now and then."""

    def __init__(self) -> None:
        self._mailer: Any = None
        self._count = 0

    def send(self, mail: Any) -> None:
        """Send one. Raises ``NotReached``, and ``OSError`` where this one alone is refused."""
        if self._count >= A_CONNECTION:
            self.close()
        if self._mailer is None:
            self._open()
        self._count += 1
        self._mailer.send_messages([mail])

    def _open(self) -> None:
        from django.core.mail import mailers

        mailer: Any = mailers["default"]
        try:
            mailer.open()
        except OSError as error:
            raise NotReached(str(error)) from error
        self._mailer, self._count = mailer, 0

    def close(self) -> None:
        """End it, whatever has become of it."""
        if self._mailer is not None:
            with suppress(OSError):
                self._mailer.close()
        self._mailer = None


class _Letters:
    """What all readers of one report are sent, written once."""

    def __init__(self) -> None:
        self._written: dict[tuple[date, str, bool], tuple[Letter, bool]] = {}

    def of(self, one: Sending, whom: Member) -> Letter:
        """What a member is sent. Raises ``_NotTheirs`` where they may not read it today, or
        none was kept.
        """
        answers = replies.are_taken_from(whom)
        key = (one.day, one.reader, answers)
        if key not in self._written:
            made = _kept(one)
            letter = _letter(made, one.day, answers=answers)
            self._written[key] = letter, made.reader.sees_amounts
        letter, has_amounts = self._written[key]
        if not whom.viewer.may_read_of(one.reader, amounts=has_amounts):
            raise _NotTheirs(f"a {whom.role} may not read the report for {one.reader}")
        return letter


def _message(one: Sending, letters: _Letters) -> Any:
    """The mail of one member, with their own way to leave. Raises ``_NotTheirs``."""
    from django.conf import settings

    from interlock.store.pictured_mail import PicturedMail

    whom = members.named(one.user)
    if whom is None or not whom.subscription.wants:
        raise _NotTheirs("no report is wanted any more")
    letter = letters.of(one, whom)
    leave = f"{settings.URL}{LEAVE_AT.format(token=leave_tokens.of(one.user))}"
    headers = replies.heads(mail_ids.of_week(one.day, user=one.user, on=one.day)) | {
        "Message-ID": one.message_id,
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    plain, html = (said.replace(LEAVE, leave) for said in (letter.text, letter.html))
    mail = PicturedMail(letter.subject, plain, to=[whom.email], headers=headers)
    mail.attach_alternative(html, "text/html")
    mail.pictures = [(one.cid, one.png) for one in letter.pictures]
    return mail


def _kept(one: Sending) -> WeeklyReport:
    try:
        return weeks.named(one.day, one.reader)
    except UnknownName as error:
        raise _NotTheirs(f"nobody in the records is called {one.reader}") from error


def _letter(made: WeeklyReport, day: date, *, answers: bool) -> Letter:
    """What all readers of one report are sent, those whose ``answers`` are taken and the others."""
    from django.conf import settings

    foot = reply_mail.foot("report") if answers else ""
    return report_mail.letter(made, page=f"{settings.URL}/reports/{day}/", leave=LEAVE, foot=foot)


def _fail(one: Sending, error: Exception, now: datetime) -> None:
    """Keep why it could not be sent; where it is given up that is noted for the owner, too."""
    why = mail_refused.said(error)
    if sendings.failed(one, why, now=now) is None:
        whom = members.named(one.user)
        audit.note("report not sent", who="Interlock", about=f"{whom.email if whom else ''}: {why}")
