"""Features and releases as they would be: dropped, delayed, moved up, added, split."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

import numpy as np
import polars as pl

from interlock.engine import named, plain, releases, replanned, team_history
from interlock.engine.releases import NEVER, Delivery
from interlock.engine.replanned import Part
from interlock.engine.supposed import Supposed
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.errors import NotPossible
from interlock.records.whatif import (
    Add,
    BringForward,
    Delay,
    Drop,
    MoveFeature,
    MoveRelease,
    Reorder,
    Split,
)

SEARCH_DRAWS = 256
"""Draws by which the place is found from which a feature ships soon enough."""

MOST_ITEMS = 10_000


def drop(so_far: Supposed, change: Drop) -> Supposed:
    row = named.feature(so_far.book, change.feature)
    return so_far.with_values("features", row["id"], dropped_on=pl.lit(so_far.as_of)).tell(
        f"drop {named.called(row)}"
    )


def delay(so_far: Supposed, change: Delay) -> Supposed:
    row = named.feature(so_far.book, change.feature)
    weeks = _positive(change.weeks, "weeks of a delay")
    late = so_far.delays.get(row["id"], 0) + weeks
    delayed = replace(so_far, delays={**so_far.delays, row["id"]: late})
    return delayed.tell(f"delay {named.called(row)} by {_weeks(weeks)}")


def reorder(so_far: Supposed, change: Reorder) -> Supposed:
    row = named.feature(so_far.book, change.feature)
    if change.place < 1:
        raise NotPossible(f"Places in a queue begin with 1, not {change.place}")
    team, mates = _mates(so_far, row["id"])
    place = min(change.place, len(mates))
    moved = so_far.in_order(_moved(so_far.queue(), [row["id"]], mates, place))
    at_once = int(so_far.of.todo.wip_limit[so_far.of.paces.teams.index(team)])
    furthest = max(place, mates.index(row["id"]) + 1)
    notes = () if furthest > at_once else (_no_matter(team, at_once),)
    said = f"put {named.called(row)} in place {place} of the queue of {team or 'all'}"
    return moved.tell(said, *notes)


def _no_matter(team: str, at_once: int) -> str:
    return (
        f"{team or 'The team'} works on the first {at_once} features of its queue at once: in "
        "which order these stand moves hardly any date"
    )


def bring_forward(so_far: Supposed, change: BringForward) -> Supposed:
    """The furthest place back from which the p50 comes so many weeks sooner, by halving."""
    row = named.feature(so_far.book, change.feature)
    weeks, feature = _positive(change.weeks, "weeks to bring forward"), row["id"]
    team, mates = _mates(so_far, feature)
    queue, plan = so_far.queue(), so_far.in_draws(SEARCH_DRAWS)
    before = _median(plan, feature)
    if before >= NEVER:
        raise NotPossible(f"{named.called(row)} has no ship date within the horizon to move")
    together = [*_waited_for(so_far, feature), feature]

    def at(place: int) -> tuple[list[str], float]:
        moved = _moved(queue, together, mates, place)
        return moved, before - _median(replanned.in_order(plan, moved), feature)

    low, high = 1, mates.index(feature) + 1
    found, sooner = at(low)
    if sooner < weeks * DAYS_PER_WEEK:
        return so_far.in_order(found).tell(
            f"bring {named.called(row)} forward by {_weeks(weeks)}",
            f"{named.called(row)} comes {plain.count(round(max(0.0, sooner)), 'day')} sooner and "
            f"no more, first in the queue of {team or 'all'}: order alone does not bring it by "
            f"{_weeks(weeks)}",
        )
    while high - low > 1:
        middle = (low + high) // 2
        moved, days = at(middle)
        if days >= weeks * DAYS_PER_WEEK:
            low, found = middle, moved
        else:
            high = middle
    place = [other for other in found if other in set(mates)].index(feature) + 1
    return so_far.in_order(found).tell(
        f"bring {named.called(row)} forward by {_weeks(weeks)}: place {place} of the queue of "
        f"{team or 'all'}"
    )


def add(so_far: Supposed, change: Add) -> Supposed:
    """``items`` not begun; how they grow is what new features of the company do."""
    team = named.team(so_far.of.paces.teams, change.team)
    if not 1 <= change.items <= MOST_ITEMS:
        raise NotPossible(f"A new feature has 1 to {MOST_ITEMS:,} items, not {change.items}")
    feature = _new_id(so_far, change.name)
    day = so_far.as_of
    row = {"id": feature, "name": change.name, "team": team, "created_on": day}
    items = [
        {"id": f"{feature} {n + 1}", "feature": feature, "team": team, "created_on": day}
        for n in range(change.items)
    ]
    added = so_far.with_tables(
        features=_with_rows(so_far, "features", [row]), items=_with_rows(so_far, "items", items)
    )
    return added.in_order([*so_far.queue(), feature]).tell(
        f"add {change.name}, {plain.count(change.items, 'item')} of {team or 'one team'}",
        f"{change.name} stands last in its queue, and its scope grows as that of others did",
    )


def split(so_far: Supposed, change: Split) -> Supposed:
    row = named.feature(so_far.book, change.feature)
    feature, share = row["id"], change.share
    if not 0 < share < 1:
        raise NotPossible(f"The share of a split lies between 0 and 1, not at {share:g}")
    whole = so_far.parts.get(feature, Part(feature, 1.0))
    if whole.whole not in so_far.of.todo.features:
        raise NotPossible(f"{named.called(row)} was only just added: add it in two parts instead")
    rest = _new_id(so_far, f"{feature} rest")
    name = f"{row['name'] or row['key'] or feature}, the rest"
    later = {**row, "id": rest, "key": None, "name": name, "wanted_by": None, "order": None}
    parts = {
        **so_far.parts,
        feature: Part(whole.whole, whole.share * share),
        rest: Part(whole.whole, whole.share * (1 - share)),
    }
    divided = replace(so_far, parts=parts).with_tables(
        features=_with_rows(so_far, "features", [later]),
        items=_divided(so_far, feature, rest, share),
    )
    return divided.in_order([*so_far.queue(), rest]).tell(
        f"split {named.called(row)}: {share:.0%} of what is left first".replace("%", " %"),
        f"Deals that need {named.called(row)} are taken to be content with its first part",
    )


def move_feature(so_far: Supposed, change: MoveFeature) -> Supposed:
    row = named.feature(so_far.book, change.feature)
    release = named.release(so_far.book, change.release)
    moved = so_far.with_values("features", row["id"], release=pl.lit(release["id"]))
    return moved.tell(f"move {named.called(row)} to release {named.called(release)}")


def move_release(so_far: Supposed, change: MoveRelease) -> Supposed:
    """A train leaves on the new day, and slips as trains do. A release without one ships with its
    last feature: a later day holds all of it, an earlier one brings nothing.
    """
    row = named.release(so_far.book, change.release)
    called = named.called(row)
    if change.due <= so_far.as_of:
        raise NotPossible(f"{change.due} has passed: release {called} cannot be moved there")
    said = f"move release {called} to {plain.day(change.due, as_of=so_far.as_of)}"
    moved = so_far.with_values("releases", row["id"], due=pl.lit(change.due))
    if row["train"] is not None:
        return moved.tell(said)
    members = so_far.book.features.filter(
        pl.col("release") == row["id"],
        pl.col("shipped_on").is_null(),
        pl.col("dropped_on").is_null(),
    )["id"].to_list()
    weeks = ((change.due - _stands_for(so_far, row)).days) / DAYS_PER_WEEK
    if weeks <= 0 or not members:
        return moved.tell(
            said,
            f"Release {called} ships with the last of its features: an earlier day alone brings "
            "nothing sooner",
        )
    held = {feature: so_far.delays.get(feature, 0) + weeks for feature in members}
    return replace(moved, delays={**so_far.delays, **held}).tell(said)


def _stands_for(so_far: Supposed, row: named.Row) -> date:
    """The day that stands for a release: the stated one, else its p50."""
    if row["due"] is not None:
        due: date = row["due"]
        return due
    days = so_far.ship.release_days[:, so_far.ship.releases.index(row["id"])]
    return so_far.as_of + timedelta(days=min(int(np.median(days)), NEVER))


def _mates(so_far: Supposed, feature: str) -> tuple[str, list[str]]:
    """The feature's team, and all its unfinished features in order."""
    teams = dict(team_history.feature_teams(so_far.book).iter_rows())
    team = teams[feature]
    return team, [other for other in so_far.queue() if teams[other] == team]


def _moved(queue: list[str], features: list[str], mates: list[str], place: int) -> list[str]:
    """The queue with ``features`` before number ``place`` of those of the team that stay."""
    staying = [other for other in mates if other not in features]
    others = [other for other in queue if other not in features]
    at = others.index(staying[place - 1]) if place <= len(staying) else len(others)
    return [*others[:at], *features, *others[at:]]


def _waited_for(so_far: Supposed, feature: str) -> list[str]:
    """Everything unfinished that the feature waits for, in the order of the queue."""
    links = so_far.book.dependencies.select("feature", "after").iter_rows()
    after: dict[str, list[str]] = {}
    for one, other in links:
        after.setdefault(one, []).append(other)
    found, ahead = set[str](), [feature]
    while ahead:
        new = [other for other in after.get(ahead.pop(), []) if other not in found]
        found.update(new)
        ahead += new
    return [other for other in so_far.queue() if other in found and other != feature]


def _median(plan: Delivery, feature: str) -> float:
    days = releases.ship_days(plan)
    return float(np.median(days[:, plan.todo.features.index(feature)]))


def _new_id(so_far: Supposed, name: str) -> str:
    taken, number, found = set(so_far.book.features["id"]), 1, name
    while found in taken:
        number += 1
        found = f"{name} {number}"
    return found


def _with_rows(so_far: Supposed, table: str, rows: list[named.Row]) -> pl.DataFrame:
    frame = so_far.book.table(table)
    full = [{name: row.get(name) for name in frame.columns} for row in rows]
    return pl.concat([frame, pl.DataFrame(full, schema=frame.schema, orient="row")])


def _divided(so_far: Supposed, feature: str, rest: str, share: float) -> pl.DataFrame:
    """The items, the last of those left of ``feature`` being of its ``rest``."""
    items = so_far.book.items
    left = items.filter(
        pl.col("feature") == feature, pl.col("done_on").is_null(), pl.col("dropped_on").is_null()
    ).sort("started_on", "created_on", "id", nulls_last=True)["id"]
    later = left[ceil(share * left.len()) :]
    moved = pl.col("id").is_in(later.implode())
    return items.with_columns(
        feature=pl.when(moved).then(pl.lit(rest)).otherwise("feature").cast(pl.String)
    )


def _positive(weeks: float, what: str) -> float:
    if not weeks > 0:
        raise NotPossible(f"The {what} are above 0, not {weeks:g}")
    return weeks


def _weeks(weeks: float) -> str:
    return f"{weeks:g} week{'' if weeks == 1 else 's'}"
