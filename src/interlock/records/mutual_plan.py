"""The plan that a buyer and we share: steps with an owner on both sides, and what they wait for."""

from dataclasses import dataclass, replace
from datetime import date

DONE, OVERDUE, UNDATED, AHEAD = "done", "overdue", "no day yet", "to come"


@dataclass(frozen=True)
class Moved:
    """A day that was moved ``times`` times, last ``from_day``."""

    from_day: date
    times: int


@dataclass(frozen=True)
class PlanLine:
    """A step of the buyer's timetable, or a feature that is wanted by a day (``kind`` step, need).

    ``state`` is done, overdue, no day yet or to come. ``waits_for`` names the feature, ``odds`` are
    those that it has shipped by ``due``; None where that cannot be said.
    """

    kind: str
    what: str
    due: date | None
    theirs: str
    ours: str
    done_on: date | None
    state: str
    moved: Moved | None
    waits_for: str = ""
    odds: float | None = None


@dataclass(frozen=True)
class MutualPlan:
    """A deal's plan, earliest first, what has no day last. ``revision`` is that at which it was
    read.
    """

    deal: str
    deal_name: str
    account: str
    company: str
    simulated: bool
    lines: tuple[PlanLine, ...]
    may_change: bool
    today: date
    revision: int

    @property
    def steps(self) -> tuple[PlanLine, ...]:
        """What a buyer may see: the steps, without what we think of them."""
        steps = (line for line in self.lines if line.kind == "step")
        return tuple(replace(one, odds=None, waits_for="", moved=None) for one in steps)
