"""Fetch: exports that came by mail, into a folder."""

from collections.abc import Sequence
from pathlib import Path

from interlock.importers import mailbox
from interlock.records.letter import Letter


def fetch_mail(address: str, into: Path, *, senders: Sequence[str] = ()) -> tuple[Letter, ...]:
    """The unread letters of a mailbox, their attachments in folders of ``into`` by day.

    Raises ``NoMailbox``.
    """
    return mailbox.fetch(address, into, senders=senders)
