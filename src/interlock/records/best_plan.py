"""The order that a search found, with what it does as a plan: as somebody may see it."""

from dataclasses import dataclass
from datetime import date

from interlock.records.birth import Birth
from interlock.records.curve import Curve
from interlock.records.plan import Plan
from interlock.records.planning import Planned, Stability, Wishes
from interlock.records.whatif import WhatIf


@dataclass(frozen=True)
class Stands:
    """Where a feature stands under the plan, as `PlannedFeature` says; what deals that name it are
    worth (``named``), what it ``brings`` and where that ``turns`` are None for who does not see
    amounts.
    """

    id: str
    name: str
    team: str
    place: int
    was: int
    in_time: float
    above: bool
    is_frozen: bool
    is_must: bool
    weeks: float
    displaces: tuple[str, ...]
    named: float | None
    brings: float | None
    turns: float | None


@dataclass(frozen=True)
class BestPlan:
    """An order found for ``wishes``: where every feature stands, what the plan does (``made``) and
    how steady it is. ``broken``: promises expected to be broken as is and under it. ``planned`` is
    all that was found, with its sums of money, and ``curve`` bookings against work; None for who
    does not see all amounts.
    """

    wishes: Wishes
    until: date
    whatif: WhatIf
    features: tuple[Stands, ...]
    made: Plan
    stability: tuple[Stability, ...]
    broken: tuple[float, float]
    method: str
    draws: int
    moves: int
    seconds: float
    birth: Birth
    planned: Planned | None
    curve: Curve | None
