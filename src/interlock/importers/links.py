"""Links between deals and features that are already written somewhere: proposed, until somebody
confirms them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from interlock.importers.deal_addresses import ids_in
from interlock.importers.issue_references import features_named
from interlock.importers.mentions import mentioned
from interlock.records.company import Company
from interlock.records.tables import NEEDS

DEALS_COLUMN = r"deal|opportunit|crm|customer|account"
"""In a column called so, a small number may be a deal's id."""

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
    issue keys or features' names: in a list, or in what somebody wrote. With ``columns`` only those
    are looked at. The strength is the company's default, and none is confirmed.
    """
    found, words = [], []
    for (table, name), cells in (
        tables["attributes"].partition_by("table", "name", as_dict=True).items()
    ):
        if columns and name not in columns:
            continue
        of_deals = bool(columns) or re.search(DEALS_COLUMN, name, re.IGNORECASE) is not None
        pairs = (
            _in_crm(cells, tables)
            if table == "deals"
            else _in_tracker(cells, tables, numbers=of_deals)
        )
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
    """(deal, feature, value) per issue of a feature, and per feature's name in the text; ``value``
    is the cell.
    """
    by_reference = features_named(cells, tables)
    by_name = mentioned(cells, tables["features"].select("name", meant="id").drop_nulls())
    named = by_name.select("id", "value", feature="meant")
    found = pl.concat([by_reference, named]).unique(maintain_order=True)
    return found.select("feature", "value", deal="id")


def _in_tracker(
    cells: pl.DataFrame, tables: Mapping[str, pl.DataFrame], *, numbers: bool
) -> pl.DataFrame:
    """(deal, feature, value) for each deal named on a feature, or on an item of one."""
    ids = ids_in(cells.select(text="value", cell=pl.struct("id", "value")), numbers=numbers)
    parts = ids.select(pl.col("cell").struct.unnest(), name="id")
    parts = parts.join(_deal_by_name(tables["deals"]), on="name").select("id", "value", "deal")
    written = mentioned(cells, tables["deals"].select("name", meant="id").drop_nulls())
    said = pl.concat([parts, written.rename({"meant": "deal"})]).unique(maintain_order=True)
    features = pl.concat(
        [
            tables["features"].select(id="id", feature="id"),
            tables["items"].select("id", "feature").drop_nulls(),
        ]
    ).unique("id")
    return said.join(features, on="id").select("deal", "feature", "value")


def _counts(cells: pl.DataFrame, pairs: pl.DataFrame) -> bool:
    matched = pairs["value"].n_unique()
    return matched >= FEWEST or matched == cells["value"].n_unique()


def _deal_by_name(deals: pl.DataFrame) -> pl.DataFrame:
    """A deal's id, and its name where only one deal has it, as ``name``."""
    names = deals.select("name", deal="id").drop_nulls().filter(pl.col("name").is_unique())
    ids = deals.select(name="id", deal="id")
    return pl.concat([ids, names]).unique("name", keep="first", maintain_order=True)


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
