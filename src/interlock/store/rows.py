"""Rows of a database table as frames, by plain SQL: whole columns at once, on both databases."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection

BEGINNING = 100
"""Letters of a text in an index."""


def select(
    table: str, kinds: Mapping[str, pl.DataType], held: str = "", values: Sequence[Any] = ()
) -> pl.DataFrame:
    """The columns of ``kinds`` in the rows for which ``held`` is true, in no order."""
    columns = ", ".join(map(quoted, kinds))
    where = f" WHERE {held}" if held else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {quoted(table)}{where}", values)  # noqa: S608
        rows = cursor.fetchall()
    if not rows:
        return pl.DataFrame(schema=kinds)
    named = zip(kinds.items(), zip(*rows, strict=True), strict=True)
    return pl.DataFrame([_series(name, kind, found) for (name, kind), found in named])


def count(table: str, held: str, values: Sequence[Any]) -> int:
    """The rows for which ``held`` is true."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {quoted(table)} WHERE {held}", values)  # noqa: S608
        return int(cursor.fetchone()[0])


def exists(table: str, held: str) -> str:
    """SQL that says whether a table has rows like that."""
    return f"EXISTS (SELECT 1 FROM {quoted(table)} WHERE {held})"  # noqa: S608


def insert(table: str, rows: pl.DataFrame) -> None:
    """The rows, with the columns of the frame."""
    into = f"{quoted(table)} ({', '.join(map(quoted, rows.columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows.iter_rows():
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * rows.width)
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows.rows())  # noqa: S608


def same(column: str, kind: pl.DataType, value: Any) -> tuple[str, list[Any]]:
    """What is true of rows with this value in a column of a table's key, and its values: SQL that
    the key's index answers.
    """
    name, begins = quoted(column), "SUBSTR({}, 1, {})"
    if connection.vendor == "postgresql":
        begins = "LEFT({}, {})"
    mine, given = (begins.format(one, BEGINNING) for one in (name, "%s"))
    if kind != pl.String:
        return (f"{name} IS NULL", []) if value is None else (f"{name} = %s", [value])
    if value is None:
        return f"{mine} IS NULL", []
    whole = f"{name} || ''"  # SQLite would put the value into the index's expression for the name
    return f"{mine} = {given} AND {whole} = %s", [value, value]


def quoted(name: str) -> str:
    """A name that may be a word of SQL."""
    return connection.ops.quote_name(name)


def _series(name: str, kind: pl.DataType, values: Sequence[Any]) -> pl.Series:
    """A moment is in UTC, and says so on one of the databases alone."""
    if kind == pl.Datetime:
        values = [one.replace(tzinfo=None) if isinstance(one, datetime) else one for one in values]
    return pl.Series(name, values, dtype=kind)
