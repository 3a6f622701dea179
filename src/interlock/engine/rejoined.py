"""The joint forecast under a what-if: the same deals and worlds, other needs and ship dates."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import outlook as looking
from interlock.engine import tool_dates
from interlock.engine.joint import Group, Joint
from interlock.engine.outlook import Outlook
from interlock.engine.releases import ShipDates
from interlock.engine.supposed import Supposed
from interlock.engine.tool_dates import ToolDates
from interlock.engine.waits import NO_WAITS, Need, waits_for
from interlock.records.book import Book

TOLD_BY = ("needs", "promises", "changes", "tools", "tool_asks")
"""Tables that say, beside which features there are, what deals wait for and how."""

Come = tuple[ShipDates, ToolDates]
"""When features ship and tools are ready."""

Named = tuple[str, str]
"""Table and row of what deals wait for."""

Grouped = tuple[tuple[Group, ...], list[int], list[int]]
"""Groups, the one that each deal is in, and where each stood before, -1 for a new one."""


def outlook(now: Outlook, supposed: Supposed) -> Outlook:
    """Everything forecast under a what-if.

    How deals stand and what was learnt stay; ship dates, those of the sales tools that follow them,
    needs and amounts are those supposed, with the same luck. Only deals whose needs change, or wait
    for a feature or tool whose date does, are worked out anew.
    """
    ship, tools = _come(now, supposed)
    joined = _joined(now, supposed, (ship, tools))
    return replace(
        now,
        book=supposed.book,
        delivery=supposed.delivery,
        ship=ship,
        tools=tools,
        joint=joined,
        open_deals=_open_deals(now, supposed.book, joined),
    )


def moved_features(before: Outlook, after: Outlook) -> frozenset[str]:
    """Features of either whose ready weeks differ, or that only one has."""
    moved = _moved(_names(before), before.joint.ready, _names(after), after.joint.ready)
    return frozenset(name for table, name in moved if table == "features")


def _come(now: Outlook, supposed: Supposed) -> Come:
    if supposed.is_shipped_alike:
        return now.ship, now.tools
    ship = supposed.ship
    return ship, tool_dates.dated(supposed.book, ship, as_of=now.as_of, seed=now.seed)


def _names(of: Outlook) -> tuple[Named, ...]:
    return _named((of.ship, of.tools))


def _named(come: Come) -> tuple[Named, ...]:
    """What each column of the ready weeks stands for."""
    ship, tools = come
    return *(("features", one) for one in ship.features), *(("tools", one) for one in tools.tools)


def _moved(
    old: tuple[Named, ...], old_ready: np.ndarray, new: tuple[Named, ...], new_ready: np.ndarray
) -> frozenset[Named]:
    at = {name: column for column, name in enumerate(old)}
    both = [(at[name], column) for column, name in enumerate(new) if name in at]
    then, now = np.array(both, dtype=np.int64).reshape(-1, 2).T
    differs = (old_ready.T[then] != new_ready.T[now]).any(axis=1)
    return frozenset({new[column] for column in now[differs]} | (set(old) ^ set(new)))


def _joined(now: Outlook, supposed: Supposed, come: Come) -> Joint:
    old = now.joint
    ship, tools = come
    ready = joining.ready_weeks(tools.beside(ship))
    groups, group_of, stood = _grouped(now, supposed.book, come)
    columns = {name: at for at, name in enumerate(_named(come))}
    moved = {columns.get(name, -2) for name in _moved(_names(now), old.ready, _named(come), ready)}
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
        shown=tools.shown_in(ship),
    )


def _grouped(now: Outlook, book: Book, come: Come) -> Grouped:
    """Deals by how they stand and what they wait for, and which of these groups there were."""
    old, columns = now.joint, _columns_now(now, book, come)
    if columns is None:
        return _grouped_anew(now, book, come)
    group_of, stood = old.deals["group"].to_list(), list(range(len(old.groups)))
    if all(at == to for at, to in columns.items()):
        return old.groups, group_of, stood
    gone = {at for at, to in columns.items() if to < 0 <= at}
    loses = [not gone.isdisjoint(at for at, _ in group.needs) for group in old.groups]
    groups = [_elsewhere(group, columns) for group in old.groups]
    losing = [at for at, group in enumerate(group_of) if loses[group]]
    anew, group_of_losing = _of_deals(now, book, come, old.deals[losing])
    for at, group in zip(losing, group_of_losing, strict=True):
        group_of[at] = len(groups) + group
    return (*groups, *anew), group_of, [*stood, *([-1] * len(anew))]


def _columns_now(now: Outlook, book: Book, come: Come) -> Mapping[int, int] | None:
    """In which column of the ready weeks each feature and tool stands that deals wait for, -1 for a
    dropped one. None where what is said of needs, promises and tools is another, or a feature is
    dropped no more.
    """
    if any(book.table(name) is not now.book.table(name) for name in TOLD_BY):
        return None
    there = {name: at for at, name in enumerate(_named(come))}
    gone = set(now.ship.features).difference(come[0].features)
    if _dropped(book) != _dropped(now.book) | gone:
        return None
    return {-1: -1} | {at: there.get(one, -1) for at, one in enumerate(_names(now))}


def _dropped(book: Book) -> set[str]:
    return set(book.features.filter(pl.col("dropped_on").is_not_null())["id"])


def _grouped_anew(now: Outlook, book: Book, come: Come) -> Grouped:
    """The same from the needs of every deal."""
    place = {name: at for at, name in enumerate(_names(now))}
    was = {-1: -1} | {at: place.get(name, -2) for at, name in enumerate(_named(come))}
    groups, group_of = _of_deals(now, book, come, now.joint.deals)
    known = now.once(_known)
    return groups, group_of, [known.get(_elsewhere(group, was), -1) for group in groups]


def _of_deals(
    now: Outlook, book: Book, come: Come, deals: pl.DataFrame
) -> tuple[tuple[Group, ...], list[int]]:
    """The groups of some deals by what they wait for in ``book``, and the one that each is in."""
    needs = book.needs.join(deals.select(deal="id"), on="deal", how="semi")
    some = book.with_tables(needs=needs)
    waits = waits_for(some, *come, as_of=now.as_of, promises=now.worth.promises)
    return joining.grouped(
        [
            Group(now.joint.groups[group].profile, *waits.get(deal, NO_WAITS))
            for deal, group in deals.select("id", "group").iter_rows()
        ]
    )


def _known(now: Outlook) -> dict[Group, int]:
    return {group: at for at, group in enumerate(now.joint.groups)}


def _elsewhere(group: Group, columns: Mapping[int, int]) -> Group:
    """The group with its features and tools in other columns."""
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
