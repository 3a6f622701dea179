"""Why each feature stands where it does: what rides on it, what it displaces, where that turns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from interlock.engine import plan_rules, plan_starts
from interlock.engine.arrays import Places
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import PlannedFeature

SHOWN = 3
LEAST_WEEKS = 0.25
"""A feature that ships sooner by less is not displaced, in weeks on average."""


@dataclass(frozen=True)
class _Aside:
    """Were a feature put last, or first, in its team's queue: what deals that need it gain and the
    others, and the features that move the other way, most first.
    """

    own: float
    others: float
    moves: tuple[int, ...]


def features(
    worlds: Worlds, order: Places, rules: Rules, names: Mapping[str, str]
) -> tuple[PlannedFeature, ...]:
    """Every feature under the order, in the order; ``names`` by id."""
    of, todo = worlds.of, worlds.of.delivery.todo
    worlds.go_to(order)
    in_time = plan_rules.in_time(worlds).mean(axis=1)
    named, brings = plan_starts.revenue_named(of), plan_starts.brought_by_each(worlds)
    weeks = plan_starts.work_weeks(of)
    was, place = plan_rules.places(todo, np.arange(order.size)), plan_rules.places(todo, order)
    found = []
    for at in order.tolist():
        above = bool(in_time[at] >= plan_rules.LEAST_SHIPPED)
        aside = _aside(worlds, order, rules, at, last=above)
        turns = _turns(aside, above)
        displaces = tuple(names[todo.features[one]] for one in aside.moves[:SHOWN])
        one = PlannedFeature(
            id=todo.features[at],
            name=names[todo.features[at]],
            team=todo.team[at],
            place=place[at],
            was=was[at],
            in_time=float(in_time[at]),
            above=above,
            is_frozen=bool(rules.frozen[at]),
            is_must=at in rules.must,
            named=float(named[at]),
            brings=float(brings[at]),
            weeks=float(weeks[at]),
            turns=turns,
            displaces=displaces,
        )
        found.append(one)
    return tuple(found)


def _aside(worlds: Worlds, order: Places, rules: Rules, feature: int, *, last: bool) -> _Aside:
    team, rest = worlds.of.delivery.todo.team, order[order != feature]
    mates = [at for at, one in enumerate(rest) if team[one] == team[feature]]
    movable = [at for at in mates if not rules.frozen[rest[at]]]
    first = movable[0] if movable else rest.size
    then = np.append(rest, feature) if last else np.insert(rest, first, feature)
    worlds.try_order(then, [feature])
    own, others = worlds.split(feature)
    before, after = (ready.mean(axis=1) for ready in worlds.dates.ready)
    sooner = (before - after)[: order.size] * (1 if last else -1)
    sooner[feature] = 0.0
    moves = [
        one for one in np.argsort(-sooner, kind="stable").tolist() if sooner[one] > LEAST_WEEKS
    ]
    return _Aside(own, others, tuple(moves))


def _turns(aside: _Aside, above: bool) -> float | None:
    """The factor on what the feature's deals bring at which putting it aside is worth nothing:
    factor * own + others = 0.
    """
    own, others = (-aside.own, aside.others) if above else (aside.own, -aside.others)
    if own <= 0 or others <= 0:
        return None
    return others / own
