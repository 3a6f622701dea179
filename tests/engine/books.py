"""Small books for engine tests: rows as dictionaries, everything else empty."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl

from interlock.records import tables
from interlock.records.book import Book
from interlock.records.company import Company

AS_OF = date(2026, 11, 20)


def frame(table: tables.Table, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows that name only what matters; the rest is empty."""
    full = [{name: row.get(name) for name in table.names} for row in rows]
    return pl.DataFrame(full, schema=table.schema, orient="row")


def book(*, company: Company | None = None, seen_on: date = AS_OF, **rows: Any) -> Book:
    """A book of the given tables' rows."""
    frames = {name: frame(tables.TABLES[name], given) for name, given in rows.items()}
    return Book(company=company or Company(), seen_on=seen_on, **frames)
