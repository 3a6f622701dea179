"""Exports that arrive by mail: attachments of scheduled reports, brought into folders by day."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from interlock.importers import arrivals
from interlock.records.errors import NoMailbox
from interlock.records.letter import Letter

if TYPE_CHECKING:
    from imap_tools import BaseMailBox, MailMessage

SECONDS = 30
FIRST_YEAR = 1990


def fetch(address: str, into: Path, *, senders: Sequence[str] = ()) -> tuple[Letter, ...]:
    """The letters that nobody has read, their attachments in a folder of ``into`` called like the
    day on which they were sent. They count as read once their files stand there.

    ``address`` is such as imaps://user:password@host/INBOX; imap+starttls:// and imap:// are known
    too. With ``senders`` letters of anybody else are not touched. Raises ``NoMailbox``.
    """
    found = []
    with opened(address) as box:
        for message in box.fetch("UNSEEN", mark_seen=False, bulk=False):
            if not senders or message.from_.lower() in {one.lower() for one in senders}:
                found.append(_taken(message, into))
                mark_read(box, message.uid or "")
    return tuple(found)


def mark_read(box: "BaseMailBox", uid: str) -> None:
    """A letter counts as read from now on."""
    from imap_tools import MailMessageFlags

    box.flag(uid, MailMessageFlags.SEEN, value=True)


@contextmanager
def opened(address: str) -> "Iterator[BaseMailBox]":
    """The mailbox at an address, its folder chosen; nothing that is said of it holds the password.

    Raises ``NoMailbox``.
    """
    from imaplib import IMAP4
    from ssl import create_default_context

    from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
    from imap_tools.errors import ImapToolsError

    at = urlsplit(address)
    ways = {"imaps": MailBox, "imap+starttls": MailBoxStartTls, "imap": MailBoxUnencrypted}
    user, password = unquote(at.username or ""), unquote(at.password or "")
    where = f"of {user or 'nobody'} at {at.hostname or 'no server'}"
    if at.scheme not in ways or not at.hostname:
        raise NoMailbox(where, f"{at.scheme or 'nothing'}:// is none of {', '.join(ways)}")
    more: dict[str, Any] = {"port": at.port} if at.port else {}
    if at.scheme != "imap":
        more["ssl_context"] = create_default_context()
    try:
        with ways[at.scheme](at.hostname, timeout=SECONDS, **more) as box:
            box.login(user, password, initial_folder=unquote(at.path.strip("/")) or "INBOX")
            yield box
    except (OSError, IMAP4.error, ImapToolsError) as error:
        why = str(error) or type(error).__name__
        raise NoMailbox(where, why.replace(password, "...") if password else why) from error


def _taken(message: "MailMessage", into: Path) -> Letter:
    day = _day(message.date)
    files = ((one.filename, [one.payload]) for one in message.attachments)
    return Letter(message.from_, message.subject, day, arrivals.put(files, into / f"{day}"))


def _day(sent: datetime) -> date:
    """The day it was sent; of a letter that does not say so, today."""
    return sent.date() if sent.year >= FIRST_YEAR else datetime.now(UTC).date()
