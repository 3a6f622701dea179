"""What the book keeps beside the tables of `records`, in tables of the same kind."""

import polars as pl

from interlock.records.table import Column, Table
from interlock.records.tables import TABLES

_T = pl.String()

ABOUT = Table(
    "about",
    "The company's settings, the day the data was seen on, and what was read",
    key=("name",),
    columns=(
        Column("name", _T, "company, seen_on, sources or left_out", required=True),
        Column("value", _T, "its value as JSON", required=True),
    ),
)

RECORD = ""
"""In place of a column: the whole record was typed, and no source need hold it."""

OVERRIDES = Table(
    "overrides",
    "What somebody typed over a record or as one of its own; it stands until taken back",
    key=("table", "key", "column"),
    columns=(
        Column("table", _T, "the table of the record", required=True),
        Column("key", _T, "the record's key as a JSON list", required=True),
        Column("column", _T, "the column typed over; empty for the record itself", required=True),
        Column("value", _T, "the value typed, as JSON; null takes the value away", required=True),
    ),
)

MERGES = Table(
    "merges",
    "Records that are one and the same, until they are parted",
    key=("table", "other"),
    columns=(
        Column("table", _T, "the table of the records", required=True),
        Column(
            "other", _T, "the name or id of the record that is no record of its own", required=True
        ),
        Column("into", _T, "the name or id of the record that it is", required=True),
    ),
)

SHARES = Table(
    "shares",
    "What each series of files gave to a table to which several give",
    key=("series", "table", "key"),
    columns=(
        Column("series", _T, "the kind of file", required=True),
        Column("table", _T, "the table", required=True),
        Column("key", _T, "the row's key as JSON", required=True),
        Column("row", _T, "the row as JSON", required=True),
    ),
)

KEPT = {**TABLES, **{table.name: table for table in (ABOUT, OVERRIDES, MERGES, SHARES)}}
"""Every table of the book by name."""
