"""The weekly report as data: what moved and why, what is at stake, what is due.

Amounts are in the company's currency; None where a reader may not see them or where there is none.
Odds are 0 to 1.
"""

from dataclasses import dataclass
from datetime import date

from interlock.records.birth import Birth
from interlock.records.measured import (
    CallsSection,
    CategoriesSection,
    DealCallsSection,
    PartWorth,
    RulesSection,
)
from interlock.records.promise_check import PromiseCheck
from interlock.records.report_customers import CustomersSection
from interlock.records.report_plan import PlanSection
from interlock.records.report_promises import FirmPromise, MovedPromise, SideRecord
from interlock.records.report_sales import (
    BridgeStep,
    Closed,
    DealLine,
    Driver,
    FanPoint,
    Flag,
    LastWeek,
    LaterQuarter,
    MovedDeal,
    MoveDoubt,
    Mover,
    NeedsKnown,
    Pair,
    QuarterSection,
    Question,
    Range,
    Strip,
)
from interlock.records.report_sides import Help, NamedDeal, SideLine, SidePart, SideWeek
from interlock.records.report_work import (
    BurnUp,
    BuyerStepLine,
    CouplingFigure,
    Decided,
    DropLine,
    FeatureLine,
    HurtDeal,
    Odds,
    PeopleGap,
    PromiseCount,
    PromiseLine,
    PromiseMove,
    ReleaseLine,
    Told,
    ToolLine,
)

__all__ = [
    "BridgeStep",
    "BurnUp",
    "BuyerStepLine",
    "Closed",
    "CouplingFigure",
    "DealLine",
    "DealsAhead",
    "Decided",
    "Driver",
    "DropLine",
    "FanPoint",
    "FeatureAhead",
    "FeatureLine",
    "FirmPromise",
    "Flag",
    "Help",
    "HurtDeal",
    "LastWeek",
    "LaterQuarter",
    "MoveDoubt",
    "MovedDeal",
    "MovedPromise",
    "Mover",
    "NamedDeal",
    "NeedsKnown",
    "Odds",
    "Pair",
    "PeopleGap",
    "PromiseCount",
    "PromiseLine",
    "PromiseMove",
    "QuarterSection",
    "Question",
    "Range",
    "Reader",
    "ReleaseLine",
    "SideLine",
    "SidePart",
    "SideRecord",
    "SideWeek",
    "Strip",
    "Told",
    "ToolLine",
    "WeeklyReport",
]


@dataclass(frozen=True)
class Reader:
    """For whom: kind is management, sales, development or person; ``name`` and ``side`` are set for
    a person.
    """

    kind: str
    name: str = ""
    side: str = ""

    @property
    def sees_amounts(self) -> bool:
        """Management, sales as a whole and people of sales; a person of any other side does not."""
        return self.kind in ("management", "sales") or self.side == "sales"


@dataclass(frozen=True)
class FeatureAhead:
    """When an unfinished feature ships: in 5 and in 8 of 10 cases by a day, and its odds of having
    shipped by the quarter's end, by its stated date (``due``), and by the end of each week to come
    (``ships``, empty without a forecast date). ``held_by`` is what its date is made of, in days.
    """

    id: str
    name: str
    p50_on: date | None
    p80_on: date | None
    p_by_quarter_end: float | None
    due: date | None = None
    p_by_due: float | None = None
    ships: tuple[float, ...] = ()
    held_by: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class DealsAhead:
    """Every open deal, most in the balance first, with its odds by the last day of a quarter;
    ``stages`` are those that the company's settings name, in order. ``rules`` and ``deal_calls``:
    what the company's own past says of rules, and of odds that people said; ``parts``: of people
    met and named. ``next_quarter_last`` is the last day of the quarter after.
    """

    company: str
    simulated: bool
    currency: str
    quarter: str
    quarter_last: date
    stages: tuple[str, ...]
    deals: tuple[DealLine, ...]
    features: tuple[FeatureAhead, ...]
    notes: tuple[str, ...]
    birth: Birth
    rules: RulesSection | None = None
    deal_calls: DealCallsSection | None = None
    next_quarter_last: date | None = None
    parts: tuple[PartWorth, ...] = ()


@dataclass(frozen=True)
class WeeklyReport:
    """The one weekly report, for one reader."""

    company: str
    simulated: bool
    currency: str
    reader: Reader
    quarter: QuarterSection | None
    deals: tuple[DealLine, ...]
    deals_shown_of: int
    features: tuple[FeatureLine, ...]
    features_shown_of: int
    releases: tuple[ReleaseLine, ...]
    drops: tuple[DropLine, ...]
    other_side: tuple[Told, ...]
    promises: tuple[PromiseLine, ...]
    buyer_steps: tuple[BuyerStepLine, ...]
    tools: tuple[ToolLine, ...]
    people: tuple[PeopleGap, ...]
    coupling: tuple[CouplingFigure, ...]
    notes: tuple[str, ...]
    birth: Birth
    promise_counts: tuple[PromiseCount, ...] = ()
    questions: tuple[Question, ...] = ()
    needs_known: NeedsKnown | None = None
    rules: RulesSection | None = None
    calls: CallsSection | None = None
    categories: CategoriesSection | None = None
    sides: tuple[SideWeek, ...] = ()
    promise_check: PromiseCheck | None = None
    moved_promises: tuple[MovedPromise, ...] = ()
    record: tuple[SideRecord, ...] = ()
    firm: tuple[FirmPromise, ...] = ()
    customers: CustomersSection | None = None
    plan: PlanSection | None = None
