"""Which record says that a promise is done, or can be done no more: not a click."""

import polars as pl

from interlock.records.book import Book

OUTCOME = "outcome"
RECORDS = ("features", "releases", "tools", "deals")


def ends(book: Book) -> pl.DataFrame:
    """The promises with the days on which records ended them, and the ``says`` of each.

    ``done_on`` and ``done_by`` (a table): a feature or release that it names shipped, or a tool was
    ready, on or after the day it was said; of an outcome with a deal, that deal was won. Where no
    such record says so, somebody wrote down that it was done. ``ended_on`` and
    ``ended_by``: its feature was dropped; or its deal was lost, which ends what names nothing else.
    ``book`` is as known on the day.
    """
    promises = _beside(book)
    of_deal = pl.col("kind").eq_missing(OUTCOME) & pl.col("deal").is_not_null()
    names = pl.any_horizontal(pl.col("feature", "release", "tool").is_not_null())
    since = {
        "features": pl.col("_shipped"), "releases": pl.col("_released"), "tools": pl.col("_ready")
    }  # fmt: skip
    done: dict[str, pl.Expr] = {
        table: pl.when(~of_deal & (day >= pl.col("said_on"))).then(day)
        for table, day in since.items()
    }
    done["deals"] = pl.when(of_deal & (pl.col("_outcome") == "won")).then("_closed")
    done["promises"] = pl.col("done_on")
    lost = pl.when((of_deal | ~names) & (pl.col("_outcome") == "lost")).then("_closed")
    return promises.with_columns(
        done_on=pl.coalesce(done.values()),
        done_by=pl.coalesce(
            pl.when(day.is_not_null()).then(pl.lit(table)) for table, day in done.items()
        ),
        ended_on=pl.coalesce("_dropped", lost),
        ended_by=pl.when(pl.col("_dropped").is_not_null())
        .then(pl.lit("features"))
        .when(lost.is_not_null())
        .then(pl.lit("deals")),
    ).select(*promises.columns[: len(book.promises.columns)], "done_by", "ended_on", "ended_by")


def _beside(book: Book) -> pl.DataFrame:
    """Promises with the days of what they name."""
    ready = pl.when(pl.col("state") == "ready").then(pl.lit(book.seen_on))
    others = {
        "feature": book.features.select(feature="id", _shipped="shipped_on", _dropped="dropped_on"),
        "release": book.releases.select(release="id", _released="shipped_on"),
        "tool": book.tools.select(tool="name", _ready=pl.coalesce("ready_on", ready)),
        "deal": book.deals.select(
            deal="id", _outcome="outcome", _closed=pl.col("closed_on").fill_null(book.seen_on)
        ),
    }
    found = book.promises
    for column, frame in others.items():
        found = found.join(frame, on=column, how="left", maintain_order="left")
    return found
