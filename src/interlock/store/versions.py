"""Rows of the book's tables with the revisions between which they stood, by plain SQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

import polars as pl
from django.db import connection

from interlock.records.table import Table
from interlock.store import rows, wire
from interlock.store.rows import quoted

VERSION = "version"
_SINCE, _UNTIL = '"since"', '"until"'
_HELD = f"{_SINCE} <= %s AND ({_UNTIL} IS NULL OR {_UNTIL} > %s)"


def standing(table: Table, revision: int | None = None) -> pl.DataFrame:
    """The rows that stood right after a revision, now without one: `wire` columns, and their
    ``version``.
    """
    if revision is None:
        return _select(table, f"{_UNTIL} IS NULL", [])
    return _select(table, _HELD, [revision, revision])


def count(table: Table, revision: int) -> int:
    """How many rows stood right after a revision."""
    return rows.count(_name(table), _HELD, [revision, revision])


def count_opened(table: Table, revision: int) -> int:
    """How many rows a revision made."""
    return rows.count(_name(table), f"{_SINCE} = %s", [revision])


def opened(table: Table, revision: int) -> pl.DataFrame:
    """The rows that a revision made, whether they stand still or not."""
    return _select(table, f"{_SINCE} = %s", [revision])


def closed(table: Table, revision: int) -> pl.DataFrame:
    """The rows that a revision ended."""
    return _select(table, f"{_UNTIL} = %s", [revision])


def touched(tables: Iterable[Table], revision: int) -> Iterator[Table]:
    """The tables of which a revision made or ended rows, found by one question."""
    asked = list(tables)
    held = f"{_SINCE} = %s OR {_UNTIL} = %s"
    each = ", ".join(rows.exists(_name(table), held) for table in asked)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {each}", [revision] * 2 * len(asked))
        yield from compress(asked, cursor.fetchone())


def ended(table: Table) -> pl.DataFrame:
    """Every row that stands no more: `wire` columns and ``until``."""
    kinds = {**wire.schema(table), "until": pl.Int64()}
    return rows.select(_name(table), kinds, f"{_UNTIL} IS NOT NULL")


def of_key(table: Table, key: Mapping[str, Any], revision: int | None = None) -> pl.DataFrame:
    """Every version of the rows with these values, or with a revision the one that stood right
    after it, oldest first: `wire` columns, ``since`` and ``until``.
    """
    same = [
        rows.same(name, wire.schema(table)[name], wire.packed(table.column(name), value))
        for name, value in key.items()
    ]
    if revision is not None:
        same.append((f"({_HELD})", [revision, revision]))
    held, values = " AND ".join(sql for sql, _ in same), [one for _, some in same for one in some]
    kinds = {**wire.schema(table), VERSION: pl.Int64(), "since": pl.Int64(), "until": pl.Int64()}
    found = rows.select(_name(table), kinds, held, values)
    return found.sort("since", VERSION)


def insert(table: Table, new: pl.DataFrame, revision: int) -> None:
    """New versions, from this revision on."""
    rows.insert(_name(table), new.select(*table.names, since=pl.lit(revision)))


def close(table: Table, versions: pl.Series, revision: int) -> None:
    """End these versions with this revision."""
    update = f"UPDATE {quoted(_name(table))} SET {_UNTIL} = %s WHERE {quoted(VERSION)} = "  # noqa: S608
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{update} ANY(%s)", [revision, versions.to_list()])
        else:
            cursor.executemany(f"{update} %s", [(revision, version) for version in versions])


def _select(table: Table, held: str, values: Sequence[Any]) -> pl.DataFrame:
    return rows.select(_name(table), {**wire.schema(table), VERSION: pl.Int64()}, held, values)


def _name(table: Table) -> str:
    return f"book_{table.name}"
