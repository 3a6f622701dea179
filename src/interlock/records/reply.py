"""An answer that came by mail, and what came of it."""

from dataclasses import dataclass

MOST_BYTES = 10 * 2**20
"""Of one mail."""

MOST_AN_HOUR = 30
"""Answers of one person."""


@dataclass(frozen=True)
class Reply:
    """A mail as it came in: its Message-ID, its ``sender``, the addresses ``to`` which it went, the
    Message-IDs that it ``answers``, the nearest first, its own words without what they quote, and
    what its attachments are called.

    ``machine`` and ``forged`` say why nobody wrote it, or another than it says; empty where that is
    not so. Of one that is not ``whole`` only what stands above its words was read.
    """

    id: str
    sender: str
    subject: str
    to: tuple[str, ...]
    answers: tuple[str, ...]
    text: str
    attachments: tuple[str, ...] = ()
    machine: str = ""
    forged: str = ""
    is_whole: bool = True


@dataclass(frozen=True)
class Taken:
    """What came of a mail: the note that it became, or why it was ``refused``."""

    sender: str
    subject: str
    note: str = ""
    refused: str = ""
