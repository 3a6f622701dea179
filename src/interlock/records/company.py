"""The company's settings: everything optional, each with a default that the small print shows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from interlock.records.calendar import OF_MONTHS, FiscalCalendar

FEATURE_FROM = ("epic", "parent", "fix version", "milestone", "component", "label", "project")
TEAM_FROM = ("team", "component", "project")
ITEM_STATES = ("waiting", "under way", "done", "dropped")
ALONE, SHARED = "alone", "shared"
OWN_RECORDS = (ALONE, SHARED)
"""Who sees what came of the days that one person said: that person, or those who manage, too."""

RENAMED = ("stage", "owner", "release")
"""Words that settings of the same names are chosen from."""


@dataclass(frozen=True)
class Stage:
    """A stage of a pipeline: ``percent`` is what the CRM states for it; ``outcome`` is open, won or
    lost.
    """

    name: str
    percent: float | None = None
    outcome: str = "open"


@dataclass(frozen=True)
class Pipeline:
    """A sales process: its stages in order."""

    name: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Rate:
    """From day ``on``, one unit of ``currency`` is worth ``rate`` units of the company's
    currency.
    """

    currency: str
    on: date
    rate: Decimal


@dataclass(frozen=True)
class Rename:
    """A stage, owner or release that was called ``old`` up to ``until`` (always, without it) and is
    called ``new``.
    """

    field: str
    old: str
    new: str
    until: date | None = None


@dataclass(frozen=True)
class Closure:
    """Days on which nobody works, both ends included; ``team`` empty for all."""

    first: date
    last: date
    team: str = ""


@dataclass(frozen=True)
class Staffing:
    """So many ``people`` more (or, below zero, fewer) in a team from ``first`` on, up to ``last``
    when it is given: joining, leaving, or an absence. Somebody who moves is one of each.
    """

    team: str
    people: float
    first: date
    last: date | None = None


@dataclass(frozen=True)
class NeedStrength:
    """A class of need: its other names, and its prior worth.

    ``worth`` is the mean and ``worth_sd`` the standard deviation of psi, the drop in the log-odds
    of winning in a week while the need is unmet.
    """

    name: str
    synonyms: tuple[str, ...]
    worth: float
    worth_sd: float


DEFAULT_STRENGTHS = (
    NeedStrength(
        "dealbreaker", ("must", "must have", "must-have", "blocker", "required"), 1.2, 0.6
    ),
    NeedStrength("important", ("should", "should have", "high", "wanted"), 0.6, 0.5),
    NeedStrength("nice-to-have", ("could", "nice to have", "nice", "low", "optional"), 0.15, 0.3),
)


@dataclass(frozen=True)
class Company:
    """What ``company.toml`` may say. ``given`` names the settings that it did say; the rest are
    defaults.
    """

    name: str = "Your company"
    simulated: bool = False
    currency: str = "USD"
    rates: tuple[Rate, ...] = ()
    fiscal_year_start: int = 1
    fiscal_calendar: str = OF_MONTHS
    """months, or 4-4-5, 4-5-4 or 5-4-4: years of whole weeks"""
    fiscal_year_ends: str = "last saturday"
    """where years of weeks end: the last or nearest weekday at the end of the month before the
    first"""
    week_start: int = 0
    time_zone: str = "UTC"
    report_day: int = 0
    report_hour: str = "08:00"
    """hour of the report's day at which the week is closed and its report sent"""
    calls_lock: str = ""
    """hour of the week, such as thursday 17:00, from which the week's calls stand for good"""
    pipelines: tuple[Pipeline, ...] = ()
    category_bands: dict[str, float] = field(
        default_factory=lambda: {"commit": 0.9, "best case": 0.5, "pipeline": 0.1, "omitted": 0.0}
    )
    closures: tuple[Closure, ...] = ()
    staffing: tuple[Staffing, ...] = ()
    ramp_weeks: tuple[int, int] = (2, 8)
    """Weeks in which somebody who joined adds nothing, and up to which half."""
    renames: tuple[Rename, ...] = ()
    departments: tuple[str, ...] = ("sales", "development", "support", "legal", "finance")
    buyer_roles: tuple[str, ...] = ("economic buyer", "champion")
    need_strengths: tuple[NeedStrength, ...] = DEFAULT_STRENGTHS
    need_strength_default: str = "important"
    early_share: float = 0.5
    """part of a feature that is not missed before the day by which the buyer wants it"""
    promise_share: float = 0.5
    """part of a feature that a promise of it is worth to a buyer who trusts it wholly"""
    broken_share: float = 0.25
    """part by which an unmet need counts more for the rest of a quarter in which a promise of it
    was broken"""
    confidence_levels: dict[str, float] = field(
        default_factory=lambda: {"P1": 1.0, "P2": 0.8, "P3": 0.5}
    )
    contract_months: int = 12
    """how long a contract runs of which nobody says so; 0: nothing is assumed"""
    renewal_notice: int = 90
    """days before its end from which a contract's renewal is due"""
    handover: tuple[str, ...] = (
        "Hand over what was promised",
        "Introduce delivery to the buyer",
        "Agree on the day of the start",
        "Introduce support to the buyer",
    )
    """what is handed over to delivery and support when a deal is won"""
    own_records: str = ALONE
    """alone: what came of a person's own days is seen by that person, unless they share it; shared:
    by those who manage, too"""
    feature_from: tuple[str, ...] = ("epic", "parent", "fix version")
    team_from: tuple[str, ...] = ("team", "component", "project")
    wip_limit: int = 3
    upkeep_types: tuple[str, ...] = ("bug", "security", "support", "incident", "defect")
    upkeep_share: dict[str, float] = field(default_factory=dict)
    """team, or "all" -> the share of its work that is planned for upkeep, in place of the learnt"""
    statuses: dict[str, str] = field(default_factory=dict)
    """a tracker's status -> waiting, under way, done or dropped"""
    feature_label: str = ""
    """how labels begin that name a feature; without it an issue's first label is one"""
    stale_days: int = 30
    keep_columns: tuple[str, ...] = ("*",)
    given: frozenset[str] = frozenset()

    def day_of(self, moment: datetime) -> date:
        """The day that it is at a moment in its time zone."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def fiscal(self) -> FiscalCalendar:
        """Its fiscal years and quarters."""
        return FiscalCalendar(self.fiscal_calendar, self.fiscal_year_start, self.fiscal_year_ends)

    def strength(self, name: str) -> NeedStrength:
        return next(s for s in self.need_strengths if s.name == name)

    def rate(self, currency: str | None, day: date) -> Decimal | None:
        """What one unit of ``currency`` was worth on ``day`` in the company's currency; None when
        not stated.
        """
        if not currency or currency == self.currency:
            return Decimal(1)
        known = [r for r in self.rates if r.currency == currency and r.on <= day]
        return max(known, key=lambda r: r.on).rate if known else None

    def stage_order(self, pipeline: str | None = None) -> tuple[str, ...]:
        """Stage names in order, of one pipeline or of all after each other."""
        chosen = [p for p in self.pipelines if pipeline is None or p.name == pipeline]
        return tuple(dict.fromkeys(s.name for p in chosen for s in p.stages))
