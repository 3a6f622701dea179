"""Promises in the weekly report as data, beside each one: moves, both sides' record, finance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from interlock.records.report_sides import NamedDeal

SOON_DAYS = 14
"""What is due within these days is listed first."""

RECENT_DAYS = 28
"""What was settled longer ago is only counted."""

CAME, DID_NOT_COME = "came", "did not come"
"""What became of a promised outcome, which lay in others' hands."""


@dataclass(frozen=True)
class MovedPromise:
    """A promise whose day was moved this week from ``old`` to ``new``, None where it was withdrawn.

    ``told`` are those who were told, ``tell`` those who must be still: to whom it was given, and
    the owners of ``deals``, whose buyers wait for it and know nothing of it yet.
    """

    id: str
    what: str
    maker: str
    side: str
    to: str
    deal: str
    on: date
    old: date | None
    new: date | None
    by: str
    why: str
    told: tuple[str, ...]
    tell: tuple[str, ...]
    deals: tuple[NamedDeal, ...]


@dataclass(frozen=True)
class SideRecord:
    """How the days of one ``kind`` that a ``side`` said came out: the share ``met`` of ``things``,
    its 95 % interval ``low`` to ``high``.
    """

    side: str
    kind: str
    things: int
    met: float
    low: float
    high: float


@dataclass(frozen=True)
class FirmPromise:
    """A written or contract promise of a feature, release or tool that is not out yet.

    ``about`` is that thing as it is called and ``verdict`` how the promise stands; ``odds`` that it
    is out by ``due``. ``outcome`` is that of the deal, ``amount`` its own.
    """

    id: str
    what: str
    about: str
    form: str
    maker: str
    to: str
    said_on: date
    due: date | None
    first_due: date | None
    moved: int
    verdict: str
    odds: float | None
    evidence: str
    deal: str
    deal_name: str
    outcome: str
    amount: float | None


def behind(promises: Iterable[FirmPromise]) -> tuple[int, float]:
    """How many deals have an amount, and the sum of these: a deal counts once."""
    amounts = {one.deal: one.amount for one in promises if one.deal and one.amount is not None}
    return len(amounts), sum(amounts.values())
