"""The day that was stated for a feature when a need for it was written down."""

import polars as pl

from interlock.engine.history import typed
from interlock.records.book import Book
from interlock.records.tables import TABLES


def stated_days(book: Book, needs: pl.DataFrame) -> pl.Series:
    """For each need (feature, on) the day stated for its feature on that day: its own in the
    tracker, else that of the release which it was meant for then; null without either.
    """
    asked = needs.select(id="feature", on="on")
    own = value_on(asked, book, "features", "wanted_by")
    release = asked.select(id=value_on(asked, book, "features", "release"), on="on")
    due = value_on(release, book, "releases", "due")
    return pl.select(pl.coalesce(own, due)).to_series()


def value_on(asked: pl.DataFrame, book: Book, table: str, field: str) -> pl.Series:
    """``field`` of each row ``id`` of ``table`` at the end of day ``on``.

    That of the last change by then; before the first change what stood there before it; without any
    change what stands today.
    """
    dtype = TABLES[table].schema[field]
    log = book.changes.filter(pl.col("table") == table, pl.col("field") == field).sort("at")
    log = log.select("id", on=pl.col("at").dt.date(), old="old", new="new")
    first = log.unique("id", keep="first", maintain_order=True).select(
        "id", before=typed("old", dtype), logged=pl.lit(value=True)
    )
    last = log.unique(("id", "on"), keep="last", maintain_order=True).select(
        "id", "on", then=typed("new", dtype), changed=pl.lit(value=True)
    )
    rows = asked.with_row_index("row").sort("on", nulls_last=True)
    found = (
        rows.join_asof(
            last.sort("on"), on="on", by="id", strategy="backward", check_sortedness=False
        )
        .join(first, on="id", how="left")
        .join(book.table(table).select("id", now=field), on="id", how="left")
        .sort("row")
    )
    value = pl.when("changed").then("then").when("logged").then("before").otherwise("now")
    return found.select(value).to_series()
