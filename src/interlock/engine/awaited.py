"""What deals wait for: the feature, or the sales tool, that a need's column stands for."""

from dataclasses import dataclass

import polars as pl

from interlock.engine.outlook import Outlook
from interlock.engine.releases import Days


@dataclass(frozen=True)
class Awaited:
    """What it is ``called``, the ``days`` on which it comes (draws,), and the ids of the
    ``features`` that it is or shows and that have not shipped.
    """

    called: str
    days: Days
    features: tuple[str, ...]
    is_tool: bool


def awaited(now: Outlook, column: int) -> Awaited:
    """Of a column of the ready weeks, not the last."""
    features = now.ship.features
    if column < len(features):
        own_id = features[column]
        row = now.book.features.row(by_predicate=pl.col("id") == own_id, named=True)
        called = row["name"] or row["key"] or own_id
        return Awaited(called, now.ship.days[:, column], (own_id,), is_tool=False)
    at = column - len(features)
    return Awaited(
        now.tools.tools[at], now.tools.days_of(at), now.tools.waits_for[at], is_tool=True
    )
