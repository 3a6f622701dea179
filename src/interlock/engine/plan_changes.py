"""An order as changes of queues that somebody can read, and the order that such changes make."""

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from interlock.engine.arrays import Places
from interlock.engine.plan_worlds import Worlds
from interlock.engine.work import Work
from interlock.records.whatif import Reorder

LEAST_MATTERS = 0.02
"""Changes are left out as long as all of them together take less than this share of the gain."""


def changes(todo: Work, order: Places) -> tuple[Reorder, ...]:
    """The fewest changes of places in teams' queues that lead from the order as is to this one.

    In each queue those stay that already stand in the new order, as many as can (a longest rising
    subsequence); each of the others goes behind the one that it follows.
    """
    found: list[Reorder] = []
    before = _queues(todo, np.arange(order.size))
    for team, then in _queues(todo, order).items():
        now = list(before[team])
        stays = _longest_rising(now, then)
        for at, feature in enumerate(then):
            if feature not in stays:
                now.remove(feature)
                place = now.index(then[at - 1]) + 1 if at else 0
                now.insert(place, feature)
                found.append(Reorder(todo.features[feature], place + 1))
    return tuple(found)


def made(todo: Work, some: Sequence[Reorder]) -> Places:
    """The order after such changes, one after the other, as `suppose_work.reorder` makes them."""
    order = list(range(len(todo.features)))
    place = {feature: at for at, feature in enumerate(todo.features)}
    for one in some:
        feature = place[one.feature]
        order.remove(feature)
        staying = [other for other in order if todo.team[other] == todo.team[feature]]
        at = order.index(staying[one.place - 1]) if one.place <= len(staying) else len(order)
        order.insert(at, feature)
    return np.array(order, dtype=np.int64)


def that_matter(worlds: Worlds, some: Sequence[Reorder], *, least: float) -> tuple[Reorder, ...]:
    """The changes, without as many of those whose absence alone costs least as can be left out
    together while the order brings ``least``; found by halving.
    """
    todo = worlds.of.delivery.todo

    def value(these: Sequence[Reorder]) -> float:
        return float(worlds.try_order(made(todo, these)).mean())

    alone = [value([*some[:at], *some[at + 1 :]]) for at in range(len(some))]
    cheapest = sorted(range(len(some)), key=lambda at: -alone[at])

    def without(count: int) -> tuple[Reorder, ...]:
        gone = set(cheapest[:count])
        return tuple(one for at, one in enumerate(some) if at not in gone)

    low, high = 0, len(some) + 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if value(without(middle)) >= least else (low, middle)
    return without(low)


def _queues(todo: Work, order: Places) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for feature in order.tolist():
        found.setdefault(todo.team[feature], []).append(feature)
    return found


def _longest_rising(now: list[int], then: list[int]) -> set[int]:
    """As many of ``now`` as stand in the same order in ``then``."""
    place = {feature: at for at, feature in enumerate(then)}
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for feature in now:
        at = bisect_left(ends, place[feature])
        before[feature] = last[at - 1] if at else None
        ends[at : at + 1], last[at : at + 1] = [place[feature]], [feature]
    found, one = set[int](), last[-1] if last else None
    while one is not None:
        found.add(one)
        one = before[one]
    return found
