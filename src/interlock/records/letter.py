"""A letter with exports in it, as it came into a mailbox."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Letter:
    """Who sent it, about what, on which day; ``files`` are the attachments that were taken, of none
    where nothing in it can be read.
    """

    sender: str
    subject: str
    day: date
    files: tuple[str, ...]
