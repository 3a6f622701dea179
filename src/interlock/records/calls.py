"""What people call for a period, beside the CRM's figures, the model's and the target.

Amounts are in the company's currency. A call says what the whole period will bring, closed
included.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from interlock.records.birth import Birth
from interlock.records.company import Company
from interlock.records.measured import CallsSection
from interlock.records.report_sales import Range


@dataclass(frozen=True, order=True)
class Scope:
    """Whose deals: ``kind`` is company, manager, rep, team, territory or pipeline; the company has
    no ``name``.
    """

    kind: str
    name: str = ""


COMPANY = Scope("company")
OMITTED = "omitted"


def categories(company: Company) -> tuple[str, ...]:
    """What can be called, the surest first: what is omitted is not."""
    bands = {name: low for name, low in company.category_bands.items() if name != OMITTED}
    return tuple(sorted(bands, key=lambda name: (-bands[name], name)))


@dataclass(frozen=True)
class Sum:
    """Open deals that the CRM dates in the period: how many, the ``crm``'s amounts of them, and
    what they bring by the period's end.
    """

    deals: int
    crm: float
    forecast: Range


@dataclass(frozen=True)
class CategorySums:
    """The deals of one category (``single``); and of it and all surer ones, with what is closed
    (``cumulative``).
    """

    category: str
    single: Sum
    cumulative: Sum


@dataclass(frozen=True)
class ScopeFigures:
    """What a period has brought and will bring: ``closed`` exactly as the CRM has it; ``forecast``
    of the whole period, closed included, None where too few amounts are known.
    """

    scope: Scope
    closed: Decimal
    closed_deals: int
    forecast: Range | None
    target: float | None
    p_target: float | None
    categories: tuple[CategorySums, ...]

    def of(self, category: str) -> CategorySums | None:
        return next((one for one in self.categories if one.category == category), None)


@dataclass(frozen=True)
class PeriodFigures:
    """A fiscal quarter, and the figures of every scope in it."""

    label: str
    first: date
    last: date
    figures: tuple[ScopeFigures, ...]

    def of(self, scope: Scope) -> ScopeFigures | None:
        return next((one for one in self.figures if one.scope == scope), None)


@dataclass(frozen=True)
class CallsAhead:
    """The figures beside calls, for this fiscal quarter and the next; how good calls were; and the
    targets that count for nobody, in words.
    """

    company: str
    simulated: bool
    currency: str
    periods: tuple[PeriodFigures, ...]
    scores: CallsSection
    unclear: tuple[str, ...]
    notes: tuple[str, ...]
    birth: Birth


@dataclass(frozen=True)
class Said:
    """A call as it stands: who said it about whom (nobody: it is their own), and ``before``, what
    stood before this week. ``is_new``: said this week.
    """

    by: str
    level: str
    about: str
    category: str
    amount: Decimal
    said_on: date
    why: str
    before: Decimal | None
    is_new: bool


@dataclass(frozen=True)
class CallRow:
    """One caller (``level`` rep, manager or vp), or figures alone (no level): what they say by
    category, what somebody above says instead, and how many ``days`` ago they said it last, None
    for never.
    """

    name: str
    level: str
    figures: ScopeFigures | None
    said: Mapping[str, Said]
    adjusted: Mapping[str, Said]
    days: int | None

    @property
    def is_said(self) -> bool:
        """Whether they said something this week."""
        return any(one.is_new for one in self.said.values())

    def stands(self, category: str) -> Said | None:
        """What counts for a sum: their call, or what was said instead since."""
        said, instead = self.said.get(category), self.adjusted.get(category)
        if said is None or (instead and instead.said_on >= said.said_on):
            return instead
        return said


def together(rows: Iterable[CallRow], category: str) -> tuple[Decimal, int]:
    """What callers say together of a category, and how many of them."""
    found = [one.amount for row in rows if (one := row.stands(category))]
    return sum(found, Decimal(0)), len(found)


@dataclass(frozen=True)
class CallGroup:
    """Reps of one team, or of one manager."""

    name: str
    manager: str
    rows: tuple[CallRow, ...]


@dataclass(frozen=True)
class CallTable:
    """Everybody's calls for a period: those ``above`` with the company, reps in groups, and the
    figures of the company's ``parts``.
    """

    period: str
    above: tuple[CallRow, ...]
    groups: tuple[CallGroup, ...]
    parts: tuple[CallRow, ...]

    @property
    def reps(self) -> tuple[CallRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)
