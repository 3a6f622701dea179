"""The plan in the weekly report as data: what a better order adds, and by which changes."""

from dataclasses import dataclass
from datetime import date

from interlock.records.planning import Gain


@dataclass(frozen=True)
class PlanChange:
    """A feature that the plan puts elsewhere in its team's queue: from the place that it ``was`` in
    to ``place``. ``brings``: what the plan brings less without this change, in the forecast's own
    scenarios.
    """

    feature: str
    feature_name: str
    team: str
    place: int
    was: int
    brings: float | None


@dataclass(frozen=True)
class BelowLine:
    """A feature that open deals need and that does not ship in time in 5 of 10 cases under the
    plan, with its chance of doing so; ``brings``: were it ready today rather than never.
    """

    feature: str
    feature_name: str
    team: str
    in_time: float
    brings: float | None


@dataclass(frozen=True)
class PlanSection:
    """What the best order found brings ``until`` a day against the order as is, ``adds``, and
    against ranking by revenue named, ``to_ranking``; of ``movable``, what features can move.
    ``is_worth``: whether that is more than next to nothing; without it there are no changes.

    ``changes`` that matter most of ``changes_of``; ``below``: the nearest to the line of
    ``below_of``.
    """

    until: date
    is_worth: bool
    adds: Gain | None
    to_ranking: Gain | None
    movable: float | None
    changes: tuple[PlanChange, ...]
    changes_of: int
    below: tuple[BelowLine, ...]
    below_of: int
