"""Customers in the weekly report as data: what is owed to them, who renews, what is handed over."""

from dataclasses import dataclass
from datetime import date

from interlock.records.customers import Health, RenewalLink


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment to a customer that is due soon, or over: ``days_over`` days past its day."""

    id: str
    what: str
    account: str
    deal: str
    deal_name: str
    due: date | None
    days_over: int
    delivery: str
    support: str


@dataclass(frozen=True)
class RenewalLine:
    """A contract whose renewal is due or under way (``state``), with the customer's commitments;
    ``renewal`` is the deal that renews it and ``odds`` that this is won within half a year.
    """

    deal: str
    deal_name: str
    account: str
    owner: str
    amount: float | None
    renews_on: date
    is_assumed: bool
    state: str
    renewal: str
    odds: float | None
    health: Health


@dataclass(frozen=True)
class HandoverLine:
    """A won deal of whose hand-over ``done`` of ``steps`` are done, and the next one."""

    deal: str
    deal_name: str
    account: str
    owner: str
    done: int
    steps: int
    next_step: str
    next_owner: str
    due: date | None


@dataclass(frozen=True)
class CustomersSection:
    """What is owed to customers: the nearest day first in each list."""

    commitments: tuple[CommitmentLine, ...]
    renewals: tuple[RenewalLine, ...]
    handovers: tuple[HandoverLine, ...]
    link: RenewalLink
    notice: int
    """days before a contract's end from which its renewal is listed"""
