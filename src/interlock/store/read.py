"""The book as it stands, or as it stood after any revision."""

import json
from collections.abc import Iterable
from typing import Any

import msgspec
import polars as pl

from interlock.records.book import Book
from interlock.records.revision import TableChange
from interlock.records.tables import TABLES, Column, Table
from interlock.store import about, connect, difference, versions, wire
from interlock.store.kept import ABOUT, OVERRIDES

_TYPED = "typed"


def book(revision: int | None = None) -> Book:
    """Every table as it stood right after a revision, now without one, with what was typed over."""
    with connect.moment():
        said = about.said(versions.standing(ABOUT, revision))
        typed = versions.standing(OVERRIDES, revision)
        told: dict[str, Any] = {
            name: _frame(table, typed, revision) for name, table in TABLES.items()
        }
    return Book(**said, **told)


def changes(revision: int) -> tuple[TableChange, ...]:
    """What a revision did, table by table."""
    found = []
    with connect.moment():
        for table in TABLES.values():
            made, ended = versions.opened(table, revision), versions.closed(table, revision)
            if made.height or ended.height:
                before = versions.standing(table, revision - 1).height
                found.append(difference.counted(table, made, ended, before))
    return tuple(found)


def _frame(table: Table, typed: pl.DataFrame, revision: int | None) -> pl.DataFrame:
    rows = wire.from_wire(table, versions.standing(table, revision))
    mine = typed.filter(pl.col("table") == table.name)
    return table.in_order(_typed_over(table, rows, mine) if mine.height else rows)


def _typed_over(table: Table, rows: pl.DataFrame, typed: pl.DataFrame) -> pl.DataFrame:
    for (column,), some in typed.partition_by("column", as_dict=True).items():
        keys = [json.loads(key) for key in some["key"]]
        values = [json.loads(value) for value in some["value"]]
        of_key = zip(table.key, zip(*keys, strict=True), strict=True)
        over = pl.DataFrame(
            [
                *(_series(table.column(name), name, given) for name, given in of_key),
                _series(table.column(column), _TYPED, values),
            ]
        ).with_columns(is_typed=True)
        joined = rows.join(over, on=list(table.key), how="left", nulls_equal=True)
        value = pl.when("is_typed").then(_TYPED).otherwise(column)
        rows = joined.with_columns(value.alias(column)).select(table.names)
    return rows


def _series(column: Column, name: str, given: Iterable[Any]) -> pl.Series:
    """Values out of JSON as the column's own."""
    kind = column.dtype.to_python() | None
    own = [msgspec.convert(value, kind, strict=False) for value in given]
    return pl.Series(name, own, dtype=column.dtype)
