"""What leads from the rows that stand to those that should."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import polars as pl

from interlock.records.revision import TableChange
from interlock.records.tables import Table
from interlock.store.versions import VERSION

_NTH = "nth"
MOST_NAMED = 5


@dataclass(frozen=True)
class Step:
    """Rows to ``insert`` and standing ones (with their version) that end; ``clashes`` are records
    in words that cannot be changed as asked.
    """

    insert: pl.DataFrame
    end: pl.DataFrame
    clashes: Sequence[str] = ()

    @property
    def close(self) -> pl.Series:
        return self.end[VERSION]

    @property
    def changes(self) -> bool:
        return bool(self.insert.height or self.end.height)


def between(now: pl.DataFrame, wanted: pl.DataFrame) -> Step:
    """Rows are the same when every value is; of alike ones as many as there are."""
    names = wanted.columns
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
    told = [
        f"{table.name} {', '.join(map(str, key))}: changed later" for key in clashes.iter_rows()
    ]
    return Step(insert=insert.select(table.names), end=end, clashes=told)


def counted(table: Table, insert: pl.DataFrame, end: pl.DataFrame, before: int) -> TableChange:
    """How many rows are added, changed and gone; a row with the same key is changed."""
    key = list(table.key)
    changed = insert.join(end, on=key, how="semi", nulls_equal=True).height
    gone = table.in_order(end.join(insert, on=key, how="anti", nulls_equal=True))
    named = (" ".join(str(part) for part in one if part is not None) for one in gone[key].rows())
    return TableChange(
        table.name,
        added=insert.height - changed,
        changed=changed,
        gone=gone.height,
        before=before,
        gone_such_as=tuple(islice(named, MOST_NAMED)),
    )


def _numbered(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """With the place of each row among those that are alike."""
    return rows.with_columns(pl.int_range(pl.len()).over(names).alias(_NTH))
