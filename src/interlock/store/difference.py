"""What leads from the rows that stand to those that should."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from interlock.records.revision import MOST_NAMED, RowChange, TableChange
from interlock.records.table import Table
from interlock.records.tables import LOGS
from interlock.store import wire
from interlock.store.versions import VERSION

_NTH = "nth"
NEW = " new"
SAYS = ("name", "title", "what")
"""Columns that say what a record is called."""


@dataclass(frozen=True)
class Step:
    """Rows to ``insert`` and standing ones (with their version) that end; ``clashes`` are the keys
    of records that cannot be changed as asked.
    """

    insert: pl.DataFrame
    end: pl.DataFrame
    clashes: Sequence[tuple[Any, ...]] = ()

    @property
    def close(self) -> pl.Series:
        return self.end[VERSION]

    @property
    def changes(self) -> bool:
        return bool(self.insert.height or self.end.height)


def between(now: pl.DataFrame, wanted: pl.DataFrame) -> Step:
    """Rows are the same when every value is; of alike ones as many as there are."""
    names = wanted.columns
    if now.is_empty() or wanted.is_empty():
        return Step(insert=wanted, end=now.select(*names, VERSION))
    have, want = (_numbered(rows, names) for rows in (now, wanted))
    on = [*names, _NTH]
    return Step(
        insert=want.join(have, on=on, how="anti", nulls_equal=True).select(names),
        end=have.join(want, on=on, how="anti", nulls_equal=True).select(*names, VERSION),
    )


def backwards(table: Table, *, now: pl.DataFrame, made: pl.DataFrame, ended: pl.DataFrame) -> Step:
    """What takes a revision back that made some rows and ended others. Rows that it made and that
    stand no more, and records that it ended and that stand anew, were changed later: they stay.
    """
    end = now.join(made, on=VERSION, how="semi")
    later = made.join(now, on=VERSION, how="anti")
    still = now.join(made, on=VERSION, how="anti")
    anew = ended.join(still, on=list(table.key), how="semi", nulls_equal=True)
    clashes = pl.concat([later, anew]).select(table.key).unique(maintain_order=True)
    key = list(table.key)
    kept = (rows.join(clashes, on=key, how="anti", nulls_equal=True) for rows in (ended, end))
    insert, end = kept
    return Step(insert=insert.select(table.names), end=end, clashes=clashes.rows())


def counted(
    table: Table,
    insert: pl.DataFrame,
    end: pl.DataFrame,
    before: int,
    *,
    most: int | None = MOST_NAMED,
) -> TableChange:
    """How many rows are added, changed and gone, with the first ``most`` of each; a row with the
    same key is changed.
    """
    key = list(table.key)
    added = insert.join(end, on=key, how="anti", nulls_equal=True)
    gone = end.join(insert, on=key, how="anti", nulls_equal=True)
    counts = TableChange(
        table.name,
        added=added.height,
        changed=insert.height - added.height,
        gone=gone.height,
        before=before,
    )
    if table.name in LOGS:
        return counts
    return replace(
        counts,
        added_such_as=called(table, _first(table, added, most)),
        changed_such_as=_row_changes(table, pairs(table, insert, end)[:most]),
        gone_such_as=called(table, _first(table, gone, most)),
    )


def emptied(table: Table, pairs: pl.DataFrame, now: pl.DataFrame) -> dict[str, tuple[int, int]]:
    """column -> (values taken away from records that stay, values before)."""
    lost = pairs.select(
        (pl.col(name).is_not_null() & pl.col(name + NEW).is_null()).sum()
        for name in table.names
        if name not in table.key
    )
    held = now.select(pl.col(lost.columns).is_not_null().sum())
    counts = zip(lost.columns, lost.row(0), held.row(0), strict=True) if lost.columns else ()
    return {name: (gone, before) for name, gone, before in counts if gone}


def _first(table: Table, rows: pl.DataFrame, most: int | None) -> pl.DataFrame:
    return table.in_order(wire.from_wire(table, rows))[:most]


def pairs(table: Table, insert: pl.DataFrame, end: pl.DataFrame) -> pl.DataFrame:
    """Rows before and after, of keys that one row each has; the columns after are called NEW."""
    key = list(table.key)
    old, new = (
        table.in_order(wire.from_wire(table, rows)).filter(~pl.struct(key).is_duplicated())
        for rows in (end, insert)
    )
    return old.join(new, on=key, suffix=NEW, nulls_equal=True, maintain_order="left")


def _row_changes(table: Table, pairs: pl.DataFrame) -> tuple[RowChange, ...]:
    rest = [name for name in table.names if name not in table.key]
    return tuple(
        RowChange(
            called,
            {name: (row[name], row[name + NEW]) for name in rest if row[name] != row[name + NEW]},
        )
        for called, row in zip(called(table, pairs), pairs.iter_rows(named=True), strict=True)
    )


def called(table: Table, rows: pl.DataFrame) -> tuple[str, ...]:
    """The keys of rows, and what they are called beside."""
    says = [*table.key, *(name for name in SAYS if name in table.names and name not in table.key)]
    told = rows.select(says).iter_rows()
    return tuple(" ".join(str(part) for part in one if part is not None) for one in told)


def _numbered(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """With the place of each row among those that are alike."""
    return rows.with_columns(pl.int_range(pl.len()).over(names).alias(_NTH))
