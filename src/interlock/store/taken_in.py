"""What the book becomes when an export is taken in that may hold only a part of it."""

from dataclasses import replace

import polars as pl

from interlock.records.book import Book
from interlock.records.tables import TABLES

LOGS = tuple(name for name, table in TABLES.items() if "table" in table.names)
"""Tables whose rows each belong to a row of another table."""


def taken_in(now: Book, export: Book) -> Book:
    """The tables that the export's files fill are the export's, with their logs; the others stay.

    Settings stay where the export brings none, and so does what is known of files whose tables it
    does not fill. The day is the later one.
    """
    filled = {name for source in export.sources for name in source.tables}
    filled |= {name for name in TABLES if export.table(name).height} - set(LOGS)
    tables = {name: (export if name in filled else now).table(name) for name in TABLES}
    tables |= {name: _log(now.table(name), export.table(name), filled) for name in LOGS}
    others = (one for one in now.sources if not set(one.tables) & filled)
    return replace(
        export,
        company=export.company if export.company.given or not now.sources else now.company,
        seen_on=max(now.seen_on, export.seen_on),
        sources=(*export.sources, *others),
        left_out=(*export.left_out, *(one for one in now.left_out if one.table not in filled)),
    ).with_tables(**{name: TABLES[name].in_order(frame) for name, frame in tables.items()})


def _log(now: pl.DataFrame, export: pl.DataFrame, filled: set[str]) -> pl.DataFrame:
    told = filled | set(export["table"].unique())
    return pl.concat([now.filter(~pl.col("table").is_in(list(told))), export])
