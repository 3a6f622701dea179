"""Customers: the accounts with a won deal, what they were promised, and when they renew."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from interlock.engine import commitments, contracts, money, renewal_link
from interlock.engine.contracts import Running
from interlock.records.bands import bands
from interlock.records.book import Book
from interlock.records.customers import (
    LEFT,
    OVER,
    RUNNING,
    WAITS,
    Commitment,
    Contract,
    Customer,
    Customers,
    HandoverStep,
    ToCommit,
    standing,
)
from interlock.records.report import DealsAhead, PromiseLine

HANDOVER_DAYS = 28
"""A deal won within so many days whose hand-over nobody began is still to be handed over."""

QUARTERS = 3
"""This quarter and those whose renewals are looked at ahead."""

SOLD, DELIVERY, SUPPORT = "sold", "delivery", "support"
Row = dict[str, Any]


def customers(
    book: Book, lines: Iterable[PromiseLine], *, odds: Mapping[str, float], as_of: date
) -> Customers:
    """Every account with a won deal. ``book`` is as known on the day, ``lines`` its promises as
    they stand, ``odds`` (by id) that an open deal is won within half a year.
    """
    made = commitments.commitments(book, lines)
    running = contracts.running(book, as_of=as_of)
    every = _contracts(book, made, running, odds, as_of)
    open_deals = _open_deals(book)
    by_account: dict[str, list[Contract]] = defaultdict(list)
    for account, contract in every:
        by_account[account].append(contract)
    found = [_customer(name, some, open_deals.get(name, ())) for name, some in by_account.items()]
    return Customers(
        customers=tuple(sorted(found, key=_soonest)),
        link=renewal_link.link(book, running, made),
        currency=book.company.currency,
        today=as_of,
        quarters=book.company.fiscal.quarters_from(as_of, QUARTERS),
        simulated=book.company.simulated,
    )


def odds_of(ahead: DealsAhead | None) -> Mapping[str, float]:
    """What lies ahead of each open deal, in one figure: that it is won within half a year."""
    return {deal.id: min(sum(deal.strip.won), 1.0) for deal in ahead.deals} if ahead else {}


def without_amounts(
    made: Customers, *, own: frozenset[str] = frozenset(), in_bands: bool = False
) -> Customers:
    """``made`` with no amount but those of the deals that are the reader's ``own`` (ids).
    ``in_bands``: whether each is large, middle or small among all that were won is told.
    """
    every = [contract for one in made.customers for contract in one.contracts]
    known = {one.deal: one.amount for one in every if one.amount is not None}
    band = bands(known) if in_bands else {}
    cut = [
        replace(
            one,
            contracts=tuple(
                contract
                if contract.deal in own
                else replace(contract, amount=None, band=band.get(contract.deal, ""))
                for contract in one.contracts
            ),
        )
        for one in made.customers
    ]
    return replace(made, customers=tuple(cut))


def with_odds(made: Customers, odds: Mapping[str, float]) -> Customers:
    """``made`` with the odds that open renewals are won, by the id of the deal."""
    told = [
        replace(one, contracts=tuple(_with_odds(each, odds) for each in one.contracts))
        if any(contract.renewal in odds for contract in one.contracts)
        else one
        for one in made.customers
    ]
    return replace(made, customers=tuple(told))


def _with_odds(one: Contract, odds: Mapping[str, float]) -> Contract:
    return replace(one, odds=odds[one.renewal]) if one.renewal in odds else one


def usual(made: Customers, one: Customer) -> tuple[str, str]:
    """Who sees to most commitments in delivery, and who in support: of this customer's, else of
    all.
    """
    mine = [each for contract in one.contracts for each in contract.commitments]
    every = [
        each for any_ in made.customers for contract in any_.contracts
        for each in contract.commitments
    ]  # fmt: skip
    delivery, support = (_who(mine, what) or _who(every, what) for what in (DELIVERY, SUPPORT))
    return delivery, support


def _contracts(
    book: Book,
    made: commitments.ByDeal,
    running: Mapping[str, Running],
    odds: Mapping[str, float],
    as_of: date,
) -> Iterable[tuple[str, Contract]]:
    """(account, contract) of every won deal, the newest first."""
    to_commit = commitments.to_commit(book, made)
    steps = book.handover_steps.partition_by("deal", as_dict=True)
    won = book.deals.filter(pl.col("id").is_in(list(running)))
    valued = money.with_value(won, book.company, as_of=as_of)
    for row in valued.sort("closed_on", "id", descending=[True, False]).iter_rows(named=True):
        own_id = row["id"]
        mine = steps.get((own_id,))
        yield (
            row["account"] or row["name"] or own_id,
            _contract(
                row,
                running[own_id],
                made.get(own_id, ()),
                to_commit.get(own_id, ()),
                _steps(row, [] if mine is None else mine.to_dicts(), book, as_of),
                odds,
                is_begun=mine is not None,
            ),
        )


def _contract(
    row: Row,
    runs: Running,
    made: Sequence[Commitment],
    to_commit: Sequence[ToCommit],
    steps: Sequence[HandoverStep],
    odds: Mapping[str, float],
    *,
    is_begun: bool,
) -> Contract:
    renewal = runs.renewal["id"] if runs.renewal else ""
    return Contract(
        deal=row["id"],
        name=row["name"] or row["id"],
        kind=row["kind"] or "",
        owner=row["owner"] or "",
        amount=row["value"],
        band="",
        won_on=row["closed_on"],
        renews_on=runs.renews_on,
        is_assumed=runs.is_assumed,
        state=runs.state,
        renewal=renewal,
        by_account=runs.by_account,
        odds=odds.get(renewal),
        commitments=tuple(made),
        to_commit=tuple(to_commit),
        steps=tuple(steps),
        delivery=_who(made, DELIVERY),
        support=_who(made, SUPPORT),
        is_begun=is_begun,
    )


def _who(made: Iterable[Commitment], what: str) -> str:
    """Who sees to most of the commitments; of several the first by name."""
    names = [name for one in made if (name := getattr(one, what))]
    return min(names, key=lambda name: (-names.count(name), name), default="")


def _steps(row: Row, said: Sequence[Row], book: Book, as_of: date) -> list[HandoverStep]:
    """Those written down, the usual ones first in their order; of a deal won lately of which
    nobody wrote any down, the usual ones.
    """
    usual = book.company.handover
    if not said and (as_of - row["closed_on"]).days <= HANDOVER_DAYS:
        due = row["closed_on"] + timedelta(days=HANDOVER_DAYS)
        return [HandoverStep(one, row["owner"] or "", due, None, "", True) for one in usual]
    place = {step: at for at, step in enumerate(usual)}
    ordered = sorted(
        said,
        key=lambda one: (place.get(one["step"], len(usual)), one["due"] or date.max, one["step"]),
    )
    return [
        HandoverStep(
            step=one["step"],
            owner=one["owner"] or "",
            due=one["due"],
            done_on=one["done_on"],
            done_by=one["done_by"] or "",
            is_usual=one["step"] in place,
        )
        for one in ordered
    ]


def _open_deals(book: Book) -> Mapping[str, tuple[str, ...]]:
    rows = book.deals.filter(outcome="open").drop_nulls("account").sort("id")
    grouped = rows.group_by("account", maintain_order=True).agg("id")
    return {account: tuple(ids) for account, ids in grouped.iter_rows()}


def _customer(account: str, some: Sequence[Contract], open_deals: tuple[str, ...]) -> Customer:
    ends = [one.renews_on for one in some if one.renews_on and one.state in RUNNING]
    return Customer(
        account=account,
        contracts=tuple(some),
        health=commitments.health(each for one in some for each in one.commitments),
        renews_on=min(ends, default=None),
        open_deals=open_deals,
        people=_people(some),
    )


def _people(some: Iterable[Contract]) -> tuple[tuple[str, str], ...]:
    """Who sold, who delivers and who supports: each once for each."""
    named = dict.fromkeys((one.owner, SOLD) for one in some)
    for what in (DELIVERY, SUPPORT):
        named |= dict.fromkeys(
            (getattr(each, what), what) for one in some for each in one.commitments
        )
    return tuple((name, what) for name, what in named if name)


def _soonest(one: Customer) -> tuple[date, str]:
    """The first day on which somebody must do something; nothing is owed to who left."""
    days = [one.renews_on]
    for contract in (each for each in one.contracts if each.state != LEFT):
        waiting = (each.line for each in contract.commitments)
        days += [line.due or line.first_due for line in waiting if standing(line) in (WAITS, OVER)]
        days += [step.due for step in contract.open_steps]
    return min((day for day in days if day), default=date.max), one.account
