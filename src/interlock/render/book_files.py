"""The book as files that are read like any other exports: a file a table, and the settings."""

import io
from collections.abc import Iterator

import polars as pl

from interlock.records.book import Book
from interlock.records.table import Table
from interlock.records.tables import TABLES
from interlock.render import company_toml

MOMENT = "%Y-%m-%dT%H:%M:%S%.6f"


def written(book: Book, form: str) -> Iterator[tuple[str, bytes]]:
    """(file name, its content) of the settings and of each table that has rows; ``form`` is csv or
    parquet.
    """
    if book.company.given:
        yield "company.toml", company_toml.written(book.company).encode()
    for name, table in TABLES.items():
        if (rows := book.table(name)).height:
            yield f"{name}.{form}", _parquet(rows) if form == "parquet" else _csv(table, rows)


def _parquet(rows: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    rows.write_parquet(packed)
    return packed.getvalue()


def _csv(table: Table, rows: pl.DataFrame) -> bytes:
    lists = [column.name for column in table.columns if column.dtype == pl.List]
    flat = rows.with_columns(pl.col(name).list.join(";") for name in lists)
    return flat.write_csv(quote_style="non_numeric", datetime_format=MOMENT).encode()
