"""Bookings against work: the best scopes of all sizes, where today's stands, and the least work for
a sum.
"""

from dataclasses import dataclass
from datetime import date

from interlock.records.birth import Birth
from interlock.records.planning import Wishes

REACHED, NOTHING_NEEDED, NOT_REACHABLE = ("reached", "nothing needed", "not reachable")
"""A sum takes features; comes without any but those that must ship; no features bring it."""


@dataclass(frozen=True)
class Point:
    """So much ``work``, in weeks of its teams' time, for these ``bookings``."""

    work: float
    bookings: float


@dataclass(frozen=True)
class Corner:
    """A scope that is best at some price of work; ``features`` by name that it has and the corner
    before has not. ``is_knee``: a week of work brings much less from here on.
    """

    work: float
    bookings: float
    features: tuple[str, ...]
    is_knee: bool


@dataclass(frozen=True)
class Standing:
    """Today's scope above the line, and what the best one of no more work brings: ``best`` found,
    and the ``bound`` that none exceeds.
    """

    work: float
    bookings: float
    best: float
    bound: float


@dataclass(frozen=True)
class LeastWork:
    """The least ``work`` for a ``sum``: ``REACHED`` with these ``features`` by name, which bring
    ``bookings``; no scope of less than ``at_least`` weeks does. ``NOTHING_NEEDED`` where it comes
    with what must ship alone; ``NOT_REACHABLE`` where all features together bring ``most``.
    """

    sum: float
    outcome: str
    work: float
    at_least: float
    bookings: float
    most: float
    features: tuple[str, ...]

    @property
    def proven(self) -> bool:
        return self.outcome != REACHED or self.at_least == self.work


@dataclass(frozen=True)
class Within:
    """The scope that brings most within a ``capacity``, weeks by team: its ``features`` by name,
    what it brings and the ``bound`` that none exceeds.
    """

    capacity: tuple[tuple[str, float], ...]
    work: float
    bookings: float
    bound: float
    features: tuple[str, ...]


@dataclass(frozen=True)
class InOrOut:
    """Why a feature is in the best scope of all teams' weeks together, or out of it: ``rides`` on
    it what need-sets bring that want it, in the best scope with it; ``turns`` is the factor on the
    worth of all that wants it at which it would change sides, None where none would do that;
    ``displaces`` names what is in the best scope without it and not in that with it.
    """

    name: str
    is_in: bool
    rides: float
    turns: float | None
    displaces: tuple[str, ...]


@dataclass(frozen=True)
class Curve:
    """Expected bookings of the open deals until ``until`` against work, in the company's currency,
    with what is chosen ready on ``ready`` and all else never.

    ``corners`` of the hull by rising work, the first what must ship alone; ``points`` the scopes
    known of which none brings more for as much or less. Of all sizes of work the share ``proven``
    cannot bring more, and the others ``gap`` more at most, as a share of what all features add.
    ``now``: today's scope. ``within``: what is best in the capacity that is wished, or there until
    ``until``; None where what must ship does not fit that. ``features``: where that is asked, all
    that some deal wants, as far as there was time.
    """

    company: str
    simulated: bool
    currency: str
    wishes: Wishes
    until: date
    ready: date
    corners: tuple[Corner, ...]
    points: tuple[Point, ...]
    gap: float
    proven: float
    now: Standing
    within: Within | None
    least: LeastWork | None
    features: tuple[InOrOut, ...]
    method: str
    seconds: float
    birth: Birth

    def least_for(self, wanted: float) -> Point | None:
        """The scope known of least work that brings so much; None where none does."""
        return next((one for one in self.points if one.bookings >= wanted), None)

    @property
    def knees(self) -> tuple[Corner, ...]:
        return tuple(one for one in self.corners if one.is_knee)
