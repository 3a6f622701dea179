"""What of a plan is a decision that can be written down: order, scope, releases and promises."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from interlock.engine import suppose, team_queues
from interlock.engine.releases import Delivery
from interlock.records.book import Book
from interlock.records.feature_file import InQueue
from interlock.records.plan import Decisions
from interlock.records.whatif import (
    Amount,
    BreakPromise,
    Change,
    Delay,
    MovePeople,
    Need,
    People,
    Split,
    WhatIf,
)

NOT_WRITTEN: dict[type[Change], str] = {
    Delay: "being held up happens, and nobody decides it",
    Split: "a feature is split where its items are, in the tracker",
    People: "who works in a team is set under Settings, time off and people",
    MovePeople: "who works in a team is set under Settings, time off and people",
    Need: "what a deal needs is said on its own page",
    Amount: "a deal's amount is typed on its own page",
    BreakPromise: "a promise is taken back by whoever gave it",
}
"""kind of change -> why accepting a plan does not write it"""

Rows = list[dict[str, Any]]


def decisions(of: Delivery, asked: WhatIf) -> Decisions:
    """The records that the plan would change, against those of ``of``, and what it leaves out.

    Raises ``NotPossible`` where what is left out is needed by the rest.
    """
    written = WhatIf(tuple(one for one in asked.changes if type(one) not in NOT_WRITTEN))
    now, then = of.book, suppose.suppose(of, written).book
    rows = {
        "features": _features(now, then),
        "releases": _changed(now.releases, then.releases, ("due",)),
        "promises": _new(now.promises, then.promises),
    }
    return Decisions(
        rows={table: some for table, some in rows.items() if some},
        left_out=_left_out(of, asked),
    )


def _left_out(of: Delivery, asked: WhatIf) -> tuple[str, ...]:
    told = suppose.suppose(of, asked).told
    return tuple(
        f"{words}: {NOT_WRITTEN[type(change)]}"
        for words, change in zip(told, asked.changes, strict=True)
        if type(change) in NOT_WRITTEN
    )


def _features(now: Book, then: Book) -> Rows:
    """Features that are added, dropped or moved to a release, and the places that change."""
    found = {row["id"]: row for row in _new(now.features, then.features)}
    for row in found.values():
        row.pop("order", None)
    for row in _changed(now.features, then.features, ("release", "dropped_on")):
        found[row["id"]] = row
    for own_id, order in _orders(now, then).items():
        found.setdefault(own_id, {"id": own_id})["order"] = order
    return list(found.values())


def _orders(now: Book, then: Book) -> dict[str, int]:
    """id -> place, of the queues in which features that stay go in another order."""
    before = {queue.team: queue.features for queue in team_queues.queues(now)}
    found: dict[str, int] = {}
    for queue in team_queues.queues(then):
        after = _as_now(queue.features, before.get(queue.team, ()))
        if _ids(after) != [one for one in _ids(before.get(queue.team, ())) if one in _ids(after)]:
            found |= team_queues.orders(after)
    return found


def _as_now(then: Sequence[InQueue], now: Sequence[InQueue]) -> list[InQueue]:
    """The queue with the places that its features have in the book."""
    places = {one.id: one.order for one in now}
    return [replace(one, order=places.get(one.id)) for one in then]


def _ids(features: Sequence[InQueue]) -> list[str]:
    return [one.id for one in features]


def _changed(now: pl.DataFrame, then: pl.DataFrame, columns: Sequence[str]) -> Rows:
    """Records that are in both, with those of the columns that differ."""
    old = {row["id"]: row for row in now.select("id", *columns).to_dicts()}
    return [
        {"id": row["id"], **{name: row[name] for name in columns if row[name] != was[name]}}
        for row in then.select("id", *columns).to_dicts()
        if (was := old.get(row["id"], row)) != row
    ]


def _new(now: pl.DataFrame, then: pl.DataFrame) -> Rows:
    """Records that are new, with the values that they have."""
    rows: Sequence[Mapping[str, Any]] = then.join(now, on="id", how="anti").to_dicts()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]
