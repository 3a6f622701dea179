"""Load: what differs between two closed weeks, with what records say came of it since."""

from collections.abc import Iterator

import polars as pl

from interlock.engine.weeks_apart import weeks_apart
from interlock.records.report import WeeklyReport
from interlock.records.rights import Viewer
from interlock.records.weeks_apart import DROPPED, LOST, SHIPPED, WON, Ended, WeeksApart
from interlock.store import shown

ENDS = {
    "feature": ("features", {SHIPPED: "shipped_on", DROPPED: "dropped_on"}),
    "release": ("releases", {SHIPPED: "shipped_on"}),
}
"""kind -> its table, and how it ends: the column that says when"""


def load_weeks_apart(then: WeeklyReport, now: WeeklyReport, viewer: Viewer) -> WeeksApart:
    """What the later of two reports for the same reader says otherwise, and which of its deals,
    features and releases had ended by then, as the book has it today.
    """
    ended = {(kind, own_id): end for kind, own_id, end in _ends(viewer)}
    return weeks_apart(then, now, ended=ended)


def _ends(viewer: Viewer) -> Iterator[tuple[str, str, Ended]]:
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
