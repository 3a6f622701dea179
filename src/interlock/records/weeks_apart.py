"""Two weekly reports held against each other, as data: what differs, biggest change first."""

from dataclasses import dataclass
from datetime import date

from interlock.records.report_sales import Range

WON, LOST, SHIPPED, DROPPED = "won", "lost", "shipped", "dropped"
"""How a deal, and a feature or release, ends."""


@dataclass(frozen=True)
class Ended:
    """What records say that became of a deal, a feature or a release: ``how``, and on which day."""

    how: str
    on: date


@dataclass(frozen=True)
class QuarterThen:
    """What one report said of the quarter; money is None where its reader sees none, or where it
    said nothing.
    """

    forecast: Range | None
    wins: Range | None
    closed: float | None
    target: float | None
    p_target: float | None


@dataclass(frozen=True)
class QuarterApart:
    """One quarter in both reports: ``then`` is None where the earlier one did not reach so far, and
    ``now`` where the quarter was over in the later one.
    """

    label: str
    then: QuarterThen | None
    now: QuarterThen | None


@dataclass(frozen=True)
class StepApart:
    """A step from the CRM's commit to our number; None where a report has no such step."""

    label: str
    then: float | None
    now: float | None
    is_total: bool

    @property
    def change(self) -> float:
        return (self.now or 0.0) - (self.then or 0.0)


@dataclass(frozen=True)
class DealApart:
    """A deal's odds; None where a report does not name it, ``ended`` where records say so since.
    Its amount is None where its reader sees none.
    """

    id: str
    name: str
    account: str
    then: float | None
    now: float | None
    ended: Ended | None
    amount_then: float | None
    amount_now: float | None

    @property
    def change(self) -> float | None:
        """Of its odds: those of a deal that ended are 1 or 0."""
        after = float(self.ended.how == WON) if self.ended else self.now
        return None if after is None or self.then is None else after - self.then

    @property
    def amount_change(self) -> float | None:
        """Of its amount; None where one report does not say it."""
        if self.amount_then is None or self.amount_now is None:
            return None
        return self.amount_now - self.amount_then


@dataclass(frozen=True)
class DayApart:
    """The day by which a feature or release (``kind``) ships in 5 of 10 cases, with that of 8 of 10
    cases; None where a report has no day or does not name it (``in_one_alone``), ``ended`` where
    records say so since.
    """

    kind: str
    id: str
    name: str
    then: date | None
    now: date | None
    late_then: date | None
    late_now: date | None
    in_one_alone: bool
    ended: Ended | None

    @property
    def days(self) -> int | None:
        """By which its day moved: what shipped has that day."""
        after = self.now
        if self.ended is not None:
            after = self.ended.on if self.ended.how == SHIPPED else None
        return None if after is None or self.then is None else (after - self.then).days


@dataclass(frozen=True)
class PromiseApart:
    """A promise, its day and where it stood; an empty ``verdict`` where a report does not name it.
    ``settled_on`` is since when it stands as it does now.
    """

    id: str
    what: str
    maker: str
    to: str
    verdict_then: str
    verdict_now: str
    due_then: date | None
    due_now: date | None
    settled_on: date | None

    @property
    def days(self) -> int | None:
        """By which its day moved; None where it has none, or is in one report alone."""
        in_both = self.verdict_then and self.verdict_now
        if not in_both or self.due_then is None or self.due_now is None:
            return None
        return (self.due_now - self.due_then).days


@dataclass(frozen=True)
class WeeksApart:
    """What differs between the report of an earlier and of a later day, for one reader. Amounts of
    the earlier one are left out where it spoke in another currency, ``currency_then``.
    """

    then: date
    now: date
    currency: str
    currency_then: str
    quarters: tuple[QuarterApart, ...]
    bridge: tuple[StepApart, ...]
    deals: tuple[DealApart, ...]
    days: tuple[DayApart, ...]
    promises: tuple[PromiseApart, ...]
