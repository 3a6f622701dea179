"""Frames as the databases hold them: exact amounts and moments as whole numbers, lists as text."""

import json
from typing import Any

import polars as pl

from interlock.records.table import MONEY, Column, Table

_LISTS = pl.List(pl.String())
_WIDE = pl.Decimal(38, 3)
_THOUSANDTHS = 1000


def schema(table: Table) -> dict[str, pl.DataType]:
    """Each column's type on the way."""
    return {column.name: _on_the_way(column) for column in table.columns}


def to_wire(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """A frame of the table's own types as on the way."""
    return frame.select(_packed(column) for column in table.columns)


def packed(column: Column, value: Any) -> Any:
    """One value of a column as on the way."""
    if column.dtype not in (MONEY, pl.Datetime):
        return value
    return pl.select(pl.lit(value, column.dtype).alias(column.name)).select(_packed(column)).item()


def from_wire(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The way back: exactly what was sent."""
    return frame.select(_unpacked(column) for column in table.columns)


def _on_the_way(column: Column) -> pl.DataType:
    if column.dtype in (MONEY, pl.Datetime):
        return pl.Int64()
    return pl.String() if column.dtype == pl.List else column.dtype


def _packed(column: Column) -> pl.Expr:
    one = pl.col(column.name)
    if column.dtype == MONEY:
        return (one.cast(_WIDE) * _THOUSANDTHS).cast(pl.Int64)
    if column.dtype == pl.Datetime:
        return one.cast(pl.Int64)
    if column.dtype == pl.List:
        return one.map_elements(_as_text, return_dtype=pl.String)
    return one


def _as_text(names: pl.Series) -> str:
    return json.dumps(names.to_list(), ensure_ascii=False)


def _unpacked(column: Column) -> pl.Expr:
    one = pl.col(column.name)
    if column.dtype == MONEY:
        return (one.cast(_WIDE) / _THOUSANDTHS).cast(MONEY)
    if column.dtype == pl.Datetime:
        return one.cast(column.dtype)
    if column.dtype == pl.List:
        return one.str.json_decode(_LISTS)
    return one
