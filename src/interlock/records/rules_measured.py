"""What each rule's evidence is worth on the company's own deals."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ratio:
    """A ratio of odds with the interval that holds it 95 times in 100."""

    ratio: float
    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """``deals`` deals, and the share of them that was won within 13 weeks."""

    deals: int
    won: float | None


@dataclass(frozen=True)
class RuleWorth:
    """One rule: how deals with its evidence, without it and of unknown evidence fared.

    ``raw`` compares the plain shares; ``adjusted`` deals of the same stage, age and other evidence;
    ``shrunk`` is that drawn towards one by what all rules say. ``old`` compares evidence of over
    eight weeks with fresh. ``verdict``: helps, hurts, inert, unsure or not enough yet. ``version``:
    the first day of the version measured, when there were several.
    """

    id: str
    name: str
    version: str
    with_it: Share
    without: Share
    unknown: Share
    raw: Ratio | None
    adjusted: Ratio | None
    shrunk: float | None
    old: Ratio | None
    verdict: str
