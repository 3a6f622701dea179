"""Why a mail did not go, in the words of the server that refused it."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException


def said(error: Exception) -> str:
    """Its code and its words, of the first recipient."""
    if isinstance(error, SMTPRecipientsRefused):
        answer: bytes | str
        code, answer = next(iter(error.recipients.values()))
    elif isinstance(error, SMTPResponseException):
        code, answer = error.smtp_code, error.smtp_error
    else:
        return str(error) or type(error).__name__
    return f"{code} {answer.decode(errors='replace') if isinstance(answer, bytes) else answer}"
