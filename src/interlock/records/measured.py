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

    ratio: float
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


@dataclass(frozen=True)
class PartWorth:
    """What it went with that a part was played in a deal: a role of the buyer's met, or a
    department of ours (``ours``) named. ``line`` is that of the company's own rule of it, else one
    measured on dated meetings and first days; None where neither is known, and ``why``.
    """

    part: str
    ours: bool
    line: RuleLine | None
    why: str


@dataclass(frozen=True)
class CallError:
    """How far off the numbers of one kind were over ``periods`` ended quarters.

    ``of_actual``: all that was said over all that was won. ``off``: the sum of the misses,
    whichever way, over all that was won. ``bias``: the mean of said less won, as a share of the
    mean won, with its 95 % interval.
    """

    periods: int
    of_actual: float
    off: float
    bias: float
    low: float
    high: float


@dataclass(frozen=True)
class CallLine:
    """One caller's calls of one category, against what was won.

    ``last`` and ``first``: the last and the first call of each period; ``model``: the model's
    number of the last call's day; ``naive``: what the quarter before brought. ``now``: the call
    that stands for this quarter, said on ``said_on``, and ``first_now`` the first one.
    ``verdict``: too high, too low, no bias seen or not enough yet. ``about`` names the one whose
    number it is where somebody above says another; ``own`` are that one's own last calls of the
    same quarters.
    """

    by: str
    level: str
    category: str
    periods: int
    last: CallError | None
    first: CallError | None
    model: CallError | None
    naive: CallError | None
    verdict: str
    now: float | None = None
    first_now: float | None = None
    said_on: date | None = None
    about: str = ""
    own: CallError | None = None


@dataclass(frozen=True)
class Override:
    """A manager's call beside the sum of the reps' latest ones, for one quarter and category."""

    by: str
    level: str
    category: str
    amount: float
    said_on: date
    reps_sum: float
    reps: int
    why: str


@dataclass(frozen=True)
class CallsSection:
    """What was called against what happened; ``says`` what is missing."""

    period: str
    lines: tuple[CallLine, ...]
    overrides: tuple[Override, ...]
    says: tuple[str, ...]


@dataclass(frozen=True)
class CategoryLine:
    """Deals that stood in a category with a date in the quarter: how many were won by its end.

    ``band_low`` to ``band_high`` is what the company says the category means; ``low`` to ``high``
    the 95 % interval of the share won. ``verdict``: holds, too sure, too careful, not enough yet.
    """

    category: str
    share: Share
    low: float
    high: float
    band_low: float
    band_high: float
    verdict: str


@dataclass(frozen=True)
class Elsewhere:
    """An open deal dated in this quarter that its odds would put into another category."""

    deal: str
    name: str
    owner: str
    amount: float | None
    category: str
    suggested: str
    p_won: float


@dataclass(frozen=True)
class CategoriesSection:
    """What categories meant so far, and the deals that would be placed elsewhere: the largest of
    ``elsewhere_of``.
    """

    lines: tuple[CategoryLine, ...]
    elsewhere: tuple[Elsewhere, ...]
    elsewhere_of: int
    says: tuple[str, ...]


@dataclass(frozen=True)
class DealCallLine:
    """The odds that somebody said of ``deals`` (of a whole level where ``by`` is empty), against
    what Interlock said of the same deals on the same days.

    ``brier`` and ``model_brier``: the mean squared miss of both. ``gap``: theirs less Interlock's,
    with its 95 % interval; None while there are too few deals. ``verdict``: nearer, Interlock
    nearer, no difference seen or not enough yet.
    """

    by: str
    level: str
    deals: int
    brier: float | None
    model_brier: float | None
    gap: float | None
    low: float | None
    high: float | None
    verdict: str


@dataclass(frozen=True)
class DealCallsSection:
    """How good the odds were that people said of deals; ``fewest`` deals are needed to tell."""

    lines: tuple[DealCallLine, ...]
    fewest: int
