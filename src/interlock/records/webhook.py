"""Addresses that are told of changes, as whoever set them up sees them."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

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

REPORT = "report"
"""The kind of an event of which a channel is told."""

PLAIN = "plain"
"""The shape of what programs are sent: the event as it is, signed."""

SHAPES = {"slack": "Slack", "teams": "Microsoft Teams"}
"""shape of what a channel of a chat tool is sent -> what the tool is called"""

_LETTERS = 4

READERS = ("management", "sales", "development")
"""Whose weekly report a channel may be told."""


@dataclass(frozen=True)
class Webhook:
    """By its ``number``: where it goes, of which ``kinds`` it is told, the secret by which what is
    sent is signed, and why it was ``stopped``, if it was. Of another ``shape`` than plain it is a
    channel of a chat tool, which is told the weekly report of a ``reader``.
    """

    number: int
    url: str
    kinds: tuple[str, ...]
    secret: str
    at: datetime
    stopped: str
    shape: str = PLAIN
    reader: str = ""

    @property
    def short(self) -> str:
        """The address so that nobody can write there who reads it."""
        return shortened(self.url)

    @property
    def called(self) -> str:
        """What the tool is called whose channel it is."""
        return SHAPES.get(self.shape, "")


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
    user: int
    shape: str = PLAIN
    reader: str = ""


def shortened(url: str) -> str:
    """An address without what makes it a secret: its host, and its last letters."""
    at = urlsplit(url)
    return f"{at.scheme}://{at.hostname}/…{url[-_LETTERS:]}"
