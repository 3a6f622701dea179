"""The joint forecast under a what-if: the same deals and worlds, other needs and ship dates."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from interlock.engine import joint as joining
from interlock.engine import outlook as looking
from interlock.engine.joint import Group, Joint
from interlock.engine.outlook import Outlook
from interlock.engine.releases import ShipDates
from interlock.engine.supposed import Supposed

Called = tuple[object, ...]
"""A need with its feature's name in place of the column, and its promise."""


def outlook(now: Outlook, supposed: Supposed) -> Outlook:
    """Everything forecast under a what-if.

    How deals stand and what was learnt stay; ship dates, needs and amounts are those supposed, with
    the same luck. Only deals whose needs change, or wait for a feature whose date does, are worked
    out anew.
    """
    ship = supposed.ship
    joined = _joined(now, supposed, ship)
    return replace(
        now,
        book=supposed.book,
        delivery=supposed.delivery,
        ship=ship,
        joint=joined,
        open_deals=looking.valued_deals(supposed.book, joined, now.amounts, now.as_of),
    )


def moved_features(before: ShipDates, after: ShipDates) -> frozenset[str]:
    """Features of either whose ready weeks differ, or that only one has."""
    ready = [
        dict(zip(ship.features, joining.ready_weeks(ship.days).T, strict=False))
        for ship in (before, after)
    ]
    names = ready[0].keys() | ready[1].keys()
    both = ready[0].keys() & ready[1].keys()
    same = {name for name in both if np.array_equal(ready[0][name], ready[1][name])}
    return frozenset(names - same)


def _joined(now: Outlook, supposed: Supposed, ship: ShipDates) -> Joint:
    old = now.joint
    waits = joining.waits_for(supposed.book, ship, as_of=now.as_of, trust=now.worth.trust)
    groups, group_of = joining.grouped(
        [
            Group(old.groups[group].profile, *waits.get(deal, joining.NO_WAITS))
            for deal, group in old.deals.select("id", "group").iter_rows()
        ]
    )
    moved = moved_features(now.ship, ship)
    known = {
        (group.profile, _called(group, now.ship.features)): at
        for at, group in enumerate(old.groups)
    }
    stays = [
        -1
        if moved & set(_features(group, ship))
        else known.get((group.profile, _called(group, ship.features)), -1)
        for group in groups
    ]
    ready = joining.ready_weeks(ship.days)
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


def _features(group: Group, ship: ShipDates) -> list[str]:
    return [ship.features[need[0]] for need in group.needs if need[0] >= 0]


def _called(group: Group, features: Sequence[str]) -> frozenset[Called]:
    promises = group.promises or (None,) * len(group.needs)
    return frozenset(
        (features[at] if at >= 0 else "", strength, promise)
        for (at, strength), promise in zip(group.needs, promises, strict=True)
    )


def _rows(old: np.ndarray, stays: Sequence[int], found: dict[int, np.ndarray]) -> np.ndarray:
    """``old`` rows where they stay, the ones found where not."""
    rows = old[np.maximum(stays, 0)] if len(old) else np.zeros((len(stays), *old.shape[1:]))
    for at, row in found.items():
        rows[at] = row
    return rows
