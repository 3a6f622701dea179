"""A plan: which features in which order, what that does to both sides, what of it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from interlock.records.whatif import Answer


@dataclass(frozen=True)
class Card:
    """A feature in a team's queue: its ``place`` under the plan, None where it is dropped, and the
    place that it ``was`` in, None where it is added. Days by which it has shipped in 5 and 8 of 10
    cases, None beyond the horizon; ``deals`` is how many open ones need it.
    """

    id: str
    name: str
    place: int | None
    was: int | None
    p50: date | None
    p80: date | None
    p50_before: date | None
    deals: int


@dataclass(frozen=True)
class PlannedQueue:
    """A team's features in the order of the plan, those dropped last."""

    team: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Given:
    """A standing promise whose odds the plan changes, 0 where it would break; ``offered`` is the
    day by which its feature has shipped in 8 of 10 cases under the plan.
    """

    id: str
    what: str
    maker: str
    to: str
    due: date | None
    before: float | None
    after: float | None
    offered: date | None


@dataclass(frozen=True)
class Decisions:
    """What of a plan is written into the book: for each table the values by record, ids among them;
    and what is ``left_out``, with why.
    """

    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a plan does, each team's queue under it, promises that it touches, what it decides."""

    answer: Answer
    queues: tuple[PlannedQueue, ...]
    promises: tuple[Given, ...]
    decisions: Decisions
