"""The plan: which features in which order, for the most expected bookings, and how good that is."""

from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter

import numpy as np

from interlock.engine import (
    plan_bound,
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
    rejoined,
    suppose,
    whatif_features,
)
from interlock.engine.arrays import Places
from interlock.engine.joint import World
from interlock.engine.outlook import Outlook, birth
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_search import Best
from interlock.engine.plan_starts import AS_IS, BY_REVENUE
from interlock.engine.plan_wishes import Wanted
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import NEEDS, WORST, Ordered, Planned, Underway, Wishes
from interlock.records.sales_tables import STRENGTHS
from interlock.records.whatif import Drop, Reorder, WhatIf

METHOD = (
    "insertions and swaps in teams' queues on expected bookings, exact given simulated delivery, "
    "in shared scenarios; judged on fresh ones"
)
PLAN = "plan"
SEARCHED, JUDGED, AGAIN, REPLICATED = 1, 2, 3, 10
"""Which scenarios are drawn for what."""

OF_REPLICATIONS = 3
"""A replication's search has a third of the moves: it begins at the plan."""

Progress = Callable[[Underway], None]


def plan_ahead(now: Outlook, wishes: Wishes, *, progress: Progress = lambda _: None) -> Planned:
    """The order of all unfinished features that brings most, as far as the search finds it.

        max over orders of mean over scenarios d of sum over need-sets g of
            A_g(weeks in which g's features are ready in d, in the world of d)

    with A_g what the deals of g bring in expectation (`joint`). Features that do not ship until the
    last day stand below the line: a feature put last is worth no less than one dropped unless
    something waits for it. Raises ``NotPossible`` with all wishes that clash or cannot be.
    """
    began = perf_counter()

    def tell(step: str, best: Best | None = None) -> None:
        seconds = perf_counter() - began
        if best is None:
            progress(Underway(step, seconds))
        else:
            by_revenue = best.starts[BY_REVENUE]
            progress(Underway(step, seconds, best.moves, best.value, by_revenue))

    wanted = plan_wishes.wanted(now, wishes)
    now = _without(now, wanted)
    fresh = partial(_fresh, now, wishes, wanted)
    tell("drawing scenarios")
    of = fresh(SEARCHED)
    must = of.delivery.todo.places(wanted.must)
    rules = plan_rules.rules(of, must=must, frozen_weeks=wishes.frozen_weeks)
    worlds = Worlds(of, views=_views(of, wishes, now))
    few = Worlds(of.first(plan_gap.FEW), like=worlds)
    starts = plan_starts.starts(worlds, rules)
    aim = _aim(now, worlds, wishes, starts[BY_REVENUE])
    best = plan_search.search(
        worlds, few, starts, aim=aim, rules=rules, seed=now.seed,
        moves=wishes.moves, seconds=wishes.seconds, progress=lambda best: tell("searching", best),
    )  # fmt: skip
    if best is None:
        raise plan_wishes.out_of_reach(now, _late(worlds, starts, rules), wanted.until)
    some = _changes(worlds, best, rules, aim)
    order = plan_rules.frozen_first(plan_changes.made(of.delivery.todo, some), rules)
    tell("judging on fresh scenarios")
    judge = Worlds(fresh(JUDGED))
    orders = {PLAN: order, **starts}
    found = plan_gap.judged(judge, orders)
    in_sample = {PLAN: float(worlds.try_order(order)[0].mean())} | {
        name: float(worlds.try_order(one)[0].mean()) for name, one in starts.items()
    }
    brings, never = found.value(PLAN), float(found.never.mean())
    movable = found.value(BY_REVENUE) - never
    adds = found.difference(PLAN, BY_REVENUE)
    tell("explaining")
    names = _names(now)
    return Planned(
        company=now.book.company.name,
        simulated=now.book.company.simulated,
        currency=now.book.company.currency,
        wishes=wishes,
        until=wanted.until,
        orders=tuple(Ordered(name, found.value(name), in_sample[name]) for name in orders),
        never=never,
        today=float(found.today.mean()),
        adds=adds,
        adds_to_now=found.difference(PLAN, AS_IS),
        adds_share=adds.mean / movable if movable > 0 else 0.0,
        optimism=in_sample[PLAN] - brings,
        gap=plan_gap.gap(
            order, lambda which: fresh(REPLICATED + which), rules,
            replications=wishes.replications, moves=wishes.moves // OF_REPLICATIONS,
            seed=now.seed, brings=brings, movable=movable, seconds=wishes.seconds,
        ),
        ceiling=plan_bound.ceiling(judge, order),
        broken=_broken(now, judge, order),
        features=plan_reasons.features(judge, order, rules, names),
        stability=(
            plan_stability.stability(
                worlds, fresh(AGAIN), order, rules, names,
                seed=now.seed, moves=wishes.moves, seconds=wishes.seconds,
            )
            if wishes.stability else ()
        ),
        staffing=plan_people.moves(now, judge, order, most=wishes.staffing),
        whatif=WhatIf((*(Drop(one) for one in wanted.without), *some)),
        method=METHOD,
        draws=of.draws,
        moves=best.moves,
        seconds=perf_counter() - began,
        birth=birth(now),
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


def _changes(worlds: Worlds, best: Best, rules: Rules, aim: Aim) -> tuple[Reorder, ...]:
    """What leads to the best order, without what hardly matters; all of it where other things than
    expected bookings count.
    """
    todo = worlds.of.delivery.todo
    some = plan_changes.changes(todo, best.order)
    as_is = float(worlds.try_order(np.arange(best.order.size))[0].mean())
    gain = float(worlds.try_order(plan_changes.made(todo, some))[0].mean()) - as_is
    if rules.must.size or not aim.is_plain or len(worlds.total) > 1 or gain <= 0:
        return some
    least = as_is + (1 - plan_changes.LEAST_MATTERS) * gain
    return plan_changes.that_matter(worlds, some, least=least)


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
