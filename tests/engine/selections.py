"""Small selections of every kind, and what is best in them by trying every choice."""

from dataclasses import replace
from itertools import product

import numpy as np

from interlock.engine import closure, selection_groups
from interlock.engine.selection import Selection


def plain(capacity: int, sizes: list[int], worth: list[int], needs, **wishes) -> Selection:
    """One period and team."""
    return Selection(
        sizes=np.array(sizes, dtype=np.int64)[:, None],
        capacity=np.array([[capacity]]),
        worth=np.array(worth, dtype=np.int64)[:, None],
        needs=tuple(map(tuple, needs)),
        **wishes,
    )


def some(
    seed: int, features: int, sets: int, *, periods: int = 1, teams: int = 1, either: bool = False
) -> Selection:
    """Sets of one to four features, things that wait in circles too, one thing that must be in and
    one that must not, and features of no size.
    """
    lots = np.random.default_rng(seed)
    sizes = lots.integers(0, 12, (features, teams))
    whole = sizes.sum(axis=0)
    pairs = lots.integers(0, features, (features // 3, 2))
    return Selection(
        sizes=sizes,
        capacity=np.sort(lots.integers(whole // 4, whole * 3 // 4 + 1, (periods, teams)), axis=0),
        worth=-np.sort(-lots.integers(0, 30, (sets, periods)), axis=1),
        needs=tuple(
            tuple(lots.choice(features, lots.integers(1, 5), replace=False).tolist())
            for _ in range(sets)
        ),
        waits=tuple((int(one), int(other)) for one, other in pairs if one != other),
        together=(tuple(lots.choice(features, 2, replace=False).tolist()),),
        either=(tuple(lots.choice(features, 3, replace=False).tolist()),) if either else (),
        must=frozenset({int(lots.integers(features))}) if seed % 2 else frozenset(),
        without=frozenset({int(lots.integers(features))}) if seed % 3 == 0 else frozenset(),
    )


def within(of: Selection, capacity: int) -> Selection:
    return replace(of, capacity=np.array([[capacity]]))


def tried(of: Selection) -> int | None:
    """The most any choice brings, by trying every one; None where there is none."""
    features, periods = len(of.sizes), len(of.capacity)
    when = np.array(list(product(range(periods + 1), repeat=features))).reshape(-1, features)
    can = np.ones(len(when), dtype=bool)
    for feature, first in of.waits:
        can &= when[:, first] <= when[:, feature]
    for group in of.together:
        can &= (when[:, list(group)] == when[:, [group[0]]]).all(axis=1)
    for group in of.either:
        can &= (when[:, list(group)] < periods).sum(axis=1) <= 1
    can &= (when[:, sorted(of.must)] < periods).all(axis=1)
    can &= (when[:, sorted(of.without)] == periods).all(axis=1)
    for period, capacity in enumerate(of.capacity):
        can &= ((when <= period) @ of.sizes <= capacity).all(axis=1)
    brings = np.zeros(len(when), dtype=int)
    for need, worth in zip(of.needs, of.worth, strict=True):
        brings += np.append(worth, 0)[when[:, list(need)].max(axis=1, initial=0)]
    return int(brings[can].max()) if can.any() else None


def net_of(of: Selection) -> closure.Network:
    return selection_groups.grouped(of).net
