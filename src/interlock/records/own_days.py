"""Days that somebody has to do with, and the feed that brings them into a calendar of theirs."""

from dataclasses import dataclass
from datetime import date, datetime

from interlock.records.report import Decided

PROMISE, OUTCOME, STEP, TOOL = "promise", "outcome", "step", "tool"
OPEN, KEPT, LATE, BROKEN, OVERDUE = "open", "kept", "late", "broken", "overdue"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class OwnDay:
    """``what`` is due ``on`` a day, and how that stands (``state``).

    ``kind`` is promise or outcome (of promises that somebody gave), step (of a buyer's timetable
    that one follows) or tool (that one makes); ``key`` names it among these for good. ``is_mine``:
    whoever looks has to see to it, else it is due to them; ``sees_to``: in delivery or support, to
    what somebody else promised. ``whom``: to whom, else from whom.
    ``decided`` is the record that says how it stands, since it was ``settled_on``; ``moved_by`` and
    ``moved_why`` are of the last move. ``odds`` of the day where a forecast says any.
    """

    kind: str
    key: tuple[str, ...]
    what: str
    on: date
    is_mine: bool
    whom: str
    state: str
    side: str = ""
    said_on: date | None = None
    first_on: date | None = None
    settled_on: date | None = None
    decided: Decided | None = None
    moved: int = 0
    moved_by: str = ""
    moved_why: str = ""
    odds: float | None = None
    deal: str = ""
    deal_name: str = ""
    feature: str = ""
    feature_name: str = ""
    release: str = ""
    release_name: str = ""
    tool: str = ""
    sees_to: bool = False


@dataclass(frozen=True)
class OwnDays:
    """The days of one person, the earliest first, as the book stood after its ``change``, made
    ``at`` a moment; ``odds_of`` is the day of the forecast that gives them odds.
    """

    days: tuple[OwnDay, ...]
    today: date
    change: int
    at: datetime
    company: str
    odds_of: date | None


@dataclass(frozen=True)
class Feed:
    """A calendar feed of somebody's: when its address was made, and fetched last; ``reminds``: a
    calendar is to remind of one's own open days the day before.
    """

    user: int
    at: datetime
    last_used: datetime | None
    reminds: bool
