"""Contracts: how long a won deal runs, which deal renews it, and how that stands."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.calendar import months_later
from interlock.records.company import Company
from interlock.records.customers import (
    DUE,
    FOLLOWED,
    LEFT,
    NOT_YET,
    OPEN,
    RENEWED,
    UNKNOWN,
)

Row = dict[str, Any]
RENEWAL = "renewal"
GRACE_DAYS = 90
"""A contract that nothing renewed has left so many days after its end."""

MOST_MONTHS = 1200
"""A longer term is a slip of the pen: no term is known."""

READ = (
    "id", "account", "kind", "outcome", "created_on", "closed_on", "expected_close_on",
    "term_months", "renewal_of",
)  # fmt: skip
NEAR_DAYS = 183
"""A renewal that names no contract renews none that ends further away than half a year."""

STATES = {"won": RENEWED, "lost": LEFT, "open": OPEN}
BEST = ("won", "open", "lost")


@dataclass(frozen=True)
class Running:
    """When a contract ends, which deal renews it, how that stands, and since when it is decided."""

    renews_on: date | None
    is_assumed: bool
    renewal: Row | None
    by_account: bool
    state: str
    decided_on: date | None


def running(book: Book, *, as_of: date) -> Mapping[str, Running]:
    """Of every won deal with a closing day, by its id. ``book`` is as known on the day.

        renews_on = closed_on + term_months, in calendar months, the month's last day at most

    ``contract_months`` of the company stand in for a term that is not stated. The deal whose
    ``renewal_of`` names it renews it: one that was won before one that is open, before one that was
    lost; none that ended by the signature. Without such a deal a renewal of the same account does
    that names no contract, was entered after the signature and ends nearest to ``renews_on``,
    within half a year; each renews one.
    """
    deals = book.deals.select(READ)
    won = [row for row in _won(deals) if row["closed_on"] <= as_of]
    ends = {row["id"]: _renews_on(row, book.company) for row in won}
    said = _said(deals, {row["id"]: row["closed_on"] for row in won})
    meant = _by_account(deals, [row for row in won if row["id"] not in said], ends)
    last = {row["account"]: row["closed_on"] for row in won if row["account"]}
    found = {}
    for row in won:
        own_id, renews_on = row["id"], ends[row["id"]]
        renewal = said.get(own_id) or meant.get(own_id)
        again = last.get(row["account"], date.min) > row["closed_on"]
        state, decided_on = (
            (STATES[renewal["outcome"]], renewal["closed_on"])
            if renewal
            else _without_renewal(renews_on, again, book.company, as_of)
        )
        by_account = renewal is not None and own_id not in said
        assumed = not row["term_months"]
        found[own_id] = Running(renews_on, assumed, renewal, by_account, state, decided_on)
    return found


def _without_renewal(
    renews_on: date | None, again: bool, company: Company, as_of: date
) -> tuple[str, date | None]:
    """How a contract stands that nothing renews; ``again``: its account bought something since."""
    if renews_on is None:
        return UNKNOWN, None
    ended = renews_on + timedelta(days=GRACE_DAYS)
    if as_of > ended:
        return FOLLOWED if again else LEFT, ended
    is_due = as_of >= renews_on - timedelta(days=company.renewal_notice)
    return DUE if is_due else NOT_YET, None


def _won(deals: pl.DataFrame) -> list[Row]:
    won = deals.filter(outcome="won").drop_nulls("closed_on")
    return won.sort("closed_on", "id").to_dicts()


def _renews_on(row: Row, company: Company) -> date | None:
    months = row["term_months"] or company.contract_months
    return months_later(row["closed_on"], months) if 0 < months <= MOST_MONTHS else None


def _said(deals: pl.DataFrame, signed: Mapping[str, date]) -> dict[str, Row]:
    """Contract -> the deal that says that it renews it, of contracts ``signed`` on a day. In a
    circle, only what ended after the signature does.
    """
    rows = deals.drop_nulls("renewal_of").to_dicts()
    last = sorted(rows, key=lambda row: (row["created_on"] or date.min, row["id"]))
    best = sorted(last, key=lambda row: -BEST.index(row["outcome"]))
    return {
        row["renewal_of"]: row
        for row in best
        if row["renewal_of"] in signed
        and (row["closed_on"] or date.max) > signed[row["renewal_of"]]
    }


def _by_account(
    deals: pl.DataFrame, won: Collection[Row], ends: Mapping[str, date | None]
) -> dict[str, Row]:
    """Contract -> the renewal of its account that is nearest to its end."""
    renewals = defaultdict(list)
    for row in deals.filter(pl.col("renewal_of").is_null(), kind=RENEWAL).to_dicts():
        renewals[row["account"]].append(row)
    pairs = [
        (gap, contract["id"], row["id"], row)
        for contract in won
        if contract["account"]
        for row in renewals.get(contract["account"], ())
        if row["id"] != contract["id"]
        if (gap := _gap(row, contract, ends[contract["id"]])) is not None
    ]
    found: dict[str, Row] = {}
    taken: set[str] = set()
    for _, contract_id, renewal_id, row in sorted(pairs, key=lambda pair: pair[:3]):
        if contract_id not in found and renewal_id not in taken:
            found[contract_id] = row
            taken.add(renewal_id)
    return found


def _gap(renewal: Row, contract: Row, renews_on: date | None) -> int | None:
    """Days between the end of a contract and the day a renewal is about; None where it is none."""
    made = renewal["created_on"]
    about = renewal["closed_on"] or renewal["expected_close_on"] or made
    if renews_on is None or made is None or made <= contract["closed_on"]:
        return None
    gap = abs((about - renews_on).days)
    return gap if gap <= NEAR_DAYS else None
