"""What the change log says of deals: since when they are followed, how they stood on past days."""

from datetime import date

import polars as pl

from interlock.engine.history import typed
from interlock.records.book import Book
from interlock.records.sales_tables import DEALS

FIELDS = {
    "stage": "stage",
    "dated": "expected_close_on",
    "amount": "amount",
    "category": "category",
}
"""What may enter the odds, and the field of a deal that it is read from."""


STAYS = ("amount",)
"""Fields that closing a deal does not touch: without a change they stood as they stand, even then.
Were they known of open deals alone, knowing them would tell the ending.
"""


def of_deals(book: Book) -> pl.DataFrame:
    """The log of deals with the ``day`` of each change, oldest first."""
    log = book.changes.filter(pl.col("table") == "deals").sort("at")
    return log.with_columns(day=pl.col("at").dt.date())


def followed(book: Book) -> frozenset[str]:
    """What of a deal may tell about a past day, because its field has a history."""
    logged = set(book.changes.filter(pl.col("table") == "deals")["field"].unique())
    return frozenset(name for name, field in FIELDS.items() if field in logged)


def entered(book: Book) -> pl.DataFrame:
    """Deals with ``entered_on``, the day from which their ending would have been seen.

    A deal entered before anything was recorded is known only because it was still open then:
    those like it that had ended are missing (left truncation). It enters on the first day on
    which anything is seen to happen to a deal: a change in the log, or a closing.
    """
    log = book.changes.filter(pl.col("table") == "deals")["at"].dt.date().min()
    firsts = [day for day in (log, book.deals["closed_on"].min()) if isinstance(day, date)]
    seen_from = pl.lit(min(firsts, default=None), pl.Date)
    return book.deals.with_columns(
        entered_on=pl.when(pl.col("created_on").is_not_null()).then(
            pl.max_horizontal("created_on", seen_from)
        )
    )


def on_days(standing: pl.DataFrame, book: Book, field: str) -> pl.Series:
    """The value of ``field`` of each deal (``id``) on each ``day``; null where it is not known.

    The last change by that day tells it. Before a deal's first change it is what that change says
    stood there before; a deal without any change has stood as it stands. Both count only from the
    day on which the log of this field begins, and only when they are known for deals with and
    without changes alike: otherwise knowing the value would tell that a change is still to come.
    """
    dtype = DEALS.schema[field]
    log = book.changes.filter(pl.col("table") == "deals", pl.col("field") == field)
    log = log.select("id", "old", "new", "at", day=pl.col("at").dt.date()).sort("at")
    last = log.unique(("id", "day"), keep="last", maintain_order=True).select(
        "id", "day", new=typed("new", dtype), changed=pl.lit(value=True)
    )
    found = (
        standing.select("id", "day")
        .with_row_index("row")
        .sort("day")
        .join_asof(last.sort("day"), on="day", by="id", strategy="backward", check_sortedness=False)
        .sort("row")
    )
    before = _before(log, book, field)
    if before is None:
        return found["new"]
    begins = log["day"].min()
    known = found.join(before, on="id", how="left", maintain_order="left")
    first = pl.when(pl.col("day") >= begins).then("first")
    return known.select(pl.when("changed").then("new").otherwise(first))["new"]


def _before(log: pl.DataFrame, book: Book, field: str) -> pl.DataFrame | None:
    """(id, first): the value before any change, if known for all that may have one."""
    stood = log.group_by("id").agg(first=pl.col("old").sort_by("at", maintain_order=True).first())
    stood = stood.select("id", first=typed("first", DEALS.schema[field]))
    stays = book.deals if field in STAYS else book.deals.filter(pl.col("outcome") == "open")
    still = stays.join(stood, on="id", how="anti")
    if not log.height or still[field].is_null().any():
        return None
    return pl.concat([stood, still.select("id", first=field)])
