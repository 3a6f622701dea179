"""Links of sales tools: told to whom the tool itself is given, and to nobody else."""

from typing import Any

import polars as pl

from interlock.records.rights import Viewer
from interlock.records.tool_rights import makes, taken_as

LINK = "link"


def without(rows: pl.DataFrame, viewer: Viewer, now: pl.DataFrame) -> pl.DataFrame:
    """Rows of tools, today's or of a past day, without the links that are not for the viewer:
    whether they take a tool is asked of the tool as it is ``now``, and a link that it no longer
    has is for those who make it.
    """
    told = {row["name"]: row for row in now.iter_rows(named=True) if taken_as(viewer, row)}
    links = [_told(row, told.get(row["name"]), viewer) for row in rows.iter_rows(named=True)]
    return rows.with_columns(pl.Series(LINK, links, pl.String()))


def without_past(rows: pl.DataFrame, viewer: Viewer, column: str) -> pl.DataFrame:
    """Rows of the change log, or of columns kept beside (``column`` names theirs), without links
    that a tool had.
    """
    if makes_all(viewer):
        return rows
    return rows.filter(~((pl.col("table") == "tools") & (pl.col(column) == LINK)))


def hides_past(row: dict[str, Any] | None, viewer: Viewer) -> bool:
    """Whether links that a tool had are not for the viewer."""
    return not (makes_all(viewer) or (row is not None and makes(viewer, row)))


def _told(row: dict[str, Any], now: dict[str, Any] | None, viewer: Viewer) -> str | None:
    if now is None or not (makes(viewer, now) or now[LINK] == row[LINK]):
        return None
    link: str | None = row[LINK]
    return link


def makes_all(viewer: Viewer) -> bool:
    """Whether every tool is theirs to change, so that no link is kept from them."""
    return "tools" in viewer.right.changes
