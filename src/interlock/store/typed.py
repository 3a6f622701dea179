"""What somebody types over a record that was brought in: kept apart, and laid over on reading."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import polars as pl

from interlock.records.errors import BadInput, Conflict, UnknownName
from interlock.records.problems import Problem
from interlock.records.tables import TABLES, Column, Table
from interlock.store import about, carry, connect, difference, versions, wire
from interlock.store.kept import OVERRIDES

_TYPED = "typed"


def over(
    table: str, key: tuple[Any, ...], values: Mapping[str, Any], *, by: str, seen: int
) -> int | None:
    """Type ``values`` over a record: they stand whatever the source says later; None takes a value
    away. The new revision's number, None when nothing differs.

    ``seen`` is the revision at which the record was read. Raises ``Conflict`` where somebody else
    typed over the same column since, ``UnknownName`` where there is no such record or column, and
    ``BadInput`` for values that their columns cannot hold: all at once.
    """
    at, of = key_of(key), TABLES[table]
    _is_allowed(of, values)
    with connect.change():
        _is_known(of, key)
        now = versions.standing(OVERRIDES)
        mine = now.filter(
            pl.col("table") == table, pl.col("key") == at, pl.col("column").is_in(list(values))
        )
        _is_as_seen(mine, seen, values, f"{table} {', '.join(map(str, key))}")
        rows = [(table, at, column, about.as_json(value)) for column, value in values.items()]
        mine_now = pl.DataFrame(rows, schema=OVERRIDES.schema, orient="row")
        others = now.join(mine, on=versions.VERSION, how="anti").select(OVERRIDES.names)
        step = difference.between(now, pl.concat([others, mine_now]))
        if not step.changes:
            return None
        words = f"{', '.join(values)} of {table} {', '.join(map(str, key))} typed"
        return carry.out({OVERRIDES.name: step}, by=by, origin="typed", words=words)


def key_of(key: tuple[Any, ...]) -> str:
    """A record's key as it stands beside what was typed over it."""
    return json.dumps(key, ensure_ascii=False, default=str)


def laid_over(table: Table, rows: pl.DataFrame, typed: pl.DataFrame) -> pl.DataFrame:
    """The rows with what was typed over them."""
    mine = typed.filter(pl.col("table") == table.name)
    for (column,), some in mine.partition_by("column", as_dict=True).items():
        keys = [json.loads(key) for key in some["key"]]
        values = [json.loads(value) for value in some["value"]]
        of_key = zip(table.key, zip(*keys, strict=True), strict=True)
        value = _series(table.column(column), _TYPED, values)
        key = [_series(table.column(name), name, given) for name, given in of_key]
        said = pl.DataFrame([*key, value]).with_columns(is_typed=True)
        joined = rows.join(said, on=list(table.key), how="left", nulls_equal=True)
        now = pl.when("is_typed").then(_TYPED).otherwise(column)
        rows = joined.with_columns(now.alias(column)).select(table.names)
    return rows


def _is_allowed(table: Table, values: Mapping[str, Any]) -> None:
    for column in values:
        if column not in table.names or column in table.key:
            raise UnknownName(f"column of {table.name} to type over", column, table.names)
    found = (_problem(table, table.column(name), value) for name, value in values.items())
    if problems := [problem for problem in found if problem]:
        raise BadInput(problems)


def _problem(table: Table, column: Column, value: Any) -> Problem | None:
    allowed = ", ".join(column.allowed)
    try:
        own = _own(column, value)
    except (msgspec.ValidationError, ValueError, ArithmeticError) as error:
        return Problem(f"table {table.name}", str(error), None, column.name, str(value), allowed)
    if own is None and column.required:
        what = "a value is required"
    elif own is not None and column.allowed and own not in column.allowed:
        what = "not one of the values allowed"
    else:
        return None
    return Problem(f"table {table.name}", what, None, column.name, str(value), allowed)


def _is_known(table: Table, key: tuple[Any, ...]) -> None:
    rows = wire.from_wire(table, versions.standing(table))
    same = [pl.col(name).eq_missing(value) for name, value in zip(table.key, key, strict=True)]
    if not rows.filter(*same).height:
        raise UnknownName(f"record of {table.name}", ", ".join(map(str, key)), [])


def _is_as_seen(mine: pl.DataFrame, seen: int, values: Mapping[str, Any], record: str) -> None:
    late = mine.join(versions.standing(OVERRIDES, seen), on=versions.VERSION, how="anti")
    if late.height:
        clashes = late.select("column", "value").iter_rows()
        raise Conflict(
            [f"{record}, {one}: theirs {theirs}, yours {values[one]}" for one, theirs in clashes]
        )


def _series(column: Column, name: str, given: Iterable[Any]) -> pl.Series:
    """Values out of JSON as the column's own."""
    return pl.Series(name, [_own(column, value) for value in given], dtype=column.dtype)


def _own(column: Column, value: Any) -> Any:
    return msgspec.convert(value, column.dtype.to_python() | None, strict=False)
