"""What a table is: its columns, its key, and its rows in one order."""

from dataclasses import dataclass
from functools import cached_property

import polars as pl

MONEY = pl.Decimal(18, 3)
"""Exact amounts; three decimals hold the minor unit of every currency in circulation."""


@dataclass(frozen=True)
class Column:
    """One column. A row without a ``required`` value is a problem; ``allowed`` lists the only
    values, if few.
    """

    name: str
    dtype: pl.DataType
    meaning: str
    unit: str = ""
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table. ``key`` identifies a row. ``followed`` are the columns whose past values stand in
    ``changes``; ``taken_back`` are days that a row may lose again, as a reopened issue does, and
    whose past values stand there only for rows that did.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    followed: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()

    @cached_property
    def schema(self) -> pl.Schema:
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def _nothing(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.schema)

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def empty(self) -> pl.DataFrame:
        return self._nothing.clone()

    def in_order(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows by their key, and by what else they say where keys are alike: the same rows in
        any order are the same table.
        """
        rest = (c.name for c in self.columns if c.name not in self.key and c.dtype != pl.List)
        return frame.sort(*self.key, *rest, nulls_last=True, maintain_order=True)
