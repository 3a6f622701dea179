"""The plan: which features in which order, for the most expected bookings, and how good that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from interlock.engine import (
    plan_bound,
    plan_buckets,
    plan_changes,
    plan_gap,
    plan_people,
    plan_reasons,
    plan_rules,
    plan_scenarios,
    plan_search,
    plan_stability,
    plan_starts,
    plan_wishes,
    plan_within,
    rejoined,
    suppose,
    whatif_features,
)
from interlock.engine.arrays import Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.joint import World
from interlock.engine.outlook import Outlook, birth
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_search import Best
from interlock.engine.plan_starts import AS_IS, BY_REVENUE
from interlock.engine.plan_wishes import Wanted
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import (
    MEAN,
    NEEDS,
    WORST,
    Ordered,
    Planned,
    Stability,
    Underway,
    Wishes,
)
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import Drop, Reorder, WhatIf

METHOD = (
    "insertions and swaps in teams' queues on expected bookings, exact given simulated delivery, "
    "in shared scenarios; judged on fresh ones"
)
PLAN = "plan"
SEARCHED, JUDGED, AGAIN, REPLICATED = 1, 2, 3, 10
"""Which scenarios are drawn for what."""

OF_PROPOSAL = 0.1
"""The share of a search's seconds for the start by exact choice."""

OF_REPLICATIONS = 3
"""A replication's search has a third of the moves: it begins at the plan."""

Progress = Callable[[Underway], None]


def plan_ahead(
    now: Outlook,
    wishes: Wishes,
    *,
    progress: Progress = lambda _: None,
    clock: Clock = standing,
) -> Planned:
    """The order of all unfinished features that brings most, as far as the search finds it.

        max over orders of mean over scenarios d of sum over need-sets g of
            A_g(weeks in which g's features are ready in d, in the world of d)

    with A_g what the deals of g bring in expectation (`joint`). Features that do not ship until the
    last day stand below the line: a feature put last is worth no less than one dropped unless
    something waits for it. With a ``capacity`` what is not in the best scope within it is left out
    before. Raises ``NotPossible`` with all wishes that clash or cannot be.
    """
    tell = _Teller(progress, clock)
    wanted = plan_within.narrowed(now, plan_wishes.wanted(now, wishes), wishes, clock)
    now = _without(now, wanted)
    fresh = partial(_fresh, now, wishes, wanted)
    tell("drawing scenarios")
    found = _searched(now, wishes, wanted, fresh(SEARCHED), tell)
    tell("judging on fresh scenarios")
    judge = Worlds(fresh(JUDGED))
    orders = {PLAN: found.order, **found.starts}
    judged = plan_gap.judged(judge, orders)
    in_sample = {
        name: float(found.worlds.try_order(order)[0].mean()) for name, order in orders.items()
    }
    brings, never = judged.value(PLAN), float(judged.never.mean())
    movable = judged.value(BY_REVENUE) - never
    adds, names = judged.difference(PLAN, BY_REVENUE), _names(now)
    gap = plan_gap.gap(
        found.order, lambda which: fresh(REPLICATED + which), found.rules,
        replications=wishes.replications, moves=wishes.moves // OF_REPLICATIONS,
        seed=now.seed, brings=brings, movable=movable, seconds=wishes.seconds, clock=clock,
        tell=lambda which: tell(
            f"looking for a better one in other scenarios, {which} of {wishes.replications}"
        ),
    )  # fmt: skip
    tell("explaining")
    return Planned(
        company=now.book.company.name,
        simulated=now.book.company.simulated,
        currency=now.book.company.currency,
        wishes=wishes,
        until=wanted.until,
        orders=tuple(
            Ordered(name, judged.value(name), in_sample[name], judged.difference(PLAN, name))
            for name in orders
        ),
        never=never,
        today=float(judged.today.mean()),
        adds=adds,
        adds_to_now=judged.difference(PLAN, AS_IS),
        adds_share=adds.mean / movable if movable > 0 else 0.0,
        optimism=in_sample[PLAN] - in_sample[BY_REVENUE] - adds.mean,
        gap=gap,
        ceiling=plan_bound.ceiling(judge, found.order),
        broken=_broken(now, judge, found.order),
        features=plan_reasons.features(judge, found.order, found.rules, names),
        stability=_stability(wishes, found, fresh, names, seed=now.seed, clock=clock),
        staffing=plan_people.moves(now, judge, found.order, most=wishes.staffing),
        whatif=WhatIf((*(Drop(one) for one in wanted.without), *found.changes)),
        method=METHOD,
        draws=judge.of.draws,
        moves=found.best.moves,
        seconds=tell.seconds,
        birth=birth(now),
    )


class _Teller:
    """Tells how far the plan is."""

    def __init__(self, progress: Progress, clock: Clock) -> None:
        self._progress, self.clock, self._began = progress, clock, clock()

    @property
    def seconds(self) -> float:
        return self.clock() - self._began

    def __call__(self, step: str) -> None:
        self._progress(Underway(step, self.seconds))

    def of_search(self, best: Best) -> None:
        by_revenue = best.starts[BY_REVENUE]
        self._progress(Underway("searching", self.seconds, best.moves, best.value, by_revenue))


@dataclass(frozen=True)
class _Searched:
    """What the search found: the ``changes`` that matter and the ``order`` that they make."""

    worlds: Worlds
    rules: Rules
    starts: Mapping[str, Places]
    best: Best
    changes: tuple[Reorder, ...]

    @property
    def order(self) -> Places:
        return plan_changes.made(self.worlds.of.delivery.todo, self.changes)


def _searched(
    now: Outlook, wishes: Wishes, wanted: Wanted, of: Scenarios, tell: _Teller
) -> _Searched:
    must = of.delivery.todo.places(wanted.must)
    rules = plan_rules.rules(of, must=must, frozen_weeks=wishes.frozen_weeks)
    worlds, few = plan_gap.both_sizes(of, Worlds(of, views=_views(of, wishes, now)))
    starts = dict(plan_starts.starts(few, rules))
    if wishes.exact_start:
        starts |= plan_buckets.start(
            few, rules, seconds=OF_PROPOSAL * wishes.seconds, clock=tell.clock
        )
    best = plan_search.search(
        worlds, few, starts, aim=_aim(now, worlds, wishes, starts[BY_REVENUE]), rules=rules,
        seed=now.seed, moves=wishes.moves, seconds=wishes.seconds, progress=tell.of_search,
        clock=tell.clock,
    )  # fmt: skip
    if best is None:
        raise plan_wishes.out_of_reach(now, _late(worlds, starts, rules), wanted.until)
    return _Searched(worlds, rules, starts, best, _changes(worlds, best, rules, wishes))


def _stability(
    wishes: Wishes,
    found: _Searched,
    fresh: Callable[[int], Scenarios],
    names: Mapping[str, str],
    *,
    seed: int,
    clock: Clock,
) -> tuple[Stability, ...]:
    if not wishes.stability:
        return ()
    return plan_stability.stability(
        found.worlds, fresh(AGAIN), found.order, found.rules, names,
        seed=seed, moves=wishes.moves, seconds=wishes.seconds, clock=clock,
    )  # fmt: skip


def _without(now: Outlook, wanted: Wanted) -> Outlook:
    if not wanted.without:
        return now
    drops = WhatIf(tuple(Drop(one) for one in wanted.without))
    return rejoined.outlook(now, suppose.suppose(now.delivery, drops))


def _fresh(now: Outlook, wishes: Wishes, wanted: Wanted, which: int) -> Scenarios:
    return plan_scenarios.drawn(now, which=which, draws=wishes.draws, until=wanted.until)


def _views(of: Scenarios, wishes: Wishes, now: Outlook) -> list[World | None]:
    """The worlds as they are; and, where that is asked, with needs worth as little and as much as
    they may be in 8 of 10 cases.
    """
    if wishes.aim != NEEDS:
        return [None]
    found: list[World | None] = [None]
    for sign in (-1.0, 1.0):
        world = of.joint.world
        for strength in range(len(STRENGTHS)):
            psi = now.worth.mean[strength] + sign * plan_gap.Q90 * now.worth.sd[strength]
            world = world.at(strength, max(float(psi), 0.0))
        found.append(world)
    return found


def _aim(now: Outlook, worlds: Worlds, wishes: Wishes, by_revenue: Places) -> Aim:
    todo = worlds.of.delivery.todo
    movable = 1.0
    if wishes.costs_are_shares:
        brings = worlds.go_to(by_revenue)[0].mean()
        movable = float(brings - plan_gap.judged(worlds, {}).never.mean())
    behind = tuple(
        (at, np.array([
            one for one in range(at + 1, len(todo.features)) if todo.team[one] == todo.team[at]
        ], dtype=np.int64))
        for at in np.flatnonzero(todo.done > 0).tolist()
    )  # fmt: skip
    return Aim(
        worst=wishes.aim == WORST,
        promise_cost=wishes.promise_cost * movable,
        promised=_promised(now),
        switch_cost=wishes.switch_cost * movable,
        behind=behind,
    )


def _promised(now: Outlook) -> Places:
    """(places, days after today) of the standing promises to ship a feature by a day."""
    place = {feature: at for at, feature in enumerate(now.delivery.todo.features)}
    standing = whatif_features.standing(now)
    about = dict(now.book.promises.select("id", "feature").drop_nulls().iter_rows())
    found = [
        (place[about[one.id]], (one.due - now.as_of).days)
        for one in standing
        if one.due is not None and about.get(one.id) in place
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 2).T


def _changes(worlds: Worlds, best: Best, rules: Rules, wishes: Wishes) -> tuple[Reorder, ...]:
    """What leads to the best order. Where expected bookings alone count, without what hardly
    matters, and nothing where the order as is brings as much.
    """
    todo = worlds.of.delivery.todo
    some = plan_changes.changes(todo, best.order)
    if rules.must.size or wishes.aim != MEAN or wishes.switch_cost or wishes.promise_cost:
        return some
    as_is, all_of = (
        float(worlds.try_order(plan_changes.made(todo, these))[0].mean()) for these in ((), some)
    )
    least = as_is + (1 - plan_changes.LEAST_MATTERS) * (all_of - as_is)
    return plan_changes.that_matter(worlds, some, least=least) if all_of > as_is else ()


def _late(worlds: Worlds, starts: Mapping[str, Places], rules: Rules) -> tuple[str, ...]:
    """Must features that ship in time in no start."""
    late = np.ones(rules.must.size, dtype=bool)
    for order in starts.values():
        worlds.try_order(order)
        late &= ~plan_rules.above(worlds, rules.must, tried=True)
    some = rules.must[late] if late.any() else rules.must
    return tuple(worlds.of.features[at] for at in some.tolist())


def _broken(now: Outlook, judge: Worlds, order: Places) -> tuple[float, float]:
    aim = Aim(promised=_promised(now))
    found = []
    for one in (np.arange(order.size), order):
        judge.try_order(one)
        found.append(aim.broken(judge, tried=True))
    return found[0], found[1]


def _names(now: Outlook) -> dict[str, str]:
    rows = now.book.features.select("id", "key", "name").iter_rows(named=True)
    return {row["id"]: row["name"] or row["key"] or row["id"] for row in rows}
