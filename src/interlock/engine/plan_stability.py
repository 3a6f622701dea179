"""How much of a plan would be another one with other luck, or were needs worth half."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from interlock.engine import plan_gap, plan_rules, plan_search, plan_starts
from interlock.engine.arrays import Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.joint import World
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import Stability

LUCK, HALF = "other scenarios and another search", "every need worth half"
FAR = 0.25
"""A feature has moved that stands so large a part of its queue from where it was."""


def stability(
    worlds: Worlds,
    others: Scenarios,
    order: Places,
    rules: Rules,
    names: Mapping[str, str],
    *,
    seed: int,
    moves: int,
    seconds: float,
    clock: Clock = standing,
) -> tuple[Stability, ...]:
    """The plan made again from the rankings alone: in ``others``, and in its own scenarios with the
    worth of every need halved. What differs by luck alone is what any other difference must be
    held against.
    """
    half = Worlds(worlds.of, views=[_halved(worlds.of.joint.world)])
    found = []
    for what, again in ((LUCK, Worlds(others)), (HALF, half)):
        every, few = plan_gap.both_sizes(again.of, again)
        best = plan_search.search(
            every, few, plan_starts.starts(few, rules),
            aim=Aim(), rules=rules, seed=seed + 1, moves=moves, seconds=seconds, clock=clock,
        )  # fmt: skip
        if best is not None:
            found.append(_differs(what, worlds, order, best.order, names))
    return tuple(found)


def _halved(world: World) -> World:
    other = replace(world, kept=np.sqrt(world.kept))
    other.__dict__["in_worlds"] = world.in_worlds  # which no worth has a part in
    return other


def _differs(
    what: str, worlds: Worlds, order: Places, other: Places, names: Mapping[str, str]
) -> Stability:
    todo, every = worlds.of.delivery.todo, np.arange(order.size)
    above = []
    for one in (order, other):
        worlds.try_order(one)
        above.append(plan_rules.above(worlds, every, tried=True))
    before, after = above
    place, then = (plan_rules.places(todo, one) for one in (order, other))
    length = {team: todo.team.count(team) for team in set(todo.team)}
    far = [
        abs(then[at] - place[at]) >= max(FAR * length[todo.team[at]], 1.0) for at in every.tolist()
    ]
    return Stability(
        what=what,
        leave=tuple(names[todo.features[at]] for at in np.flatnonzero(before & ~after).tolist()),
        enter=tuple(names[todo.features[at]] for at in np.flatnonzero(after & ~before).tolist()),
        moved=float(np.mean(far)) if far else 0.0,
    )
