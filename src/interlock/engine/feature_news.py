"""What happened to each feature since last week, in words: why its date moved."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from interlock.engine import plain, team_history
from interlock.engine.outlook import Outlook
from interlock.engine.releases import Delivery

NOTICEABLE = 0.05
"""A pace that changed by less is not told."""


def changed(last: Outlook, now: Outlook) -> dict[str, tuple[str, ...]]:
    """feature -> items added, taken out and finished; its place, release, stated date and what it
    waits for, where these are others than last week; its team's pace, when that changed by 5 %.

    A feature that was not there last week is called new.
    """
    before, after = _facts(last), _facts(now)
    items = _items(last, now)
    pace = _paces(last.delivery, now.delivery)
    return {
        feature: _words(before.get(feature), after[feature], items.get(feature, {}), pace)
        for feature in now.ship.features
    }


def _words(
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
    items: Mapping[str, int],
    pace: Mapping[str, str],
) -> tuple[str, ...]:
    if before is None:
        return ("new",)
    counted = [
        f"{plain.count(items[what], 'item')} {what}"
        for what in ("added", "taken out", "finished")
        if items.get(what)
    ]
    moved = [
        f"{what} {after[what] or 'none'}, was {before[what] or 'none'}"
        for what in ("place in the queue", "release", "stated date", "waits for")
        if after[what] != before[what]
    ]
    return (*counted, *moved, *([pace[after["team"]]] if after["team"] in pace else []))


def _facts(outlook: Outlook) -> dict[str, dict[str, Any]]:
    """What a feature's date depends on besides its items."""
    todo = outlook.delivery.todo
    names = team_history.feature_names(outlook.book)
    called = dict(outlook.book.releases.select("id", pl.coalesce("name", "id")).iter_rows())
    places: dict[str, int] = {}
    found = {}
    for at, feature in enumerate(todo.features):
        team = todo.team[at]
        places[team] = places.get(team, 0) + 1
        waits = todo.waits_for[todo.waits_start[at] : todo.waits_start[at + 1]]
        due = todo.due[at]
        found[feature] = {
            "team": team,
            "place in the queue": str(places[team]),
            "release": called.get(todo.release[at], todo.release[at]),
            "stated date": due.isoformat() if due else None,
            "waits for": plain.listed(sorted(names[todo.features[w]] for w in waits)),
        }
    return found


def _items(last: Outlook, now: Outlook) -> dict[str, dict[str, int]]:
    """feature -> how many items were added, taken out and finished."""
    then = last.book.items.select(
        "id", was_feature="feature", was_done="done_on", was_out="dropped_on"
    )
    both = now.book.items.join(then.with_columns(known=pl.lit(value=True)), on="id", how="full")
    mine, was = pl.col("feature"), pl.col("was_feature")
    there = pl.col("known").fill_null(value=False)
    parts = {
        "added": both.filter(mine.is_not_null() & (~there | was.ne_missing(mine))).select(f=mine),
        "taken out": pl.concat(
            [
                both.filter(was.is_not_null() & mine.ne_missing(was)).select(f=was),
                both.filter(mine.eq_missing(was), _new("dropped_on", "was_out")).select(f=mine),
            ]
        ),
        "finished": both.filter(_new("done_on", "was_done"), there).select(f=mine),
    }
    found: dict[str, dict[str, int]] = {}
    for what, rows in parts.items():
        for feature, count in rows.drop_nulls().group_by("f").len().iter_rows():
            found.setdefault(feature, {})[what] = count
    return found


def _new(day: str, before: str) -> pl.Expr:
    return pl.col(day).is_not_null() & pl.col(before).is_null()


def _paces(last: Delivery, now: Delivery) -> dict[str, str]:
    """team -> how its pace for features changed, where that is noticeable."""
    was = dict(zip(last.paces.teams, last.paces.rate * last.paces.share, strict=True))
    rates = zip(now.paces.teams, now.paces.rate * now.paces.share, strict=True)
    return {
        team: f"pace {rate:.1f} items a week, was {was[team]:.1f}"
        for team, rate in rates
        if was.get(team) and abs(rate / was[team] - 1) >= NOTICEABLE
    }
