"""Whether somebody's values are such as their columns can hold: all that is wrong at once."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

import msgspec
import polars as pl

from interlock.records.errors import BadValues, UnknownName
from interlock.records.problems import Problem
from interlock.records.table import MONEY, Column, Table
from interlock.store.overrides import Key, own

Values = Mapping[str, Any]
Known = Callable[[Table, Key], bool]
"""Whether the book holds a record of a table by its key."""

MOST: Mapping[pl.DataType, int] = {pl.Int32(): 2**31, pl.Float64(): 10**15, MONEY: 10**15}
"""kind of column -> what its numbers stay below, be they positive or negative"""


def one(table: Table, values: Values) -> dict[str, Any]:
    """The values as their columns hold them. Raises ``BadValues``."""
    return _every([(table, values)])[0]


def whole(
    records: Mapping[str, tuple[Table, Sequence[Values]]], *, known: Known
) -> dict[str, dict[Key, dict[str, Any]]]:
    """Records by table and key, each value as its column holds it: whole ones, of those that are
    ``known`` any of their columns.

    Raises ``UnknownName`` for a column that a table lacks, and ``BadValues`` for values that are
    missing or that columns cannot hold.
    """
    each = [(of, values) for of, some in records.values() for values in some]
    for of, values in each:
        are_columns(of, values, of.names)
    found: dict[str, dict[Key, dict[str, Any]]] = {name: {} for name in records}
    with_required = [(of, _needed(of, values, known) | dict(values)) for of, values in each]
    for (of, _), values in zip(each, _every(with_required), strict=True):
        rest = {name: value for name, value in values.items() if name not in of.key}
        found[of.name][tuple(values.get(name) for name in of.key)] = rest
    return found


def are_columns(table: Table, values: Values, known: Sequence[str]) -> None:
    """Raises ``UnknownName``."""
    for column in values:
        if column not in known:
            raise UnknownName(f"column of {table.name} to type", column, known)


def required(table: Table) -> dict[str, Any]:
    """Columns of which a new record needs a value, without one."""
    return dict.fromkeys([*(one.name for one in table.columns if one.required), *table.key])


def unlike(table: Table, column: Column, value: Any) -> Problem | None:
    """Why a value is none of the column's."""
    allowed = ", ".join(column.allowed)
    try:
        held = own(column, value)
    except (msgspec.ValidationError, ValueError, ArithmeticError) as error:
        return Problem(f"table {table.name}", str(error), None, column.name, str(value), allowed)
    if held is None:
        return None
    if not _fits(column, held):
        what, allowed = "no number that has a place here", f"below {MOST[column.dtype]:,}"
    elif column.allowed and held not in column.allowed:
        what = "not one of the values allowed"
    else:
        return None
    return Problem(f"table {table.name}", what, None, column.name, str(value), allowed)


def _fits(column: Column, value: Any) -> bool:
    """Whether a number ends, and its column is wide enough for it."""
    if column.dtype not in MOST:
        return True
    ends = isinstance(value, int) or isfinite(value)
    return ends and abs(value) < MOST[column.dtype]


def _needed(table: Table, values: Values, known: Known) -> dict[str, Any]:
    """Columns of which a record needs a value still, without one."""
    every = required(table)
    key = {name: values.get(name) for name in table.key}
    if every.keys() <= values.keys() or any(_problem(table, table.column(n), key[n]) for n in key):
        return every
    is_known = known(table, tuple(own(table.column(name), value) for name, value in key.items()))
    return {} if is_known else every


def _every(records: Sequence[tuple[Table, Values]]) -> list[dict[str, Any]]:
    each = [(of, name, value) for of, values in records for name, value in values.items()]
    found = (_problem(of, of.column(name), value) for of, name, value in each)
    if problems := [problem for problem in found if problem]:
        raise BadValues(problems)
    return [
        {name: own(of.column(name), value) for name, value in values.items()}
        for of, values in records
    ]


def _problem(table: Table, column: Column, value: Any) -> Problem | None:
    if value is None and column.required:
        allowed = ", ".join(column.allowed)
        return Problem(f"table {table.name}", "a value is required", None, column.name, "", allowed)
    return unlike(table, column, value)
