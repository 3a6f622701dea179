"""What a plan may not do: touch what is begun soon, or leave a wanted feature below the line."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.arrays import Flags, Places
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_worlds import Worlds
from interlock.engine.releases import Delivery
from interlock.engine.work import Work

LEAST_SHIPPED = 0.5
"""A feature stands above the line when it ships in time in so many cases."""


@dataclass(frozen=True)
class Rules:
    """``frozen`` features (features,) stay where they are, first in their queues; ``must`` ones
    ship by the horizon's end in 5 of 10 cases; ``waits`` (per feature) is what each waits for.
    """

    frozen: Flags
    must: Places
    waits: tuple[tuple[int, ...], ...]

    def hold(self, worlds: Worlds) -> bool:
        """Whether the order just tried keeps the rules; nobody moves what is frozen, so only the
        days of what must ship are looked at.
        """
        return not self.must.size or bool(above(worlds, self.must, tried=True).all())


def rules(of: Scenarios, *, must: Places, frozen_weeks: int) -> Rules:
    todo = of.delivery.todo
    return Rules(frozen(of.delivery, frozen_weeks), must, waits_of(todo))


def waits_of(todo: Work) -> tuple[tuple[int, ...], ...]:
    starts = todo.waits_start
    return tuple(
        tuple(todo.waits_for[starts[at] : starts[at + 1]].tolist())
        for at in range(len(todo.features))
    )


def frozen_first(order: Places, rules: Rules) -> Places:
    """The same queues, frozen features first of all: they are first in each of them."""
    return order[np.argsort(~rules.frozen[order], kind="stable")]


def above(worlds: Worlds, features: Places, *, tried: bool = False) -> Flags:
    """Whether each of these ships until the day that counts in 5 of 10 cases."""
    share: Flags = in_time(worlds, tried=tried)[features].mean(axis=1) >= LEAST_SHIPPED
    return share


def in_time(worlds: Worlds, *, tried: bool = False) -> Flags:
    """Whether each feature ships until the day that counts: (features, draws)."""
    of = worlds.of
    within: Flags = worlds.dates.days[int(tried)] <= (of.until - of.joint.as_of).days
    return within


def frozen(delivery: Delivery, weeks: int) -> Flags:
    """Features whose work begins within so many weeks, by the means of work and capacity, or that
    are among the first at which their team works at once; and all that stand before one of these.
    """
    todo = delivery.todo
    locked = np.zeros(len(todo.features), dtype=np.bool_)
    if not weeks:
        return locked
    left = delivery.left.mean(axis=0)[todo.part_feature] * todo.part_share
    can = delivery.capacity[:, :weeks].sum(axis=1).mean(axis=0)
    lines = [slice(*todo.queue_start[team : team + 2]) for team in range(can.size)]
    for team, line in enumerate(lines):
        before = np.cumsum(left[line]) - left[line]
        at_once = np.arange(before.size) < todo.wip_limit[team]
        locked[todo.part_feature[line][(before < can[team]) | at_once]] = True
    while True:
        more = locked.copy()
        for line in lines:
            mine = todo.part_feature[line]
            last = np.flatnonzero(more[mine])
            more[mine[: last[-1] + 1 if last.size else 0]] = True
        if (more == locked).all():
            return locked
        locked = more


def places(todo: Work, order: Places) -> dict[int, int]:
    """Each feature's place in its team's queue, 1 first."""
    count: dict[str, int] = {}
    found = {}
    for feature in order.tolist():
        count[todo.team[feature]] = count.get(todo.team[feature], 0) + 1
        found[feature] = count[todo.team[feature]]
    return found
