"""The sales side of the weekly report as data: the quarter, the deals, what is worth asking."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


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
class Pair:
    """Two causes that change ``amount`` together, beyond what each does alone."""

    one: str
    other: str
    amount: float


@dataclass(frozen=True)
class MoveDoubt:
    """How far the causes of a change can be told apart, and the change from luck.

    ``together``: what the causes do together, the sum over them of |fair share - what each would
    change entering first|; ``pairs`` do most of it. ``noise``: standard error of the change.
    """

    together: float
    pairs: tuple[Pair, ...]
    noise: float


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
    doubt: MoveDoubt | None = None


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
class Driver:
    """Something that would move a deal's odds of being won: evidence to get, a person to meet, or a
    feature that ships sooner (``kind`` evidence, person or feature).

    Chances until this quarter's end and until the fourth one's, ``now`` and ``then``.
    ``work_weeks``: weeks of its teams' time that are left in the feature; None where it is no work.
    ``rests_on``: how that is known.
    """

    kind: str
    what: str
    quarter_now: float
    quarter_then: float
    year_now: float
    year_then: float
    work_weeks: float | None
    rests_on: str

    @property
    def points(self) -> float:
        """Points of probability that it adds until the fourth quarter's end."""
        return 100 * (self.year_then - self.year_now)


@dataclass(frozen=True)
class DealLine:
    """A deal to look at. ``holds`` says in words what holds it; ``waits_for`` names the feature or
    sales tool, if any; ``drivers`` what would move it most, most first. ``band``: for a reader who
    sees no amounts but their size, whether it is large, middle or small among the open deals.
    ``is_stale``: nothing changed for longer than the company's ``stale_days``. ``stage_since``: the
    day on which it came into its stage, or was entered.
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
    drivers: tuple[Driver, ...] = ()
    band: str = ""
    is_stale: bool = False
    stage_since: date | None = None


@dataclass(frozen=True)
class Question:
    """Something that only a person knows about an open deal, and what an answer is worth.

    ``kind`` is link (a need found by matching), need or amount; ``ask`` the deal's owner;
    ``answer`` where to write it. ``effect`` is the expected change of bookings until the end of the
    fourth quarter, up or down. ``feature`` is the one that link and need ask about.
    """

    deal: str
    deal_name: str
    ask: str
    kind: str
    what: str
    answer: str
    effect: float | None
    feature: str = ""
    feature_name: str = ""


@dataclass(frozen=True)
class NeedsKnown:
    """Of which share of the open money, and of how many of the open deals, any need is known."""

    share: float | None
    deals: int
    of_deals: int
