"""Why a forecast moved between two days, as data: parts, one a cause, that add up to the change."""

from dataclasses import dataclass
from datetime import date

from interlock.records.birth import Birth
from interlock.records.report_sales import MovedDeal

REFIT = "model learnt anew"
"""The cause that always stands apart, so that nobody is praised or blamed for it."""


@dataclass(frozen=True)
class Quantiles:
    """Of the quarter's bookings: no more than this in 10, 50 and 90 of 100 cases."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True)
class MovedPart:
    """One cause: its fair share of the change of the expected bookings, exactly the sum of its
    ``deals``, largest first.

    ``first`` is what it would change were it to enter alone, before all others; ``noise`` the
    standard error of ``amount`` from the draws, the same luck on both days. ``quantiles``: its fair
    share of the change of each.
    """

    reason: str
    amount: float
    first: float
    noise: float
    deals: tuple[MovedDeal, ...]
    quantiles: Quantiles | None = None


@dataclass(frozen=True)
class Pair:
    """Two causes that change ``amount`` together, beyond what each does alone."""

    one: str
    other: str
    amount: float


@dataclass(frozen=True)
class Moved:
    """Why the forecast of the quarter ``period`` moved from ``then`` to ``now``, in expected
    bookings, closed deals included.

    ``parts`` has every cause, in the order of the guide, and sums to the change. ``together``: what
    the causes do together, the sum over parts of |amount - first|; ``pairs`` those that do most of
    it. ``noise``: the standard error of the change from the draws.
    """

    since: date
    period: str
    quarter_end: date
    currency: str
    then: float
    now: float
    parts: tuple[MovedPart, ...]
    together: float
    pairs: tuple[Pair, ...]
    noise: float
    birth: Birth
    quantiles_then: Quantiles | None = None
    quantiles_now: Quantiles | None = None
    notes: tuple[str, ...] = ()

    @property
    def change(self) -> float:
        return self.now - self.then
