"""Rows of the book's tables as the API tells them: the columns that the guide lists, each with its
meaning; amounts exact, as text.
"""

from functools import cache
from typing import Annotated, Any

import polars as pl
from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from interlock.records.table import Column, Table
from interlock.records.tables import TABLES

AMOUNT = r"^-?\d+(\.\d+)?$"
DAY = r"^\d{4}-\d\d-\d\d$"
_KINDS: dict[type[pl.DataType], Any] = {
    pl.Decimal: Annotated[str, Field(pattern=AMOUNT)],
    pl.String: str, pl.Date: Annotated[str, Field(pattern=DAY)], pl.Boolean: bool, pl.Int32: int,
    pl.Float64: float, pl.Datetime: str, pl.List: list[str],
}  # fmt: skip


class Row(Schema):
    """A row: every column, null where it has no value."""

    model_config = ConfigDict(protected_namespaces=())


@cache
def of(name: str) -> type[Row]:
    """The rows of a table of the book."""
    return of_table(TABLES[name])


@cache
def of_table(table: Table) -> type[Row]:
    """The rows of any table."""
    columns: dict[str, Any] = {column.name: _field(column) for column in table.columns}
    name = "".join(word.capitalize() for word in table.name.replace(" ", "_").split("_"))
    return create_model(f"{name}Row", __base__=Row, __doc__=table.meaning, **columns)


def lists(*names: str) -> dict[str, Any]:
    """Fields that hold rows of tables, each called as its table."""
    return {name: (list[of(name)], ...) for name in names}  # type: ignore[misc]


def _field(column: Column) -> tuple[Any, Any]:
    unit = f" ({column.unit})" if column.unit else ""
    kind = _KINDS[column.dtype.base_type()]
    return kind | None, Field(description=f"{column.meaning}{unit}")
