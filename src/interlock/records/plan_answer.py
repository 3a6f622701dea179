"""A plan with what it does to deals, promises and people."""

from dataclasses import dataclass, fields
from typing import Self

from interlock.records.curve import Curve
from interlock.records.planning import Planned
from interlock.records.whatif import Answer


@dataclass(frozen=True)
class AnsweredPlan(Planned):
    """A plan found, and the ``answer`` of its changes as a what-if: both ways, by quarter, deal,
    feature and promise, over the forecast's own courses; whom to tell. ``scope``: bookings against
    work, None where that was not asked.
    """

    answer: Answer
    scope: Curve | None = None

    @classmethod
    def of(cls, planned: Planned, answer: Answer, scope: Curve | None = None) -> Self:
        held = {one.name: getattr(planned, one.name) for one in fields(planned)}
        return cls(**held, answer=answer, scope=scope)
