"""Parts of an outcome as Polars frames: a row a record, a column a field.

Fields of fields are joined by an underscore (``before_p50``).
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import polars as pl

from interlock.records.errors import UnknownName

_PLAIN: dict[Any, pl.DataType] = {
    str: pl.String(), bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64(),
    date: pl.Date(), datetime: pl.Datetime("us"), Decimal: pl.Float64(),
}  # fmt: skip


def frame(made: Any, part: str) -> pl.DataFrame:
    """The rows of a part of an outcome. Raises ``UnknownName``, with near misses, where the outcome
    has no such rows.
    """
    known = parts(type(made))  # type: ignore[arg-type]
    if part not in known:
        raise UnknownName("table of this outcome", part, known)
    value = getattr(made, part)
    if isinstance(value, pl.DataFrame):
        return value
    schema = _columns(known[part])
    return pl.DataFrame([_flat(one) for one in value], schema=schema, orient="row")


@cache
def parts(of: type) -> dict[str, Any]:
    """Every field of a kind of outcome that has rows, with the record that each row is."""
    found = {name: _rows_of(hint) for name, hint in get_type_hints(of).items()}
    return {name: row for name, row in found.items() if row is not None}


def _rows_of(hint: Any) -> Any:
    if hint is pl.DataFrame:
        return hint
    inside = get_args(hint)
    is_rows = get_origin(hint) is tuple and len(inside) == 2 and inside[1] is Ellipsis
    return inside[0] if is_rows and is_dataclass(inside[0]) else None


@cache
def _columns(of: type, before: str = "") -> Mapping[str, pl.DataType]:
    """The columns that a record's fields become, one after the other."""
    columns: dict[str, pl.DataType] = {}
    for name, hint in get_type_hints(of).items():
        if name not in {field.name for field in fields(of)}:
            continue
        inner = _without_none(hint)
        if is_dataclass(inner):
            columns |= _columns(inner, f"{before}{name}_")  # type: ignore[arg-type]
        elif (kind := _kind(inner)) is not None:
            columns[before + name] = kind
    return columns


def _flat(record: Any, before: str = "", of: type | None = None) -> dict[str, Any]:
    """The same columns of one record; all empty where there is none."""
    of = of or type(record)
    row: dict[str, Any] = {}
    for name, hint in get_type_hints(of).items():
        value, inner = getattr(record, name, None), _without_none(hint)
        if is_dataclass(inner):
            row |= _flat(value, f"{before}{name}_", inner)  # type: ignore[arg-type]
        elif before + name in _columns(of, before):
            row[before + name] = list(value) if isinstance(value, tuple) else _number(value)
    return row


def _without_none(hint: Any) -> Any:
    if get_origin(hint) not in (Union, UnionType):
        return hint
    rest = [one for one in get_args(hint) if one is not NoneType]
    return rest[0] if len(rest) == 1 else hint


def _kind(hint: Any) -> pl.DataType | None:
    """The type of a column; None for what no column holds, as records within a record do."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    inside = get_args(hint)
    if get_origin(hint) is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        kind = _PLAIN.get(inside[0])
        return pl.List(kind) if kind is not None else None
    return None


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else value
