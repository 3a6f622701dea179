"""What was measured on the company's own past: what rules are worth, how good calls were."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Share:
    """``won`` of ``of``: a count beside its rate."""

    won: int
    of: int

    @property
    def rate(self) -> float | None:
        return self.won / self.of if self.of else None


@dataclass(frozen=True)
class Ratio:
    """An odds ratio and its 95 % interval: 1 is no difference."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class RuleLine:
    """What a rule's evidence, or evidence of a kind that no rule asks for, goes with.

    ``having``, ``lacking``, ``unknown``: deals won within 13 weeks of a day on which the evidence
    was there, was not there, or could not be known. ``adjusted`` compares like with like; ``worth``
    is the same less what good deals gather anyway, shrunk towards 1. ``fresh`` and ``old``:
    ``adjusted`` of evidence up to 8 weeks old and older. ``since``, ``until``: the days of this
    version of the rule. ``verdict``: helps, hurts, inert or not enough yet.
    """

    rule: str
    name: str
    since: date | None
    until: date | None
    is_rule: bool
    having: Share
    lacking: Share
    unknown: Share
    wins_having: int
    wins_lacking: int
    adjusted: Ratio | None
    worth: Ratio | None
    fresh: Ratio | None
    old: Ratio | None
    verdict: str
    why: str


@dataclass(frozen=True)
class RulesSection:
    """What the company's rules are worth; ``allowance`` is the odds ratio taken off, and ``says``
    what is missing.
    """

    lines: tuple[RuleLine, ...]
    allowance: float
    says: tuple[str, ...]
