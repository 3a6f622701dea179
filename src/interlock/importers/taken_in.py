"""What the book becomes when an export is taken in that may hold only a part of it."""

from dataclasses import replace

import polars as pl

from interlock.importers import onward
from interlock.records.book import Book
from interlock.records.sales_tables import NEEDS
from interlock.records.tables import TABLES

SETTINGS = ("targets", "rules")
"""Tables that a settings file fills, when it says anything of them."""


def taken_in(now: Book, export: Book) -> Book:
    """The tables that the export's files fill are the export's; the others stay, with what was
    found by matching beside them. Logs go on from what stands in them.

    What is known of files stays when the export does not fill their tables. The day is the later
    one.
    """
    filled = {name for source in export.sources for name in source.tables}
    filled |= {name for name in SETTINGS if export.table(name).height}
    tables = {
        name: export.table(name) if name in filled else _with_found(now, export, name)
        for name in TABLES
    }
    tables["needs"] = _needs(now.needs, export.needs, filled)
    tables["changes"] = onward.log(now, export, filled)
    tables["attributes"] = _kept(now.attributes, export.attributes, filled)
    came = {source.series for source in export.sources}
    others = (one for one in now.sources if one.series not in came)
    return replace(
        export,
        seen_on=max(now.seen_on, export.seen_on),
        sources=(*export.sources, *others),
        left_out=(*export.left_out, *(one for one in now.left_out if one.table not in filled)),
    ).with_tables(**{name: TABLES[name].in_order(frame) for name, frame in tables.items()})


def _with_found(now: Book, export: Book, name: str) -> pl.DataFrame:
    """What stands, and what the export adds by matching."""
    stands, found = now.table(name), export.table(name)
    key = list(TABLES[name].key)
    new = found.join(stands, on=key, how="anti", nulls_equal=True, maintain_order="left")
    return pl.concat([stands, new])


def _needs(now: pl.DataFrame, export: pl.DataFrame, filled: set[str]) -> pl.DataFrame:
    """What was written down, as the files that say it last have it, and what matching finds: anew
    where both sides came, else beside what it found before.
    """
    found = pl.col("confirmed").eq(other=False).fill_null(value=False)
    parts = [export if "needs" in filled else now.filter(~found), export]
    if not {"deals", "features"} <= filled:
        parts.append(now.filter(found))
    return pl.concat(parts).unique(NEEDS.key, keep="first", maintain_order=True)


def _kept(now: pl.DataFrame, export: pl.DataFrame, filled: set[str]) -> pl.DataFrame:
    told = filled | set(export["table"].unique())
    return pl.concat([now.filter(~pl.col("table").is_in(list(told))), export])
