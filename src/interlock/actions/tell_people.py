"""Tell: those who asked to be told, by mail."""

from smtplib import SMTPException

from interlock.records.errors import NotSent
from interlock.store import connect


def tell_people(subject: str, words: str) -> tuple[str, ...]:
    """Mail ``words`` to the addresses of INTERLOCK_TELL: who was told, nobody where no mail is set
    up. Raises ``NotSent``.
    """
    connect.start()
    from django.conf import settings
    from django.core.mail import EmailMessage

    if not (settings.MAIL and settings.TELL):
        return ()
    try:
        EmailMessage(subject, words, settings.MAIL_FROM, settings.TELL).send()
    except (OSError, SMTPException) as error:
        raise NotSent(settings.TELL, str(error)) from error
    return tuple(settings.TELL)
