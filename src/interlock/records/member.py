"""Somebody who may sign in, and what was done about sign-ins and rights."""

from dataclasses import dataclass
from datetime import datetime

from interlock.records.nudges import KINDS
from interlock.records.rights import Viewer
from interlock.records.subscription import DEFAULT, Subscription

FIRST_TOKEN = "INTERLOCK_FIRST_TOKEN"  # noqa: S105
"""In the environment of the site while nobody owns the book: the token of the first owner."""


@dataclass(frozen=True)
class Member:
    """``known_as`` is their name in the records; ``amounts`` whose they see where the owner said
    otherwise than the role, else empty; ``mails_mentions``: they want mail about notes;
    ``shares_record``: those who manage see what came of their own days; ``subscription``: how they
    are sent the weekly report; ``nudges``: kinds that they want, by mail too where they want that
    (``mails_nudges``).
    """

    user: int
    email: str
    known_as: str
    role: str
    amounts: str
    since: datetime
    last_seen: datetime | None
    mails_mentions: bool = True
    shares_record: bool = False
    subscription: Subscription = DEFAULT
    nudges: tuple[str, ...] = tuple(KINDS)
    mails_nudges: bool = True

    @property
    def called(self) -> str:
        """Their name, else their address."""
        return self.known_as or self.email

    @property
    def viewer(self) -> Viewer:
        """As whom they look at the book."""
        return Viewer(self.called, self.role, self.amounts or None)


@dataclass(frozen=True)
class Event:
    """What was done, by whom, about what, from which address."""

    at: datetime
    what: str
    who: str
    about: str
    address: str


@dataclass(frozen=True)
class Invitation:
    """A way in for somebody: whom it is for and what they will be, whether it was sent by mail, and
    why it could not be.
    """

    email: str
    known_as: str
    role: str
    token: str
    was_sent: bool = False
    problem: str = ""
