"""Who is in a deal on both sides, who is missing, and who knows whom: as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MET, LONG_AGO, NEVER_MET, NAMED, MISSING = "met", "long ago", "never met", "named", "missing"
GAPS = (MISSING, NEVER_MET)
"""States of a seat on which somebody is missing."""


@dataclass(frozen=True)
class Seat:
    """A part that somebody is to play in a deal: a role of the buyer's, or a department of ours.

    ``names`` hold it; ``met_on`` is the last day on which any of them was met, ``by`` whom of ours.
    ``state`` is met, long ago (for longer than the company's ``stale_days``), never met or missing;
    of ours named or missing.
    """

    part: str
    ours: bool
    names: tuple[str, ...]
    state: str
    met_on: date | None = None
    by: str = ""

    @property
    def is_gap(self) -> bool:
        return self.state in GAPS


@dataclass(frozen=True)
class Seated:
    """An open deal with its seats, in the order of the company's settings."""

    deal: str
    name: str
    account: str
    owner: str
    segment: str
    seats: tuple[Seat, ...]

    @property
    def gaps(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.is_gap)


@dataclass(frozen=True)
class Tie:
    """Somebody of ours and somebody of a buyer's who were in touch in a deal: ``times``, last
    ``on`` a day. ``how``: in a meeting, by evidence of one, or by a step both did.
    """

    account: str
    ours: str
    theirs: str
    deal: str
    deal_name: str
    on: date
    times: int
    how: str


@dataclass(frozen=True)
class WayIn:
    """How somebody of ours could lead to whoever is missing: they know ``tie.theirs``, who is
    ``who`` (the one sought, of that role in another deal, or of the same buyer).
    """

    part: str
    tie: Tie
    who: str


@dataclass(frozen=True)
class Post:
    """Somebody in a chart of who reports to whom, with those who report to them. ``is_listed``:
    they stand in the data themselves, and not as somebody's manager alone.
    """

    name: str
    is_listed: bool
    below: tuple["Post", ...] = ()


@dataclass(frozen=True)
class Part:
    """A part that somebody plays, as ``people`` holds it, last met on a day in that deal; without a
    deal it is played in all. ``may_change``: the viewer may.
    """

    name: str
    side: str
    role: str
    department: str
    reports_to: str
    deal: str
    deal_name: str
    account: str
    is_open: bool
    met_on: date | None
    to_on: date | None
    may_change: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """What names it among ``people``."""
        return self.name, self.deal, self.role


@dataclass(frozen=True)
class Contact:
    """A day on which somebody was met: in which deal, by or with whom, what about, how known."""

    on: date
    deal: str
    deal_name: str
    other: str
    what: str
    how: str


@dataclass(frozen=True)
class PersonFile:
    """All that the book holds of a name: parts, days of contact, ties, what they asked for, to whom
    they report (``above``) and who to them (``below``), deals that they own, their sales teams.
    """

    name: str
    parts: tuple[Part, ...]
    contacts: tuple[Contact, ...]
    ties: tuple[Tie, ...]
    asked: tuple[tuple[str, str, str], ...]
    """(deal, deal name, feature name)"""
    above: tuple[str, ...]
    below: tuple[str, ...]
    owns: tuple[tuple[str, str], ...]
    """(open deal, its name)"""
    groups: tuple[str, ...]
    today: date


@dataclass(frozen=True)
class BuyerFile:
    """A buyer: its deals with their seats, its people, who of ours knows whom there, ways to who is
    missing, and who reports to whom.
    """

    account: str
    open: tuple[Seated, ...]
    ended: tuple[tuple[str, str, str], ...]
    """(deal, its name, how it ended)"""
    people: tuple[Part, ...]
    ties: tuple[Tie, ...]
    ways: Mapping[str, tuple[WayIn, ...]]
    """by deal"""
    chart: tuple[Post, ...]
    today: date
    stale_days: int


@dataclass(frozen=True)
class Member:
    """Somebody of a department, and the open deals whose contact they are: (deal, its name), or
    None where it is all of them.
    """

    name: str
    role: str
    deals: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True)
class Department:
    """A department with its people; ``without`` counts the open deals, out of ``of``, that have no
    contact of it.
    """

    name: str
    people: tuple[Member, ...]
    without: int
    of: int
