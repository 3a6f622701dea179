"""Customers in the weekly report: what is owed to them, who renews, what is handed over."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from interlock.engine import customers
from interlock.engine.outlook import Outlook
from interlock.engine.weekly_deals import STRIP_WEEKS
from interlock.records.customers import DUE, LEFT, OPEN, OVER, WAITS, Contract, Customer
from interlock.records.report import PromiseLine
from interlock.records.report_customers import (
    CommitmentLine,
    CustomersSection,
    HandoverLine,
    RenewalLine,
)
from interlock.records.report_promises import SOON_DAYS


def section(now: Outlook, every: Iterable[PromiseLine]) -> CustomersSection | None:
    """Commitments due within two weeks or over, renewals due or under way until the notice, and
    hand-overs that are open; ``every`` promise as it stands. None without any customer.
    """
    made = customers.customers(now.book, every, odds=_odds(now), as_of=now.as_of)
    if not made.customers:
        return None
    pairs = [(one, contract) for one in made.customers for contract in one.contracts]
    owed = (line for pair in pairs for line in _owed(*pair, now.as_of))
    last = now.as_of + timedelta(days=now.book.company.renewal_notice)
    renewals = (_renewal(*pair) for pair in pairs if _renews(pair[1], last))
    handovers = (_handover(*pair) for pair in pairs if pair[1].open_steps)
    return CustomersSection(
        commitments=tuple(sorted(owed, key=lambda one: (one.due or date.max, one.id))),
        renewals=tuple(sorted(renewals, key=lambda one: (one.renews_on, one.deal))),
        handovers=tuple(sorted(handovers, key=lambda one: (one.due or date.max, one.deal))),
        link=made.link,
        notice=now.book.company.renewal_notice,
    )


def _odds(now: Outlook) -> dict[str, float]:
    """Deal -> the chance that it is won within half a year."""
    won = now.joint.won[:, :STRIP_WEEKS].sum(axis=1).clip(0, 1)
    return {own_id: float(won[at]) for own_id, at in now.open_deals.select("id", "group").rows()}


def _owed(one: Customer, contract: Contract, as_of: date) -> Iterator[CommitmentLine]:
    """Nothing is owed any more to who left."""
    for made in contract.commitments if contract.state != LEFT else ():
        line, stands = made.line, made.standing
        due = line.due or line.first_due
        soon = stands == WAITS and due is not None and (due - as_of).days <= SOON_DAYS
        if soon or stands == OVER:
            yield CommitmentLine(
                id=line.id,
                what=line.what,
                account=one.account,
                deal=contract.deal,
                deal_name=contract.name,
                due=due,
                days_over=max((as_of - due).days, 0) if due else 0,
                delivery=made.delivery,
                support=made.support,
            )


def _renews(contract: Contract, last: date) -> bool:
    ends = contract.renews_on
    return contract.state in (OPEN, DUE) and ends is not None and ends <= last


def _renewal(one: Customer, contract: Contract) -> RenewalLine:
    return RenewalLine(
        deal=contract.deal,
        deal_name=contract.name,
        account=one.account,
        owner=contract.owner,
        amount=contract.amount,
        renews_on=contract.renews_on or date.max,
        is_assumed=contract.is_assumed,
        state=contract.state,
        renewal=contract.renewal,
        odds=contract.odds,
        health=one.health,
    )


def _handover(one: Customer, contract: Contract) -> HandoverLine:
    first = min(contract.open_steps, key=lambda step: step.due or date.max)
    return HandoverLine(
        deal=contract.deal,
        deal_name=contract.name,
        account=one.account,
        owner=contract.owner,
        done=len(contract.steps) - len(contract.open_steps),
        steps=len(contract.steps),
        next_step=first.step,
        next_owner=first.owner,
        due=first.due,
    )
