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
from interlock.records.sales_tables import NEEDS

DEALS_COLUMN = r"deal|opportunit|crm|customer|account"
"""In a column called so, a small number may be a deal's id."""

SURE, FEWEST = 6, 3
"""What is named with fewer letters than the first counts only in a column of which so many texts,
or all, name something.
"""


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
    if not tables["attributes"].height:
        return Links(NEEDS.empty())
    found, words, owners = [], [], _features_of(tables)
    for (table, name), cells in (
        tables["attributes"].partition_by("table", "name", as_dict=True).items()
    ):
        if columns and name not in columns:
            continue
        of_deals = bool(columns) or re.search(DEALS_COLUMN, name, re.IGNORECASE) is not None
        pairs = _pairs(table, cells, tables, owners, numbers=of_deals)
        if pairs.height:
            found.append(pairs)
            words.append(f"{pairs.height} links found in column {name!r}")
    none = pl.DataFrame(schema={"deal": pl.String, "feature": pl.String})
    needs = pl.concat([none, *found]).unique(maintain_order=True)
    return Links(_as_needs(needs, company), tuple(words))


def _pairs(
    table: str,
    cells: pl.DataFrame,
    tables: Mapping[str, pl.DataFrame],
    owners: pl.DataFrame,
    *,
    numbers: bool,
) -> pl.DataFrame:
    """(deal, feature) that one column names, if enough of its texts name any."""
    texts = cells.select(text="value").unique(maintain_order=True).with_row_index("cell")
    in_crm = table == "deals"
    meant = _features_meant(texts, tables) if in_crm else _deals_meant(texts, tables, numbers)
    matched = meant["cell"].n_unique()
    if matched < FEWEST and matched != texts.height:
        meant = meant.filter(pl.col("said").str.len_chars() >= SURE)
    where = cells.join(texts, left_on="value", right_on="text").select("id", "cell")
    pairs = where.join(meant, on="cell", maintain_order="left")
    if in_crm:
        return pairs.select(deal="id", feature="meant").unique(maintain_order=True)
    owned = pairs.join(owners, on="id", maintain_order="left")
    return (
        owned.select("feature", deal="meant").select("deal", "feature").unique(maintain_order=True)
    )


def _features_meant(texts: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(cell, said, meant) per issue of a feature, and per feature's name."""
    names = tables["features"].select("name", meant="id").drop_nulls()
    return pl.concat([features_named(texts, tables), mentioned(texts, names)])


def _deals_meant(
    texts: pl.DataFrame, tables: Mapping[str, pl.DataFrame], numbers: bool
) -> pl.DataFrame:
    """(cell, said, meant) per deal's id, address or name."""
    ids = ids_in(texts, numbers=numbers).rename({"id": "said"})
    listed = ids.join(_deal_by_name(tables["deals"]), on="said").select("cell", "said", "meant")
    names = tables["deals"].select("name", meant="id").drop_nulls()
    return pl.concat([listed, mentioned(texts, names)])


def _features_of(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """(id, feature) of every feature, and of every item that belongs to one."""
    own = tables["features"].select(id="id", feature="id")
    return pl.concat([own, tables["items"].select("id", "feature").drop_nulls()]).unique("id")


def _deal_by_name(deals: pl.DataFrame) -> pl.DataFrame:
    """A deal's id, and its name where only one deal has it, as ``said``."""
    names = deals.select(said="name", meant="id").drop_nulls().filter(pl.col("said").is_unique())
    ids = deals.select(said="id", meant="id")
    return pl.concat([ids, names]).unique("said", keep="first", maintain_order=True)


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
