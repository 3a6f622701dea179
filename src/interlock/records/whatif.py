"""What-ifs as values: changes nobody has made yet, and what they do to both sides.

Features are named by id, key or name, deals, releases and promises by id or name, teams by name.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from interlock.records.birth import Birth
from interlock.records.both_ways import Column, Turn
from interlock.records.report_sales import Range
from interlock.records.report_work import CouplingFigure


@dataclass(frozen=True)
class Drop:
    """A feature is dropped; deals that need it wait in vain."""

    feature: str


@dataclass(frozen=True)
class Delay:
    """A feature is held up by so many weeks once its work is done."""

    feature: str
    weeks: float


@dataclass(frozen=True)
class BringForward:
    """A feature moves up its team's queue, with what it waits for, until it ships so many weeks
    sooner.
    """

    feature: str
    weeks: float


@dataclass(frozen=True)
class Reorder:
    """A feature takes this place in its team's queue; 1 is first."""

    feature: str
    place: int


@dataclass(frozen=True)
class Add:
    """A new feature of so many items, at the end of a team's queue."""

    name: str
    items: int
    team: str


@dataclass(frozen=True)
class Split:
    """A feature ships with this share of what is left of it; the rest goes to the end of the
    queue.
    """

    feature: str
    share: float


@dataclass(frozen=True)
class MoveFeature:
    """A feature is meant for another release."""

    feature: str
    release: str


@dataclass(frozen=True)
class MoveRelease:
    """A release gets another day."""

    release: str
    due: date


@dataclass(frozen=True)
class People:
    """So many people join a team, or, below zero, leave it."""

    team: str
    people: float


@dataclass(frozen=True)
class MovePeople:
    """People go from one team to another."""

    team: str
    to: str
    people: float


@dataclass(frozen=True)
class Need:
    """A deal needs a feature with this strength; with none it no longer needs it."""

    deal: str
    feature: str
    strength: str | None


@dataclass(frozen=True)
class Amount:
    """A deal's amount, in its own currency."""

    deal: str
    amount: float


@dataclass(frozen=True)
class Promise:
    """A feature's ship day is promised: to one deal's buyer, or to all that need it."""

    feature: str
    due: date
    deal: str | None = None


@dataclass(frozen=True)
class BreakPromise:
    """The makers of a promise take it back."""

    promise: str


Change = (
    Drop | Delay | BringForward | Reorder | Add | Split | MoveFeature | MoveRelease
    | People | MovePeople | Need | Amount | Promise | BreakPromise
)  # fmt: skip

KINDS: dict[str, type[Change]] = {
    "drop": Drop,
    "delay": Delay,
    "bring forward": BringForward,
    "order": Reorder,
    "add": Add,
    "split": Split,
    "move feature": MoveFeature,
    "move release": MoveRelease,
    "people": People,
    "move people": MovePeople,
    "need": Need,
    "amount": Amount,
    "promise": Promise,
    "break promise": BreakPromise,
}
"""What each kind of change is called where what-ifs are saved."""


@dataclass(frozen=True)
class WhatIf:
    """Changes made one after the other."""

    changes: tuple[Change, ...] = ()

    def and_(self, *changes: Change) -> Self:
        """The same and more."""
        return type(self)((*self.changes, *changes))

    def undone(self, last: int = 1) -> Self:
        """The same without the ``last`` changes."""
        return type(self)(self.changes[: max(0, len(self.changes) - last)])

    def rows(self) -> list[dict[str, Any]]:
        """Each change as plain values, its kind first."""
        return [{"kind": kind_of(change), **asdict(change)} for change in self.changes]


def kind_of(change: Change) -> str:
    return next(kind for kind, of in KINDS.items() if type(change) is of)


@dataclass(frozen=True)
class QuarterChange:
    """A fiscal quarter's bookings: as forecast, under the what-if, and the change of what is
    expected, its range over the simulated courses (the same luck before and after). ``wins``: how
    many deals are expected to be won in it.
    """

    label: str
    before: Range | None
    after: Range | None
    change: Range | None
    wins_before: float
    wins_after: float


@dataclass(frozen=True)
class DealChange:
    """An open deal under the what-if: the chance of being won until the end of the fourth quarter,
    before and after, and what that changes of expected bookings. ``through``: the features that it
    needs and that move. Who sees no amounts sees neither ``amount`` nor ``brings``, or no more than
    the ``band``: large, middle or small.
    """

    id: str
    name: str
    owner: str
    amount: float | None
    before: float
    after: float
    brings: float | None
    through: tuple[str, ...]
    band: str = ""


@dataclass(frozen=True)
class FeatureChange:
    """A feature's days by which it has shipped in 5 and 8 of 10 cases, before and after; None for
    beyond the horizon, or not there. ``state``: sooner, later, dropped or added. ``days``: change
    of the first, below zero when sooner; None where either is beyond the horizon. ``ships``: chance
    of shipping in each week ahead, as strips draw it; empty where it is not there.
    """

    id: str
    name: str
    team: str
    state: str
    days: int | None
    p50_before: date | None
    p50_after: date | None
    p80_before: date | None
    p80_after: date | None
    ships_before: tuple[float, ...]
    ships_after: tuple[float, ...]


@dataclass(frozen=True)
class PromiseChange:
    """A standing promise: the odds that it is kept, before (None for a new one) and after; 0 where
    it is ``broken`` for sure, its day taken back or its feature dropped.
    """

    id: str
    what: str
    maker: str
    to: str
    due: date | None
    before: float | None
    after: float | None
    broken: bool


@dataclass(frozen=True)
class Tell:
    """A person who must be told, and of what."""

    name: str
    about: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What a what-if does, both ways, until the end of the fourth fiscal quarter from here.

    ``changes`` in words; ``says`` what must be known first; ``quarters`` and their sum ``whole``,
    which is what the changes ``costs`` and ``buys`` together; where the two ``turn``, None where
    nobody asked; ``hurt`` and ``helped`` deals, most money first, ``anyway`` those that need what
    comes later or never and keep most of their odds; ``features`` that move, ``promises`` whose
    odds change, whom to ``tell``. ``coupling`` says how the worth of needs is known.
    """

    company: str
    simulated: bool
    currency: str
    changes: tuple[str, ...]
    whatif: WhatIf
    says: tuple[str, ...]
    quarters: tuple[QuarterChange, ...]
    whole: Range | None
    costs: Column
    buys: Column
    turn: Turn | None
    hurt: tuple[DealChange, ...]
    anyway: tuple[DealChange, ...]
    helped: tuple[DealChange, ...]
    features: tuple[FeatureChange, ...]
    promises: tuple[PromiseChange, ...]
    tell: tuple[Tell, ...]
    coupling: tuple[CouplingFigure, ...]
    birth: Birth


@dataclass(frozen=True)
class Side:
    """One of several what-ifs beside the others; ``beats`` the share of simulated courses in which
    its expected bookings are higher than the next one's, None for the last.
    """

    name: str
    answer: Answer
    beats: float | None


@dataclass(frozen=True)
class Comparison:
    """What-ifs side by side, over the same luck."""

    sides: tuple[Side, ...]
