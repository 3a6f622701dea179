"""The weekly report as data: what moved and why, what is at stake, what is due.

Amounts are in the company's currency; None where a reader may not see them or where there is none.
Odds are 0 to 1.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from interlock.records.birth import Birth
from interlock.records.rules_measured import RuleWorth


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
class Range:
    """Quantiles of an uncertain amount or count."""

    mean: float
    p025: float
    p10: float
    p25: float
    p50: float
    p75: float
    p90: float
    p975: float


@dataclass(frozen=True)
class Closed:
    """Won so far in the quarter: the exact sum, and the deals whose amount could not be counted,
    with why.
    """

    total: Decimal
    deals: int
    differing: tuple[tuple[str, str, str], ...] = ()
    """(deal id, deal name, what differs)"""


@dataclass(frozen=True)
class BridgeStep:
    """A step from the CRM's commit to our number; a step with ``is_total`` is a level, the others
    add up between.
    """

    label: str
    amount: float
    deals: int
    is_total: bool = False


@dataclass(frozen=True)
class MovedDeal:
    """A deal's (or feature's) part of a mover."""

    id: str
    name: str
    amount: float


@dataclass(frozen=True)
class Mover:
    """One reason why the forecast moved since last week: its total, its top parts and the rest."""

    reason: str
    amount: float
    count: int
    top: tuple[MovedDeal, ...] = ()
    other: float = 0.0


@dataclass(frozen=True)
class FanPoint:
    """Bookings of the quarter by a day, closed deals included."""

    day: date
    range: Range


@dataclass(frozen=True)
class QuarterSection:
    """The quarter. Without amounts in the data ``forecast`` is None and ``wins`` still stands.

    For a reader who may not see amounts all are None, and bridge, movers, fan and path empty.
    """

    label: str
    first: date
    last: date
    target: float | None
    p_target: float | None
    closed: Closed | None
    forecast: Range | None
    wins: Range
    last_week: "LastWeek | None"
    bridge: tuple[BridgeStep, ...]
    movers: tuple[Mover, ...]
    fan: tuple[FanPoint, ...]
    closed_path: tuple[tuple[date, float], ...]
    later: tuple["LaterQuarter", ...]
    open_deals: int
    open_amount: float | None
    without_amount: int
    expected_new: float | None


@dataclass(frozen=True)
class LastWeek:
    """Last week's forecast of the same quarter."""

    as_of: date
    forecast: Range | None
    p_target: float | None
    wins: Range


@dataclass(frozen=True)
class LaterQuarter:
    """A quarter to come."""

    label: str
    last: date
    forecast: Range | None
    wins: Range
    target: float | None
    p_target: float | None


@dataclass(frozen=True)
class Flag:
    """A promise on the strip: ``week`` counts from as_of; state is standing, moved or broken."""

    week: float
    state: str
    label: str


@dataclass(frozen=True)
class Strip:
    """The interlock strip: odds per week, the deal above the line, the feature it waits for
    below.
    """

    first_day: date
    won: tuple[float, ...]
    lost: tuple[float, ...]
    ships: tuple[float, ...]
    quarter_ends: tuple[float, ...]
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class DealLine:
    """A deal to look at. ``holds`` says in words what holds it; ``waits_for`` names the feature, if
    any.
    """

    id: str
    name: str
    account: str
    owner: str
    stage: str
    category: str
    amount: float | None
    expected_close_on: date | None
    p_won: float
    p_lost: float
    p_open: float
    p_won_last_week: float | None
    p10_on: date | None
    p50_on: date | None
    p90_on: date | None
    holds: tuple[str, ...]
    waits_for: str
    strip: Strip


@dataclass(frozen=True)
class Odds:
    """The odds ladder of a date: chance of having shipped by each day."""

    steps: tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class FeatureLine:
    """A feature and the money that rides on it.

    ``exposed`` is the open amount of deals that named it, ``at_risk`` what their expected bookings
    would lose were it never shipped, ``closes_anyway`` what they are expected to bring all the
    same. ``moved_days`` is the change of the p50 date since last week. ``basis`` is own history,
    prior or no date.
    """

    id: str
    key: str
    name: str
    team: str
    release: str
    items_left: int
    odds: Odds
    p50_on: date | None
    p80_on: date | None
    p95_on: date | None
    due: date | None
    p_by_due: float | None
    moved_days: int | None
    basis: str
    holds: tuple[str, ...]
    deals: int
    exposed: float | None
    at_risk: float | None
    closes_anyway: float | None


@dataclass(frozen=True)
class ReleaseLine:
    """A release. ``done`` of ``features`` are finished; ``scope_p50`` counts features that make it
    in 5 of 10 cases.
    """

    id: str
    name: str
    due: date | None
    p_by_due: float | None
    odds: Odds
    p50_on: date | None
    p80_on: date | None
    moved_days: int | None
    features: int
    done: int
    deals: int
    exposed: float | None
    basis: str


@dataclass(frozen=True)
class HurtDeal:
    """A deal whose odds of being won within the year change when a feature is dropped."""

    id: str
    name: str
    amount: float | None
    before: float
    after: float


@dataclass(frozen=True)
class DropLine:
    """What dropping or delaying a feature costs and buys, in expected bookings of the next four
    quarters.

    ``costs`` and ``buys`` are both positive; ``balance`` is buys minus costs with its range over
    draws. ``breaks`` are the promises that this would break and ``tell`` the people who must be
    told.
    """

    feature: str
    feature_name: str
    team: str
    costs: float | None
    delay_costs: float | None
    delay_weeks: int
    buys: float | None
    balance: Range | None
    hurt: tuple[HurtDeal, ...]
    close_anyway: tuple[HurtDeal, ...]
    frees_items: float
    frees_weeks: float
    sooner: tuple[tuple[str, int], ...]
    """(feature name, days sooner at p50)"""
    wins: tuple[HurtDeal, ...]
    breaks: tuple[str, ...]
    tell: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """What one side is up against this week, told to the other."""

    to: str
    about: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PromiseLine:
    """A promise and where it stands.

    ``verdict`` is open, kept, late or broken for own acts ("no date" where none was given) and
    odds for outcomes. ``odds`` may also stand beside an open own act.
    """

    id: str
    what: str
    kind: str
    form: str
    maker: str
    side: str
    to: str
    said_on: date
    due: date | None
    first_due: date | None
    moved: int
    verdict: str
    odds: float | None
    days_late: int | None
    deal: str
    feature: str


@dataclass(frozen=True)
class PromiseCount:
    """One side's promises, older ones included: own acts by verdict, and its outcomes."""

    side: str
    made: int
    kept: int
    late: int
    broken: int
    open: int
    no_date: int
    outcomes: int


@dataclass(frozen=True)
class BuyerStepLine:
    """A step of a buyer's timetable that is due or overdue."""

    deal: str
    deal_name: str
    step: str
    owner_theirs: str
    owner_ours: str
    due: date | None
    days_over: int


@dataclass(frozen=True)
class ToolLine:
    """A sales tool that is not ready while features it shows are being sold."""

    name: str
    kind: str
    owner: str
    state: str
    due: date | None
    features: tuple[str, ...]
    deals: int
    ready_before: str
    """in words: the feature's date beside the tool's"""


@dataclass(frozen=True)
class PeopleGap:
    """A person missing on a deal."""

    deal: str
    deal_name: str
    owner: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class CouplingFigure:
    """How much a class of need is worth and how that is known: assumed, mixed (``count`` of ``of``)
    or learnt.
    """

    strength: str
    worth: float
    odds_kept: float
    """share of the weekly odds of winning that is left while the need is unmet: exp(-worth)"""
    source: str
    count: int
    of: int


@dataclass(frozen=True)
class Question:
    """Something that only a person knows about an open deal, and what an answer is worth.

    ``kind`` is link (a need found by matching), need or amount; ``ask`` the deal's owner;
    ``answer`` where to write it. ``effect`` is the expected change of bookings until the end of the
    fourth quarter, up or down.
    """

    deal: str
    deal_name: str
    ask: str
    kind: str
    what: str
    answer: str
    effect: float | None


@dataclass(frozen=True)
class NeedsKnown:
    """Of which share of the open money, and of how many of the open deals, any need is known."""

    share: float | None
    deals: int
    of_deals: int


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
    rules: tuple[RuleWorth, ...] = ()
