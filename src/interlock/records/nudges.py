"""What somebody is told once, so that they do something in time; and which of it they want."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

PROMISES, MOVED, TOOLS = "promises", "moved", "tools"
KINDS = {
    PROMISES: "a promise of mine is about to be missed",
    MOVED: "a deal of mine waits for a feature whose day moved by a week or more, "
    "and the customer was not told",
    TOOLS: "a sales tool is ready that I asked for or that a deal of mine needs, one that I have "
    "must be looked at again, or somebody asks for one of mine",
}
"""kind of nudge -> when there is one"""

MOST = 3
"""Of all kinds that one person is told in a day."""

MORNING = time(7)
"""Of the company's day: forecasts that nobody asked for are worked out, who has to do something in
time is told, and what was not mailed yesterday is.
"""


@dataclass(frozen=True)
class Nudge:
    """What is ``said`` to somebody of the thing ``key``, which stands as its ``mark`` says: of the
    same mark they are told once. It leads to the page of a record: ``about`` (promise, deal,
    feature or tool) and ``own_id``.
    """

    kind: str
    key: str
    mark: str
    said: str
    about: str
    own_id: str


@dataclass(frozen=True)
class Nudges:
    """What is to be told to somebody, the most urgent first; the marks of things of which nothing
    is ``noted`` but how they stand; and the keys of what was told and is ``over``.
    """

    told: tuple[Nudge, ...]
    noted: Mapping[str, str]
    over: frozenset[str]


@dataclass(frozen=True)
class Told:
    """A nudge as it was told, by its ``number``, ``at`` a moment; ``seen_at``: it was put away, or
    was over.
    """

    number: int
    nudge: Nudge
    at: datetime
    seen_at: datetime | None


@dataclass(frozen=True)
class Digest:
    """What one person is to be mailed at once; ``tries`` were made."""

    user: int
    told: tuple[Told, ...]
    tries: int
