"""Stages, owners and releases that were called otherwise until some day."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from interlock.records.company import Rename

HOLDS = {
    "deals": {"stage": "closed_on", "owner": "closed_on"},
    "features": {"release": "shipped_on"},
    "items": {"release": "done_on"},
}
"""table -> its column that may be renamed -> the day on which its value ceased to change."""


def renamed(
    tables: Mapping[str, pl.DataFrame], renames: tuple[Rename, ...], day: date | None
) -> dict[str, pl.DataFrame]:
    """The tables, as they stood on ``day``, with today's names; without a day they are today's.

    A value is renamed when it stood on a day up to the rename's ``until``; what a change says was
    there before it, on whatever day.
    """
    new = dict(tables)
    for rename in renames:
        for table, columns in HOLDS.items():
            if rename.field in columns:
                new[table] = _records(new[table], rename, columns[rename.field], day)
        new["changes"] = _changes(new["changes"], rename)
    return new


def _records(frame: pl.DataFrame, rename: Rename, ended: str, day: date | None) -> pl.DataFrame:
    stood = pl.coalesce(ended, pl.lit(day, pl.Date))
    early = pl.lit(True) if rename.until is None else (stood <= rename.until).fill_null(False)
    return frame.with_columns(_instead(rename.field, rename, early))


def _changes(log: pl.DataFrame, rename: Rename) -> pl.DataFrame:
    """A change that was the renaming itself is none."""
    mine = pl.col("field") == rename.field
    early = pl.lit(True) if rename.until is None else pl.col("at").dt.date() <= rename.until
    log = log.with_columns(_instead("old", rename, mine), _instead("new", rename, mine & early))
    return log.filter(~(mine & pl.col("old").eq(pl.col("new"))).fill_null(False))


def _instead(column: str, rename: Rename, where: pl.Expr) -> pl.Expr:
    hit = where & (pl.col(column) == rename.old)
    return pl.when(hit).then(pl.lit(rename.new)).otherwise(column).alias(column)
