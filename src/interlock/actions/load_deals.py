"""Load: what a list of deals shows beside their forecast, as a viewer may see it."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from interlock.records.book import Book
from interlock.records.deal_file import Beside, DealCall
from interlock.records.rights import Viewer
from interlock.store import shown

TABLES = ("deals", "buyer_steps", "deal_calls")
NOTHING = Beside("", "", has_next_step=False, own=False, calls=())
"""Of a deal that the book no longer holds."""


def load_deals(viewer: Viewer, *, period: str, as_of: date) -> Mapping[str, Beside]:
    """By id, of all open deals; what was said for the quarter ``period`` counts."""
    book, own = shown.book(viewer, TABLES), shown.own_deals(viewer)
    with_step, said = set(_coming(book, as_of)["deal"]), _said(book, period)
    return {
        deal: Beside(
            pipeline=pipeline or "",
            segment=segment or "",
            has_next_step=deal in with_step,
            own=deal in own,
            calls=said.get(deal, ()),
        )
        for deal, pipeline, segment in book.deals.filter(outcome="open")
        .select("id", "pipeline", "segment")
        .iter_rows()
    }


def _coming(book: Book, as_of: date) -> pl.DataFrame:
    """Steps of the buyer's that are still to be done, and not due in the past."""
    late = (pl.col("due") < as_of).fill_null(value=False)
    return book.buyer_steps.filter(pl.col("done_on").is_null(), ~late)


def _said(book: Book, period: str) -> dict[str, tuple[DealCall, ...]]:
    """The last odds that each person said of each deal in a quarter."""
    last = book.deal_calls.filter(period=period).sort("said_on").unique(["deal", "by"], keep="last")
    found: dict[str, tuple[DealCall, ...]] = {}
    for row in last.sort("by").iter_rows(named=True):
        found[row["deal"]] = (*found.get(row["deal"], ()), DealCall.of(row))
    return found
