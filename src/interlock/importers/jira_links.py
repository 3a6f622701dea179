"""What waits for what, from Jira's issue links."""

import polars as pl

from interlock.importers.table import Rows

BLOCKED_BY = ("Inward issue link (Blocks)",)
BLOCKS = ("Outward issue link (Blocks)",)


def dependencies(rows: Rows, features: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """(feature, after): a feature waits for another when one of its issues is blocked by one of the
    other's.
    """
    owner = _feature_of(features, items)
    blocked = _pairs(rows, BLOCKED_BY)
    blocks = _pairs(rows, BLOCKS).select(key="other", other="key")
    waits = pl.concat([blocked, blocks]).join(owner, on="key")
    waits = waits.join(owner.select(other="key", after="feature"), on="other")
    waits = waits.filter(pl.col("feature") != pl.col("after"))
    return waits.select("feature", "after").unique().sort("feature", "after")


def _feature_of(features: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """Issue key -> id of its feature."""
    own = features.select("key", feature="id").drop_nulls("key")
    parts = items.select("key", "feature").drop_nulls()
    return pl.concat([own, parts]).unique("key", keep="first", maintain_order=True)


def _pairs(rows: Rows, names: tuple[str, ...]) -> pl.DataFrame:
    """(key, other) for every filled cell of repeated columns."""
    keys = rows.columns("Issue key")[0]
    parts = [pl.DataFrame({"key": keys, "other": column}) for column in rows.columns(*names)]
    empty = pl.DataFrame(schema={"key": pl.String, "other": pl.String})
    return pl.concat([empty, *parts]).drop_nulls()
