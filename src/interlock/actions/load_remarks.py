"""Load: what was remarked on a week, and whether what was foretold came."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from interlock.engine.foretold import verdict
from interlock.records.foretold import OPEN, SAID, Remark
from interlock.records.rights import Viewer
from interlock.records.weeks_apart import Ended
from interlock.store import connect, shown
from interlock.store.ends import ends

TABLES = {"deal": "deals", "feature": "features"}
"""What a remark may name -> the table that says what it is called."""


def load_remarks(day: date, viewer: Viewer) -> tuple[Remark, ...]:
    """Remarks on the week of a day that the viewer may read, without answers, oldest first.

    Raises ``NothingKept``.
    """
    connect.open_book()
    rows = shown.table("notes", viewer).filter(pl.col("reply_to").is_null(), week=day).sort("at")
    if rows.is_empty():
        return ()
    ended, seen_on = ends(viewer), shown.seen_on()
    called = {kind: _called(shown.table(table, viewer)) for kind, table in TABLES.items()}
    return tuple(_remark(row, ended, called, seen_on, viewer) for row in rows.iter_rows(named=True))


def _remark(
    row: Mapping[str, Any],
    ended: Mapping[tuple[str, str], Ended],
    called: Mapping[str, Mapping[str, str]],
    seen_on: date,
    viewer: Viewer,
) -> Remark:
    kind = next((one for one in TABLES if row[one] is not None), "")
    own_id = row[kind] if kind else ""
    end, by = ended.get((kind, own_id)), row["comes_by"]
    said = SAID.get(row["came"] or "", OPEN)
    return Remark(
        note=row["id"],
        by=row["by"],
        at=row["at"],
        text=row["text"],
        comes_by=by,
        kind=kind,
        id=own_id,
        called=called[kind].get(own_id, own_id) if kind else "",
        ended=end,
        verdict="" if by is None else verdict(by, end, seen_on=seen_on) if kind else said,
        is_mine=row["by"] == viewer.name and "notes" in viewer.right.changes,
    )


def _called(rows: pl.DataFrame) -> dict[str, str]:
    name = pl.coalesce(pl.col("name").replace("", None), "id")
    return dict(rows.select("id", name).iter_rows())
