"""What people write to each other, as pages and mail show it."""

from dataclasses import dataclass
from datetime import date, datetime

KINDS = {
    "deals": "deal", "features": "feature", "releases": "release", "promises": "promise",
    "weeks": "week",
}  # fmt: skip
"""What a note may be about, as addresses call it -> the column of notes that names it."""

EVERYBODY, SALES = "everybody", "sales"
MENTION, ANSWER = WHYS = ("mention", "answer")
"""Why somebody is to know of a note."""

WAITING, SENDING, SENT, FAILED = MAIL_STATES = ("waiting", "sending", "sent", "failed")
MOST_LETTERS = 10_000
"""Of one note."""


@dataclass(frozen=True)
class About:
    """A record that a note is about; of a deal with its ``account``."""

    kind: str
    id: str
    called: str
    account: str = ""


@dataclass(frozen=True)
class Note:
    """A note as somebody may read it: ``thread`` is the id of the note that began its thread, its
    own where it did. ``at`` and ``edited_at`` are in the company's time zone.

    A remark on a week may foretell something that ``comes_by`` a day: that the deal or feature
    which it is about is won or ships, else what its author says ``came``, yes or no.

    ``mine``: they wrote it, and may change it; ``may_take_away``; ``is_new``: it mentions or
    answers them and they have not looked at it.
    """

    id: str
    thread: str
    at: datetime
    by: str
    text: str
    edited_at: datetime | None
    for_sales: bool
    about: tuple[About, ...]
    comes_by: date | None = None
    came: str | None = None
    mine: bool = False
    may_take_away: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class Thread:
    """A note with its answers, oldest first; ``first`` is None once it is taken away."""

    id: str
    first: Note | None
    answers: tuple[Note, ...]

    @property
    def notes(self) -> tuple[Note, ...]:
        return (self.first, *self.answers) if self.first else self.answers

    @property
    def for_sales(self) -> bool:
        return self.notes[0].for_sales


@dataclass(frozen=True)
class HeardOn:
    """What was heard of a feature on one deal."""

    deal: About
    threads: tuple[Thread, ...]


@dataclass(frozen=True)
class Heard:
    """What the field says of a feature: by deal, newest first, and how many notes of how many
    accounts came in the last ``days``.
    """

    by_deal: tuple[HeardOn, ...]
    count: int
    accounts: int
    days: int


@dataclass(frozen=True)
class Talk:
    """What is said on one record, newest first; it ``stands`` unless it is gone from its source.
    ``heard``: of a feature. ``needed`` and ``others``:
    (id, name) of the features that a note on this deal may name, those that it needs first.
    ``names`` are those that a note can mention.
    """

    about: About
    stands: bool
    threads: tuple[Thread, ...]
    heard: Heard | None
    needed: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Before:
    """What a note said until ``at``."""

    at: datetime
    text: str


@dataclass(frozen=True)
class Found:
    """One page of the notes that somebody asked for, newest first, and how many there are."""

    notes: tuple[Note, ...]
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class ForYou:
    """A note that somebody has not looked at yet, and why they are to know of it."""

    note: Note
    why: str


@dataclass(frozen=True)
class Written:
    """What writing a note did: its id, the number of the change, None where nothing differs, and
    whom of those that it mentions it did not tell, as they may not read it.
    """

    note: str
    made: int | None
    not_told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Notice:
    """Somebody is to know of a note by mail: ``tries`` were made."""

    number: int
    user: int
    note: str
    why: str
    tries: int


@dataclass(frozen=True)
class MailTrouble:
    """Mail to somebody that was not sent: of how many notes or nudges it waits, until when, of how
    many it was given up, and what went wrong last.
    """

    waiting: int
    next_at: datetime | None
    failed: int
    problem: str


NOTES, NUDGES = UNSENT = ("notes", "nudges")
"""What is mailed beside the report."""


@dataclass(frozen=True)
class Unsent:
    """Mail about notes, or nudges, that did not go to somebody."""

    kind: str
    user: int
    email: str
    trouble: MailTrouble
