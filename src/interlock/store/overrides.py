"""What was typed over records, laid over them on reading, and told of."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import polars as pl

from interlock.records.revision import RowChange, TableChange
from interlock.records.table import Column, Table
from interlock.records.tables import TABLES
from interlock.store import difference, versions, wire
from interlock.store.kept import OVERRIDES, RECORD

Key = tuple[Any, ...]
_TYPED = "typed"


def laid_over(table: Table, rows: pl.DataFrame, typed: pl.DataFrame) -> pl.DataFrame:
    """The rows with what was typed over them, and records that were typed."""
    if typed.is_empty():
        return rows
    mine = typed.filter(pl.col("table") == table.name)
    of_column = mine.sort("column").partition_by("column", as_dict=True)
    for (column,), some in of_column.items():
        keys = _keys(table, some["key"])
        if column == RECORD:
            rows = _with_records(table, rows, keys)
            continue
        values = [json.loads(value) for value in some["value"]]
        value = _series(table.column(str(column)), _TYPED, values)
        said = keys.with_columns(value, is_typed=True)
        joined = rows.join(said, on=list(table.key), how="left", nulls_equal=True)
        now = pl.when("is_typed").then(_TYPED).otherwise(column)
        rows = joined.with_columns(now.alias(str(column))).select(table.names)
    return rows


def stay(table: Table, pairs: pl.DataFrame, typed: pl.DataFrame) -> tuple[RowChange, ...]:
    """Values typed over records of which the source now says something else: column -> (typed, the
    source's). ``pairs`` are rows before and after.
    """
    mine = typed.filter(pl.col("table") == table.name, pl.col("column") != RECORD)
    found = []
    for (column,), some in mine.sort("column").partition_by("column", as_dict=True).items():
        new = f"{column}{difference.NEW}"
        values = map(json.loads, some["value"])
        value = _series(table.column(str(column)), _TYPED, values)
        said = _keys(table, some["key"]).with_columns(value)
        moved = pairs.filter(pl.col(str(column)).ne_missing(pl.col(new)))
        both = moved.join(said, on=list(table.key), nulls_equal=True, maintain_order="left")
        for row in both.filter(pl.col(_TYPED).ne_missing(pl.col(new))).iter_rows(named=True):
            record = called(tuple(row[name] for name in table.key))
            found.append(RowChange(record, {str(column): (row[_TYPED], row[new])}))
    return tuple(found)


def told(revision: int, *, most: int | None) -> TableChange | None:
    """What a revision typed, or gave back, over which records; None where it did neither."""
    opened, closed = versions.opened(OVERRIDES, revision), versions.closed(OVERRIDES, revision)
    whole = opened.join(closed, on=OVERRIDES.key, how="full", suffix=difference.NEW, coalesce=True)
    if not whole.height:
        return None
    first = whole.sort(OVERRIDES.key)[:most]
    steps = tuple(_step(row, revision) for row in first.iter_rows(named=True))
    return TableChange("typed", changed=whole.height, changed_such_as=steps)


def key_of(key: Key) -> str:
    """A record's key as it stands beside what was typed over it."""
    return json.dumps(key, ensure_ascii=False, default=str)


def called(key: Key) -> str:
    """A key in words."""
    return ", ".join(str(part) for part in key if part is not None)


def own(column: Column, value: Any) -> Any:
    """A value as somebody writes it, or out of JSON, as the column's own; else an error of its
    type or its value.
    """
    if column.dtype == pl.List and isinstance(value, str):
        value = [one.strip() for one in value.split(";")]
    return msgspec.convert(value, column.dtype.to_python() | None, strict=False)


def _with_records(table: Table, rows: pl.DataFrame, keys: pl.DataFrame) -> pl.DataFrame:
    """And those keys as rows that the rows lack."""
    new = keys.join(rows, on=list(table.key), how="anti", nulls_equal=True)
    return pl.concat([rows, new], how="diagonal").select(table.names)


def _keys(table: Table, said: pl.Series) -> pl.DataFrame:
    columns = zip(table.key, zip(*map(json.loads, said), strict=True), strict=True)
    return pl.DataFrame([_series(table.column(name), name, given) for name, given in columns])


def _step(row: Mapping[str, Any], revision: int) -> RowChange:
    """From the value before to the value after: what was typed, else the source's."""
    table, key = TABLES[row["table"]], tuple(json.loads(row["key"]))
    record = f"{table.name} {called(key)}"
    before, after = row[f"value{difference.NEW}"], row["value"]
    if row["column"] == RECORD:
        return RowChange(record, {"the record": (before and "typed", after and "typed")})
    theirs = _theirs(table, key, row["column"], revision)
    old, new = (theirs if one is None else json.loads(one) for one in (before, after))
    return RowChange(record, {row["column"]: (old, new)})


def _theirs(table: Table, key: Key, column: str, revision: int) -> Any:
    """The source's value after a revision."""
    parts = zip(table.key, key, strict=True)
    rows = versions.of_key(table, {name: own(table.column(name), part) for name, part in parts})
    stood = rows.filter(
        pl.col("since") <= revision, pl.col("until").is_null() | (pl.col("until") > revision)
    )
    return wire.from_wire(table, stood)[column].first()


def _series(column: Column, name: str, given: Iterable[Any]) -> pl.Series:
    """Values out of JSON as the column's own."""
    return pl.Series(name, [own(column, value) for value in given], dtype=column.dtype)
