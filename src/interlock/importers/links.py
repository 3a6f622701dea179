"""Links between deals and features that are already written somewhere: proposed, until somebody
confirms them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from interlock.importers.salesforce_ids import full_id
from interlock.records.company import Company
from interlock.records.tables import NEEDS

ISSUE_KEY = r"\b[A-Z][A-Z0-9_]+-\d+\b"
CRM_ID = r"\b006(?:[A-Za-z0-9]{15}|[A-Za-z0-9]{12})\b"
FEWEST = 3
"""A column counts when this many of its values match, or all of them where it has fewer."""


@dataclass(frozen=True)
class Links:
    """Proposed ``needs``, and in words where each was found."""

    needs: pl.DataFrame
    words: tuple[str, ...] = ()


def find_links(
    tables: Mapping[str, pl.DataFrame], *, company: Company, columns: tuple[str, ...] = ()
) -> Links:
    """Needs found by matching values, without any typing.

    A tracker column counts that holds deals' ids, names or CRM addresses; a CRM column that holds
    issue keys. With ``columns`` only those are looked at. The strength is the company's default,
    and none is confirmed.
    """
    if not tables["attributes"].height:
        return Links(NEEDS.empty())
    found, words = [], []
    for (table, name), cells in (
        tables["attributes"].partition_by("table", "name", as_dict=True).items()
    ):
        if columns and name not in columns:
            continue
        pairs = _in_crm(cells, tables) if table == "deals" else _in_tracker(cells, tables)
        if pairs.height and _counts(cells, pairs):
            found.append(pairs.select("deal", "feature"))
            words.append(
                f"{pairs.select('deal', 'feature').unique().height} links found in column {name!r}"
            )
    needs = (
        pl.concat(found).unique(maintain_order=True)
        if found
        else pl.DataFrame(schema={"deal": pl.String, "feature": pl.String})
    )
    return Links(_as_needs(needs, company), tuple(words))


def _in_crm(cells: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(deal, feature, value) per key of a feature, or of an item of one; ``value`` is the cell."""
    keys = _feature_by_key(tables)
    said = cells.select("value", deal="id", key=pl.col("value").str.extract_all(ISSUE_KEY))
    return said.explode("key", keep_nulls=False, empty_as_null=False).join(keys, on="key")


def _in_tracker(cells: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(deal, feature, value) for each deal named on a feature, or on an item of one."""
    value = pl.col("value")
    parts = pl.concat(
        [
            cells.select("id", "value", name=value.str.extract_all(CRM_ID)),
            cells.select("id", "value", name=value.str.split(";")),
            cells.select("id", "value", name=value.str.replace_all("\n", ",").str.split(",")),
        ]
    ).explode("name", keep_nulls=False, empty_as_null=False)
    parts = parts.with_columns(pl.col("name").str.strip_chars())
    parts = pl.concat([parts, parts.with_columns(full_id(parts["name"]).alias("name"))]).unique()
    deals = _deal_by_name(tables["deals"])
    features = pl.concat(
        [
            tables["features"].select(id="id", feature="id"),
            tables["items"].select("id", "feature").drop_nulls(),
        ]
    ).unique("id")
    return parts.join(deals, on="name").join(features, on="id").select("deal", "feature", "value")


def _counts(cells: pl.DataFrame, pairs: pl.DataFrame) -> bool:
    matched = pairs["value"].n_unique()
    return matched >= FEWEST or matched == cells["value"].n_unique()


def _deal_by_name(deals: pl.DataFrame) -> pl.DataFrame:
    """A deal's id, and its name where only one deal has it, as ``name``."""
    names = deals.select("name", deal="id").drop_nulls().filter(pl.col("name").is_unique())
    ids = deals.select(name="id", deal="id")
    return pl.concat([ids, names]).unique("name", keep="first", maintain_order=True)


def _feature_by_key(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    features = tables["features"].select("key", feature="id").drop_nulls()
    items = tables["items"].select("key", "feature").drop_nulls()
    return pl.concat([features, items]).unique("key", keep="first", maintain_order=True)


def _as_needs(pairs: pl.DataFrame, company: Company) -> pl.DataFrame:
    rows = pairs.with_columns(
        strength=pl.lit(company.need_strength_default), confirmed=pl.lit(False)
    )
    missing = [
        pl.lit(None, kind).alias(name)
        for name, kind in NEEDS.schema.items()
        if name not in rows.columns
    ]
    return rows.with_columns(missing).select(NEEDS.names)
