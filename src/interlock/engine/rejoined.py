"""The joint forecast under a what-if: the same deals and worlds, other needs and ship dates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import outlook as looking
from interlock.engine.joint import Group, Joint, Need
from interlock.engine.outlook import Outlook
from interlock.engine.releases import ShipDates
from interlock.engine.supposed import Supposed
from interlock.records.book import Book

TOLD_BY = ("needs", "promises", "changes")
"""Tables that say, beside which features there are, what deals wait for and how."""

Grouped = tuple[tuple[Group, ...], list[int], list[int]]
"""Groups, the one that each deal is in, and where each stood before, -1 for a new one."""


def outlook(now: Outlook, supposed: Supposed) -> Outlook:
    """Everything forecast under a what-if.

    How deals stand and what was learnt stay; ship dates, needs and amounts are those supposed, with
    the same luck. Only deals whose needs change, or wait for a feature whose date does, are worked
    out anew.
    """
    ship = now.ship if supposed.is_shipped_alike else supposed.ship
    joined = _joined(now, supposed, ship)
    return replace(
        now,
        book=supposed.book,
        delivery=supposed.delivery,
        ship=ship,
        joint=joined,
        open_deals=_open_deals(now, supposed.book, joined),
    )


def moved_features(before: Outlook, after: Outlook) -> frozenset[str]:
    """Features of either whose ready weeks differ, or that only one has."""
    return _moved(before.ship, before.joint.ready, after.ship, after.joint.ready)


def _moved(
    old: ShipDates, old_ready: np.ndarray, new: ShipDates, new_ready: np.ndarray
) -> frozenset[str]:
    at = {feature: column for column, feature in enumerate(old.features)}
    both = [(at[feature], column) for column, feature in enumerate(new.features) if feature in at]
    then, now = np.array(both, dtype=np.int64).reshape(-1, 2).T
    differs = (old_ready.T[then] != new_ready.T[now]).any(axis=1)
    alone = set(old.features) ^ set(new.features)
    return frozenset({new.features[column] for column in now[differs]} | alone)


def _joined(now: Outlook, supposed: Supposed, ship: ShipDates) -> Joint:
    old = now.joint
    ready = joining.ready_weeks(ship.days)
    groups, group_of, stood = _grouped(now, supposed.book, ship)
    columns = {feature: at for at, feature in enumerate(ship.features)}
    moved = {columns.get(name, -2) for name in _moved(now.ship, old.ready, ship, ready)}
    stays = [
        -1 if any(column in moved for column, _ in group.needs) else place
        for group, place in zip(groups, stood, strict=True)
    ]
    anew = [at for at, place in enumerate(stays) if place < 0]
    until = joining.weeks_until(old.ends, old.as_of)
    found = dict(
        zip(
            anew,
            joining.all_odds([groups[at] for at in anew], old.world, ready, until),
            strict=True,
        )
    )
    return replace(
        old,
        deals=old.deals.with_columns(pl.Series("group", group_of, pl.Int64)),
        groups=groups,
        ready=ready,
        odds=tuple(
            found[at].along if at in found else old.odds[place] for at, place in enumerate(stays)
        ),
        mean_odds=_rows(old.mean_odds, stays, {at: odds.mean for at, odds in found.items()}),
        won=_rows(old.won, stays, {at: odds.won for at, odds in found.items()}),
        lost=_rows(old.lost, stays, {at: odds.lost for at, odds in found.items()}),
    )


def _grouped(now: Outlook, book: Book, ship: ShipDates) -> Grouped:
    """Deals by how they stand and what they wait for, and which of these groups there were."""
    old, columns = now.joint, _columns_now(now, book, ship)
    if columns is None:
        return _grouped_anew(now, book, ship)
    group_of, stood = old.deals["group"].to_list(), list(range(len(old.groups)))
    if all(at == to for at, to in columns.items()):
        return old.groups, group_of, stood
    gone = {at for at, to in columns.items() if to < 0 <= at}
    loses = [not gone.isdisjoint(at for at, _ in group.needs) for group in old.groups]
    groups = [_elsewhere(group, columns) for group in old.groups]
    losing = [at for at, group in enumerate(group_of) if loses[group]]
    anew, group_of_losing = _of_deals(now, book, ship, old.deals[losing])
    for at, group in zip(losing, group_of_losing, strict=True):
        group_of[at] = len(groups) + group
    return (*groups, *anew), group_of, [*stood, *([-1] * len(anew))]


def _columns_now(now: Outlook, book: Book, ship: ShipDates) -> Mapping[int, int] | None:
    """In which column of the ship dates each feature stands that deals wait for, -1 for a dropped
    one. None where what is said of needs and promises is another, or a feature is dropped no more.
    """
    if any(book.table(name) is not now.book.table(name) for name in TOLD_BY):
        return None
    there = {feature: at for at, feature in enumerate(ship.features)}
    gone = {feature for feature in now.ship.features if feature not in there}
    if _dropped(book) != _dropped(now.book) | gone:
        return None
    return {-1: -1} | {at: there.get(one, -1) for at, one in enumerate(now.ship.features)}


def _dropped(book: Book) -> set[str]:
    return set(book.features.filter(pl.col("dropped_on").is_not_null())["id"])


def _grouped_anew(now: Outlook, book: Book, ship: ShipDates) -> Grouped:
    """The same from the needs of every deal."""
    place = {feature: at for at, feature in enumerate(now.ship.features)}
    was = {-1: -1} | {at: place.get(feature, -2) for at, feature in enumerate(ship.features)}
    groups, group_of = _of_deals(now, book, ship, now.joint.deals)
    known = now.once(_known)
    return groups, group_of, [known.get(_elsewhere(group, was), -1) for group in groups]


def _of_deals(
    now: Outlook, book: Book, ship: ShipDates, deals: pl.DataFrame
) -> tuple[tuple[Group, ...], list[int]]:
    """The groups of some deals by what they wait for in ``book``, and the one that each is in."""
    needs = book.needs.join(deals.select(deal="id"), on="deal", how="semi")
    some = book.with_tables(needs=needs)
    waits = joining.waits_for(some, ship, as_of=now.as_of, promises=now.worth.promises)
    return joining.grouped(
        [
            Group(now.joint.groups[group].profile, *waits.get(deal, joining.NO_WAITS))
            for deal, group in deals.select("id", "group").iter_rows()
        ]
    )


def _known(now: Outlook) -> dict[Group, int]:
    return {group: at for at, group in enumerate(now.joint.groups)}


def _elsewhere(group: Group, columns: Mapping[int, int]) -> Group:
    """The group with its features in other columns."""
    if not group.needs:
        return group
    needs: list[Need] = [(columns[at], strength) for at, strength in group.needs]
    if len(needs) == 1:
        return Group(group.profile, tuple(needs), group.promises)
    order = sorted(range(len(needs)), key=needs.__getitem__)
    promises = tuple(group.promises[at] for at in order) if group.promises else ()
    return Group(group.profile, tuple(needs[at] for at in order), promises)


def _open_deals(now: Outlook, book: Book, joined: Joint) -> pl.DataFrame:
    if book.deals is not now.book.deals:
        return looking.valued_deals(book, joined, now.amounts, now.as_of)
    group = now.open_deals.select("id").join(
        joined.deals, on="id", how="left", maintain_order="left"
    )["group"]
    return now.open_deals.with_columns(group)


def _rows(old: np.ndarray, stays: Sequence[int], found: dict[int, np.ndarray]) -> np.ndarray:
    """``old`` rows where they stay, the ones found where not."""
    rows = old[np.maximum(stays, 0)] if len(old) else np.zeros((len(stays), *old.shape[1:]))
    for at, row in found.items():
        rows[at] = row
    return rows
