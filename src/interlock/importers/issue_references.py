"""Features named by an issue's key, number or address."""

from collections.abc import Mapping

import polars as pl

from interlock.importers.deal_addresses import ADDRESS

ISSUE_KEY = r"\b[A-Z][A-Z0-9_]+-\d+\b"
REFERENCE = rf"{ADDRESS}|{ISSUE_KEY}|\B#\d+\b"


def features_named(cells: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(cell, said, meant) for each feature that a cell (``cell``, ``text``) names by an issue.

    An issue is a feature or an item of one; a reference that two features share names none.
    """
    named = pl.concat(
        [cells.select("cell", said=pl.col("text").str.extract_all(p)) for p in EACH]
    ).explode("said", keep_nulls=False, empty_as_null=False)
    named = named.with_columns(pl.col("said").str.strip_chars_end(".!?:")).unique()
    return named.join(_references(tables), on="said").select("cell", "said", "meant")


EACH = (REFERENCE, ISSUE_KEY)
"""A key may stand inside an address."""


def _references(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    features, items = tables["features"], tables["items"]
    own = [features.select(said=name, meant="id") for name in ("key", "id")]
    parts = [items.select(said=name, meant="feature") for name in ("key", "id")]
    every = pl.concat([*own, *parts]).drop_nulls().unique(maintain_order=True)
    return every.filter(pl.col("said").is_unique())
