"""What is built and promised, in the weekly report as data: features, drops, promises, people."""

from dataclasses import dataclass
from datetime import date

from interlock.records.report_sales import Range


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
    held_by: tuple[tuple[str, int], ...]
    """(what, days that it adds to the p50 date), most days first"""
    changed: tuple[str, ...]
    """what happened to it since last week"""
    deals: int
    exposed: float | None
    at_risk: float | None
    closes_anyway: float | None


@dataclass(frozen=True)
class BurnUp:
    """Features of a release, or items of a feature, by week: (day, known, finished) up to today,
    and how many will be finished. ``scope``: how many there will be in the end, where that is
    simulated.
    """

    past: tuple[tuple[date, int, int], ...]
    ahead: tuple[tuple[date, Range], ...]
    scope: Range | None = None


@dataclass(frozen=True)
class ReleaseLine:
    """A release. ``done`` of ``features`` are finished; ``scope_p50`` counts features that make it
    in 5 of 10 cases. It is sellable once it has shipped and the sales tools that show its features
    are ready, ``tools_left`` (names) of which are not; where none is left it is sellable on the day
    on which it ships, and ``sellable_p50_on`` and ``sellable_p80_on`` are None. They are None, too,
    beyond the horizon.
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
    burn_up: BurnUp | None
    sellable_p50_on: date | None = None
    sellable_p80_on: date | None = None
    tools_left: tuple[str, ...] = ()


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
class Told:
    """What one side is up against this week, told to the other."""

    to: str
    about: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Decided:
    """The record that decided: the row ``id`` of ``table`` says what came, on a day.

    ``says`` is done, shipped, ready or won; lost, dropped, withdrawn or passed.
    """

    table: str
    id: str
    says: str
    on: date


@dataclass(frozen=True)
class PromiseMove:
    """A new version of a promise: its day was ``old`` and is ``new`` since, None for none."""

    on: date
    old: date | None
    new: date | None
    by: str = ""
    why: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromiseLine:
    """A promise and where it stands.

    ``verdict`` is open, kept, late, broken or withdrawn for own acts ("no date" where none was
    given) and odds for outcomes; ``decided`` is the record that decided it, on the day on which it
    was ``settled_on``. ``odds`` may also stand beside an open own act; ``said_odds`` were
    Interlock's when it was given. ``moves``: every version after the first.
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
    release: str = ""
    tool: str = ""
    confidence: str = ""
    why: str = ""
    evidence: str = ""
    said_odds: float | None = None
    decided: Decided | None = None
    moves: tuple[PromiseMove, ...] = ()

    @property
    def settled_on(self) -> date | None:
        """Since when it stands as it does; None while it is open."""
        return self.decided.on if self.decided else None


@dataclass(frozen=True)
class PromiseCount:
    """One side's promises, older ones included: own acts by verdict, and its outcomes."""

    side: str
    made: int
    kept: int
    late: int
    broken: int
    withdrawn: int
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
    """A sales tool that is not ready while features it shows are sold, or that somebody asks for.

    ``asks`` are open; ``exposed`` sums the amounts of the open deals that wait for it. It is ready
    by ``p50_on`` and ``p80_on`` in 5 and 8 of 10 cases, None beyond the horizon.
    """

    name: str
    kind: str
    owner: str
    state: str
    due: date | None
    features: tuple[str, ...]
    deals: int
    ready_before: str
    """in words: the feature's date beside the tool's"""
    p50_on: date | None = None
    p80_on: date | None = None
    asks: int = 0
    exposed: float | None = None


@dataclass(frozen=True)
class PeopleGap:
    """A person missing on a deal."""

    deal: str
    deal_name: str
    owner: str
    missing: tuple[str, ...]
