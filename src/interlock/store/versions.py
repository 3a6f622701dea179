"""Rows of the book's tables with the revisions between which they stood, by plain SQL."""

from collections.abc import Sequence

import polars as pl
from django.db import connection

from interlock.records.tables import Table
from interlock.store import wire

VERSION = "version"


def standing(table: Table, revision: int | None = None) -> pl.DataFrame:
    """The rows that stood right after a revision, now without one: `wire` columns, and their
    ``version``.
    """
    if revision is None:
        return _select(table, f"{_q('until')} IS NULL", [])
    held = f"{_q('since')} <= %s AND ({_q('until')} IS NULL OR {_q('until')} > %s)"
    return _select(table, held, [revision, revision])


def opened(table: Table, revision: int) -> pl.DataFrame:
    """The rows that a revision made, whether they stand still or not."""
    return _select(table, f"{_q('since')} = %s", [revision])


def closed(table: Table, revision: int) -> pl.DataFrame:
    """The rows that a revision ended."""
    return _select(table, f"{_q('until')} = %s", [revision])


def insert(table: Table, rows: pl.DataFrame, revision: int) -> None:
    """New versions, from this revision on."""
    names = [*table.names, "since"]
    filled = rows.select(*table.names, since=pl.lit(revision))
    into = f"{_name(table)} ({', '.join(map(_q, names))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in filled.iter_rows():
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(names))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", filled.rows())  # noqa: S608


def close(table: Table, versions: pl.Series, revision: int) -> None:
    """End these versions with this revision."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {_name(table)} SET {_q('until')} = %s WHERE {_q(VERSION)} = %s",  # noqa: S608
            [(revision, version) for version in versions],
        )


def _select(table: Table, held: str, values: Sequence[int]) -> pl.DataFrame:
    kinds = {**wire.schema(table), VERSION: pl.Int64()}
    columns = ", ".join(map(_q, kinds))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {_name(table)} WHERE {held}", values)  # noqa: S608
        rows = cursor.fetchall()
    by_column = zip(*rows, strict=True) if rows else [()] * len(kinds)
    return pl.DataFrame(
        [
            pl.Series(name, values, dtype=kind)
            for (name, kind), values in zip(kinds.items(), by_column, strict=True)
        ]
    )


def _name(table: Table) -> str:
    return _q(f"book_{table.name}")


def _q(name: str) -> str:
    return connection.ops.quote_name(name)
