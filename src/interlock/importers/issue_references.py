"""Features named by an issue's key, number or address."""

from collections.abc import Mapping

import polars as pl

from interlock.importers.deal_addresses import ADDRESS

ISSUE_KEY = r"\b[A-Z][A-Z0-9_]+-\d+\b"
REFERENCE = rf"{ADDRESS}|{ISSUE_KEY}|\B#\d+\b"


def features_named(cells: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(id, value, feature) for each cell (``id``, ``value``) that names an issue of a feature.

    An issue is a feature or an item of one; a reference that two features share names none.
    """
    named = pl.concat(
        [cells.select("id", "value", reference=pl.col("value").str.extract_all(p)) for p in EACH]
    ).explode("reference", keep_nulls=False, empty_as_null=False)
    named = named.with_columns(pl.col("reference").str.strip_chars_end(".!?:"))
    found = named.join(_references(tables), on="reference").select("id", "value", "feature")
    return found.unique(maintain_order=True)


EACH = (REFERENCE, ISSUE_KEY)
"""A key may stand inside an address."""


def _references(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    features, items = tables["features"], tables["items"]
    own = [features.select(reference=name, feature="id") for name in ("key", "id")]
    parts = [items.select("feature", reference=name) for name in ("key", "id")]
    parts = [part.select("reference", "feature") for part in parts]
    every = pl.concat([*own, *parts]).drop_nulls().unique(maintain_order=True)
    return every.filter(pl.col("reference").is_unique())
