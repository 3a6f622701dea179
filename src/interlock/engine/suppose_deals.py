"""Deals and promises as they would be: needs, amounts, promises given or taken back."""

from datetime import datetime, time
from decimal import Decimal

import polars as pl

from interlock.engine import named, plain
from interlock.engine.supposed import Supposed
from interlock.records.errors import NotPossible
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import Amount, BreakPromise, Need, Promise


def need(so_far: Supposed, change: Need) -> Supposed:
    deal = named.deal(so_far.book, change.deal)
    feature = named.feature(so_far.book, change.feature)
    needs, called = so_far.book.needs, f"{named.called(deal)} needs {named.called(feature)}"
    here = (pl.col("deal") == deal["id"]) & (pl.col("feature") == feature["id"])
    there = needs.filter(here)
    if change.strength is None:
        if there.is_empty():
            raise NotPossible(f"{named.called(deal)} does not need {named.called(feature)}")
        said = f"{named.called(deal)} no longer needs {named.called(feature)}"
        return so_far.with_tables(needs=needs.filter(~here)).tell(said)
    if change.strength not in STRENGTHS:
        raise NotPossible(f"A need is {' or '.join(STRENGTHS)}, or none, not {change.strength!r}")
    row = there.row(0, named=True) if there.height else {"on": so_far.as_of, "confirmed": True}
    row |= {"deal": deal["id"], "feature": feature["id"], "strength": change.strength}
    full = {name: row.get(name) for name in needs.columns}
    changed = pl.concat([needs.filter(~here), pl.DataFrame([full], schema=needs.schema)])
    return so_far.with_tables(needs=changed).tell(f"{called} ({change.strength})")


def amount(so_far: Supposed, change: Amount) -> Supposed:
    row = named.deal(so_far.book, change.deal)
    if not change.amount >= 0:
        raise NotPossible(f"An amount is 0 or more, not {change.amount:g}")
    currency = row["currency"] or so_far.book.company.currency
    changed = so_far.with_values("deals", row["id"], amount=pl.lit(Decimal(str(change.amount))))
    return changed.tell(
        f"the amount of {named.called(row)} is {currency} {change.amount:,.0f}",
        "Another amount changes what a deal brings and not its odds",
    )


def promise(so_far: Supposed, change: Promise) -> Supposed:
    feature = named.feature(so_far.book, change.feature)
    if change.due <= so_far.as_of:
        raise NotPossible(f"{change.due} has passed and cannot be promised")
    deal = named.deal(so_far.book, change.deal) if change.deal else None
    promises = so_far.book.promises
    to = named.called(deal) if deal else "all that need it"
    row = {
        "id": f"what-if {promises.height + 1}",
        "what": f"Ship {named.called(feature)}",
        "kind": "own act",
        "form": "written",
        "maker": feature["team"],
        "to": (deal["account"] or deal["name"]) if deal else "everyone",
        "said_on": so_far.as_of,
        "due": change.due,
        "deal": deal["id"] if deal else None,
        "feature": feature["id"],
    }
    full = {name: row.get(name) for name in promises.columns}
    given = pl.concat([promises, pl.DataFrame([full], schema=promises.schema)])
    day = plain.day(change.due, as_of=so_far.as_of)
    return so_far.with_tables(promises=given).tell(
        f"promise {named.called(feature)} by {day} to {to}"
    )


def break_promise(so_far: Supposed, change: BreakPromise) -> Supposed:
    """Its day is taken away, in the log too."""
    row = named.promise(so_far.book, change.promise)
    if row["done_on"] is not None or row["due"] is None:
        raise NotPossible(f"Promise {row['id']} no longer stands: it cannot be broken")
    log = so_far.book.changes
    taken_back = {
        "table": "promises",
        "id": row["id"],
        "at": datetime.combine(so_far.as_of, time(12)),
        "field": "due",
        "old": row["due"].isoformat(),
    }
    full = {name: taken_back.get(name) for name in log.columns}
    broken = so_far.with_values("promises", row["id"], due=pl.lit(None, pl.Date)).with_tables(
        changes=pl.concat([log, pl.DataFrame([full], schema=log.schema)])
    )
    return broken.tell(f"break the promise {row['id']}, {row['what']}")
