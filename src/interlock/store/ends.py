"""How deals, features and releases ended, as the book has it."""

from collections.abc import Iterator

import polars as pl

from interlock.records.rights import Viewer
from interlock.records.weeks_apart import DROPPED, LOST, SHIPPED, WON, Ended
from interlock.store import shown

ENDS = {
    "feature": ("features", {SHIPPED: "shipped_on", DROPPED: "dropped_on"}),
    "release": ("releases", {SHIPPED: "shipped_on"}),
}
"""kind -> its table, and how it ends: the column that says when"""


def ends(viewer: Viewer) -> dict[tuple[str, str], Ended]:
    """(kind, id) of every deal, feature and release that ended -> how and when."""
    return {(kind, own_id): end for kind, own_id, end in _each(viewer)}


def _each(viewer: Viewer) -> Iterator[tuple[str, str, Ended]]:
    closed = shown.table("deals", viewer).filter(
        pl.col("outcome").is_in([WON, LOST]), pl.col("closed_on").is_not_null()
    )
    for own_id, how, on in closed.select("id", "outcome", "closed_on").iter_rows():
        yield "deal", own_id, Ended(how, on)
    for kind, (table, columns) in ENDS.items():
        rows = shown.table(table, viewer)
        for how, column in columns.items():
            for own_id, on in rows.drop_nulls(column).select("id", column).iter_rows():
                yield kind, own_id, Ended(how, on)
