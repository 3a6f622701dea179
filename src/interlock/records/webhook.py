"""Addresses that are told of changes, as whoever set them up sees them."""

from dataclasses import dataclass
from datetime import datetime

KINDS = {
    "forecast": "odds of deals and ship dates of features move",
    "promise": "a promise is given, or its date, verdict or odds change",
    "plan": "a plan is accepted",
    "report": "a week is closed and its reports are kept",
}
"""kind of event -> when there is one"""

PAGES = {
    "forecast": "/deals/?moved=1&sort=moved",
    "promise": "/promises/",
    "plan": "/order/",
    "report": "/reports/",
}
"""kind of event -> the page on which somebody sees it, where the event names none itself"""

TEST = "test"
"""The kind of an event that somebody asks for to see whether it arrives."""


@dataclass(frozen=True)
class Webhook:
    """By its ``number``: where it goes, of which ``kinds`` it is told, the secret by which what is
    sent is signed, and why it was ``stopped``, if it was.
    """

    number: int
    url: str
    kinds: tuple[str, ...]
    secret: str
    at: datetime
    stopped: str


@dataclass(frozen=True)
class Delivery:
    """One telling: which ``event``, how often it was tried, what the other side answered last, and
    when it is tried next; None once it has arrived.
    """

    event: str
    kind: str
    at: datetime
    tries: int
    answer: str
    next_at: datetime | None
    is_done: bool


@dataclass(frozen=True)
class Parcel:
    """A delivery that one worker has taken upon itself: what goes where, and for how long it has
    been tried.
    """

    number: int
    webhook: int
    url: str
    secret: str
    event: str
    body: str
    tries: int
    since: datetime
