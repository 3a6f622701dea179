"""Parts of the book: the deals of each rep, manager, segment, kind, pipeline, or kept column."""

from dataclasses import replace

import polars as pl

from interlock.engine.outlook import Outlook
from interlock.records.book import Book
from interlock.records.errors import UnknownName

FIELDS = {"rep": "owner", "segment": "segment", "kind": "kind", "pipeline": "pipeline"}
MANAGER = "manager"
NOT_STATED = "not stated"


def parts(now: Outlook, by: str) -> dict[str, Outlook]:
    """Everything forecast of each part alone, by name; deals of which it is not stated are a part
    of their own. Deals not yet entered belong to no part yet.

    ``by`` is rep, manager (whom the rep reports to), segment, kind, pipeline, or any column of the
    CRM that was kept. Raises ``UnknownName``.
    """
    names = _names(now.book, by).with_columns(pl.col("part").fill_null(NOT_STATED))
    nobody = replace(now.arrivals, weekly=0.0)
    return {
        str(name): replace(
            now,
            book=now.book.with_tables(deals=_some(now.book.deals, ids)),
            open_deals=_some(now.open_deals, ids),
            arrivals=nobody,
        )
        for (name,), ids in sorted(names.partition_by("part", as_dict=True).items())
    }


def _some(deals: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    return deals.join(ids.select("id"), on="id", how="semi", maintain_order="left")


def _names(book: Book, by: str) -> pl.DataFrame:
    """(id, part) of every deal."""
    if by in FIELDS:
        return book.deals.select("id", part=FIELDS[by])
    if by == MANAGER:
        above = book.people.drop_nulls("reports_to").unique("name", keep="first")
        joined = book.deals.join(above, left_on="owner", right_on="name", how="left")
        return joined.select("id", part="reports_to")
    kept = book.attributes.filter(pl.col("table") == "deals")
    if by not in set(kept["name"]):
        raise UnknownName("part", by, [*FIELDS, MANAGER, *kept["name"].unique().sort()])
    named = kept.filter(pl.col("name") == by).select("id", part="value").unique("id", keep="first")
    return book.deals.select("id").join(named, on="id", how="left", maintain_order="left")
