"""Risks that somebody owns: as they stand, what could be named, and what became of them."""

from dataclasses import dataclass
from datetime import date

KINDS = ("deal", "feature")
"""What a risk is about."""


@dataclass(frozen=True)
class Stated:
    """What Interlock says: ``odds`` that the deal is won, or the feature has shipped, by a day."""

    odds: float
    by_day: date


@dataclass(frozen=True)
class RiskLine:
    """A risk of a deal or a feature (``kind``, its id in ``about``).

    ``act`` is the promise that is to lessen it, with its ``maker``, ``due`` and ``verdict``; all
    empty without one. ``owner`` is its maker, else whose the deal or the feature is.
    ``odds`` were stated for ``by_day`` when it was named or its act promised; ``odds_now`` are
    those of the forecast as it is, for the same day. ``outcome`` is well or badly once that day has
    passed or the deal or the feature has ended, which is then ``settled_on``. ``is_open``: neither
    it nor what it is about has ended.
    """

    id: str
    what: str
    by: str
    named_on: date
    kind: str
    about: str
    about_name: str
    whose: str
    promise: str
    act: str
    maker: str
    due: date | None
    first_due: date | None
    done_on: date | None
    verdict: str
    odds: float | None
    by_day: date | None
    odds_now: float | None
    outcome: str
    settled_on: date | None
    ended_on: date | None
    is_open: bool

    @property
    def owner(self) -> str:
        return self.maker or self.whose


@dataclass(frozen=True)
class Named:
    """What naming a risk did: its id, and the number of the change."""

    risk: str
    made: int | None


@dataclass(frozen=True)
class Proposal:
    """A risk that could be named, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Hands:
    """What a viewer may do with a risk: promise an act or end it; say that its act is done."""

    changes: bool
    does: bool


@dataclass(frozen=True)
class RiskBox:
    """The risks of one deal or feature as its page shows them, open ones first, each with what the
    viewer may do with it; who owns how many open ones of the company's, most first; and what
    Interlock says now.
    """

    kind: str
    about: str
    about_name: str
    lines: tuple[tuple[RiskLine, Hands], ...]
    proposals: tuple[Proposal, ...]
    owners: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    stated: Stated | None
    may_name: bool
    today: date


@dataclass(frozen=True)
class EffectGroup:
    """Risks whose act was done ``in time``, ``late`` or ``not``: how many came out ``well``, how
    many would have by the odds stated then (``expected``), and between which counts that lies in 19
    of 20 cases. ``verdict`` is more, fewer, as said, or not enough yet.
    """

    name: str
    risks: int
    subjects: int
    well: int
    expected: float
    low: int
    high: int
    verdict: str


@dataclass(frozen=True)
class Difference:
    """Of risks that somebody did something about, how many more came out well than was said, less
    the same of those where nobody did: a share of all, within ``low`` and ``high``.
    """

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class RiskEffects:
    """What became of risks whose odds were stated. ``difference`` is None while either side has
    fewer than ``fewest`` deals and features; ``ended_first`` ended before their act was due.
    """

    groups: tuple[EffectGroup, ...]
    difference: Difference | None
    ended_first: int
    fewest: int


@dataclass(frozen=True)
class RiskList:
    """All risks that a viewer sees, overdue ones first, with what became of them."""

    lines: tuple[tuple[RiskLine, Hands], ...]
    effects: RiskEffects
    today: date
    simulated: bool
