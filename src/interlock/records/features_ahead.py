"""What lies ahead of every unfinished feature, release and team, as their pages show it.

Amounts are in the company's currency; None where a reader may not see them or where there is none.
Odds are 0 to 1.
"""

from dataclasses import dataclass
from datetime import date

from interlock.records.bands import BANDS
from interlock.records.birth import Birth
from interlock.records.report_sales import Range
from interlock.records.report_work import BurnUp, FeatureLine, PromiseLine, ReleaseLine
from interlock.records.sales_tables import STRENGTHS


@dataclass(frozen=True)
class WaitingDeal:
    """An open deal that needs a feature: how much hangs on it, who said so, by when they want it,
    and the deal's odds of being won by the quarter's end. ``band``: whether its amount is large,
    middle or small among the open deals. ``tool``: the sales tool that shows the feature and for
    which the deal waits, where it does not need the feature itself.
    """

    deal: str
    name: str
    owner: str
    strength: str
    said_by: str
    wanted_by: date | None
    is_confirmed: bool
    p_won: float
    amount: float | None
    band: str
    tool: str = ""


@dataclass(frozen=True)
class Survival:
    """Ended deals with a need unmet when they ended: ``won`` of ``ended``, and how the need of
    those that were won was met instead. ``of``: it, where they needed this very feature, else the
    strength that all of them had. Under ``fewest`` nothing is said.
    """

    of: str
    won: int
    ended: int
    met_by: tuple[tuple[str, int], ...]
    fewest: int

    @property
    def is_enough(self) -> bool:
        return self.ended >= self.fewest


@dataclass(frozen=True)
class QueuedFeature:
    """An unfinished feature: its ``line`` of the weekly report, and what its page says beside.

    ``team`` builds it, ``place`` is its own in that team's queue, 1 first. ``weeks`` are its odds
    of shipping in each week ahead. ``work_weeks`` of its teams' time are left in it. A week later
    loses ``week_later`` of the expected bookings of the deals that need it, a week sooner brings
    ``week_sooner``. ``waits_for`` and ``waited_by`` are ids of unfinished features. ``burn_up``
    counts its items; ``promises`` concern it, each with the odds that it is kept.
    """

    line: FeatureLine
    team: str
    place: int
    release_id: str
    items_done: int
    work_weeks: float
    weeks: tuple[float, ...]
    p_by_quarter_end: float
    p_by_next_end: float
    last_p50_on: date | None
    week_later: float | None
    week_sooner: float | None
    waiting: tuple[WaitingDeal, ...]
    survival: Survival
    waits_for: tuple[str, ...]
    waited_by: tuple[str, ...]
    burn_up: BurnUp | None
    promises: tuple[PromiseLine, ...]

    @property
    def id(self) -> str:
        return self.line.id

    @property
    def strengths(self) -> tuple[tuple[str, int], ...]:
        """(strength, deals that need it so much), the strongest first."""
        return _counted([deal.strength for deal in self.waiting], (*STRENGTHS, ""))

    @property
    def bands(self) -> tuple[tuple[str, int], ...]:
        """(size of the amount, deals that need it), the largest first."""
        return _counted([deal.band for deal in self.waiting], BANDS[::-1])


@dataclass(frozen=True)
class EndedFeature:
    """A feature that shipped or was dropped (``how``) on a day of the last weeks."""

    id: str
    name: str
    team: str
    release: str
    how: str
    on: date
    due: date | None


@dataclass(frozen=True)
class QueuedRelease:
    """An open release: its ``line`` of the weekly report, the ids of its unfinished ``features``,
    and which of them is finished last: (id, name, share of cases), most often first.
    """

    line: ReleaseLine
    p95_on: date | None
    weeks: tuple[float, ...]
    last_p50_on: date | None
    features: tuple[str, ...]
    held_by: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True)
class ToolAhead:
    """When a sales tool that is not ready will be: the features that it shows have shipped, and its
    owner has had their time.

    ``basis`` of that time: own pace, everybody's pace, or assumed. ``waits_for``: ids of the
    features that it shows and that have not shipped. ``deals`` open ones wait for it, as somebody
    asked; ``exposed`` sums their amounts, ``at_risk`` is what their expected bookings would lose
    were it never ready; ``waiting`` are their ids.
    """

    name: str
    p50_on: date | None
    p80_on: date | None
    basis: str
    waits_for: tuple[str, ...]
    deals: int
    exposed: float | None
    at_risk: float | None
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True)
class TeamLoad:
    """A team: items a week that it finishes for features, as the next quarter's range; people; how
    many features it works on at once; features in its queue, items known to be left in them, and
    the weeks of its time that these and what is not known yet take. ``basis`` is own history,
    prior or declared.
    """

    name: str
    people: float | None
    wip_limit: int
    pace: Range
    basis: str
    features: int
    items_left: float
    work_weeks: float


@dataclass(frozen=True)
class FeaturesAhead:
    """Every unfinished feature in the order of the queues, team by team, the releases by their
    stated date, the teams, features that ended lately, and the sales tools that are not ready,
    those with most money at risk first.
    """

    company: str
    simulated: bool
    currency: str
    quarter: str
    quarter_last: date
    next_quarter_last: date
    features: tuple[QueuedFeature, ...]
    ended: tuple[EndedFeature, ...]
    releases: tuple[QueuedRelease, ...]
    teams: tuple[TeamLoad, ...]
    notes: tuple[str, ...]
    birth: Birth
    tools: tuple[ToolAhead, ...] = ()


def _counted(said: list[str], order: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((one, said.count(one)) for one in order if one in said)
