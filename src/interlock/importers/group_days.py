"""Days of features that are groups of items: releases, milestones, components or labels."""

from collections.abc import Mapping

import polars as pl


def of_releases(features: pl.DataFrame, releases: pl.DataFrame) -> pl.DataFrame:
    """Where a feature is a release or milestone, that one's due day and closing day are its own."""
    days = releases.select(id="id", _due="due", _shipped="shipped_on")
    both = features.join(days, on="id", how="left", maintain_order="left")
    same = pl.col("key").is_null() & (pl.col("id") == pl.col("release"))
    return both.with_columns(
        pl.when(same)
        .then(pl.coalesce("_due", "wanted_by"))
        .otherwise("wanted_by")
        .alias("wanted_by"),
        pl.when(same)
        .then(pl.coalesce("_shipped", "shipped_on"))
        .otherwise("shipped_on")
        .alias("shipped_on"),
    ).select(features.columns)


def group_days(before: Mapping[str, pl.DataFrame], now: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The features of ``now``. One that had no day but its items' (all ended, the last of them on
    that day) has that of its items as they are now.
    """
    features = now["features"]
    was, is_ = _all_ended(before["items"]), _all_ended(now["items"])
    both = features.join(was.rename({"on": "_was"}), on="id", how="left", maintain_order="left")
    both = both.join(is_.rename({"on": "_is"}), on="id", how="left", maintain_order="left")
    by_items = pl.col("key").is_null() & pl.col("shipped_on").eq_missing(pl.col("_was"))
    has_items = pl.col("id").is_in(now["items"]["feature"].drop_nulls().implode())
    day = pl.when(by_items & has_items).then("_is").otherwise("shipped_on")
    return both.with_columns(shipped_on=day).select(features.columns)


def _all_ended(items: pl.DataFrame) -> pl.DataFrame:
    """(id, on): of each feature the day on which the last of its items ended, if all have."""
    ended = pl.coalesce("done_on", "dropped_on")
    by = items.drop_nulls("feature").group_by(id="feature")
    return by.agg(on=pl.when(ended.is_not_null().all()).then(ended.max()))
