"""Load: the plan that a deal's buyer and we share, as a viewer may see it."""

from datetime import datetime

import polars as pl

from interlock.engine import mutual_plan
from interlock.records.mutual_plan import MutualPlan
from interlock.records.report import DealsAhead
from interlock.records.rights import Viewer
from interlock.store import moves, read, shown

TABLES = ("deals", "buyer_steps", "needs", "features")


def load_plan(
    own_id: str, viewer: Viewer, *, ahead: DealsAhead | None, now: datetime
) -> MutualPlan:
    """The steps of a deal and what is wanted by a day, each with the odds of what it waits for.

    Raises ``UnknownName`` and ``NothingKept``.
    """
    revision = read.latest()
    book = shown.book(viewer, TABLES, at=revision)
    stands = book.deals.filter(id=own_id).to_dicts()
    deal = stands[0] if stands else shown.record("deals", (own_id,), viewer).values
    today = book.today(now)
    needs = book.needs.filter(deal=own_id)
    needed = book.features.filter(pl.col("id").is_in(needs["feature"].implode()))
    return MutualPlan(
        deal=own_id,
        deal_name=deal["name"] or own_id,
        account=deal["account"] or "",
        company=book.company.name,
        simulated=book.company.simulated,
        lines=mutual_plan.plan(
            book.buyer_steps.filter(deal=own_id).iter_rows(named=True),
            needs.to_dicts(),
            {row["id"]: row for row in needed.iter_rows(named=True)},
            moved=moves.of_steps(own_id),
            today=today,
            ahead=ahead,
        ),
        may_change=shown.may_change("buyer_steps", own_id, viewer),
        today=today,
        revision=revision,
    )
