"""Expected bookings against work: every best scope at once, its knees, where today's scope stands,
what fits a capacity, and the least work for a sum.
"""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from interlock.engine import (
    plan_least,
    plan_prices,
    plan_rules,
    plan_scenarios,
    plan_scope,
    plan_wishes,
    plan_within,
    selection_front,
    selection_groups,
    selection_hull,
    selection_wishes,
)
from interlock.engine.arrays import Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.outlook import Outlook, birth
from interlock.engine.plan_least import Least
from interlock.engine.plan_scope import PARTS_OF_WEEK, Scope
from interlock.engine.plan_worlds import Worlds
from interlock.engine.selection_check import periods_of_sets, value
from interlock.engine.selection_front import Front
from interlock.engine.selection_groups import Grouped
from interlock.engine.selection_hull import Hull
from interlock.records.curve import Corner, Curve, InOrOut, LeastWork, Point, Standing, Within
from interlock.records.errors import NotPossible
from interlock.records.planning import ALL_TEAMS, Wishes

METHOD = (
    "exact choices of features by parametric maximum flow and branch and bound, worth from the "
    "joint forecast with what is chosen ready on one day"
)
UNITS = 1_000_000_000
"""Worth is told apart to so many units."""

MOST_KNEES = 3
LEAST_TURN = 0.05
"""A knee turns by so much of a right angle at least, the curve drawn in a square."""

OF_FRONT, OF_WITHIN = 0.6, 0.2
"""Shares of the seconds there are; the rest looks for the least work."""


def curve(
    now: Outlook,
    wishes: Wishes,
    *,
    target: float | None = None,
    ready: date | None = None,
    explained: bool = False,
    clock: Clock = standing,
) -> Curve:
    """The most that open deals are expected to bring with any amount of work.

        V(w) = base + max over sets of features F with work at most w of
               sum over need-sets' layers inside F of what they bring, ready on one day

    ``ready`` is as_of without one: then no order of so much work brings more, as nothing ships
    sooner, so that no plan reaches a sum (``target``) with less than the least work for it; as far
    as `plan_layers` is exact and sizes are what is planned. Work counts as in `plan_scope`, all
    teams' weeks together. Wishes as in a plan; of the search ``seconds`` and ``draws`` alone count.
    ``explained``: for each feature where it would change sides, within the weeks that all teams
    have together. Raises ``NotPossible`` with all wishes that clash.
    """
    began = clock()

    def going(share: float = 1.0) -> bool:
        return clock() - began < share * wishes.seconds

    wanted = plan_wishes.wanted(now, wishes)
    ready = _ready(now, ready, wanted.until)
    worlds = Worlds(plan_scenarios.as_forecast(now, draws=wishes.draws, until=wanted.until))
    asked = plan_scope.asked(worlds.of.features, must=wanted.must, without=wanted.without)
    scope = plan_scope.at_once(worlds, ready, asked, units=UNITS)
    small = selection_groups.grouped(scope.selection)
    corners = selection_hull.hull(small.net)
    front = selection_front.front(small.net, lambda *_: going(OF_FRONT))
    names = plan_wishes.names(now, worlds.of.features)
    return Curve(
        company=now.book.company.name,
        simulated=now.book.company.simulated,
        currency=now.book.company.currency,
        wishes=wishes,
        until=wanted.until,
        ready=ready,
        corners=_corners(scope, small, corners, names),
        points=_points(scope, small, front),
        gap=_gap(front),
        proven=front.proven / len(front.values),
        now=_standing(worlds, scope, small, front),
        within=_within(scope, worlds, wanted.capacity, names, OF_WITHIN * wishes.seconds, clock),
        least=None if target is None else _least_work(
            scope, small, target, plan_least.least(scope, small, front, target, going), names
        ),
        features=_in_or_out(scope, worlds, wanted.capacity, names, going) if explained else (),
        method=METHOD,
        seconds=clock() - began,
        birth=birth(now),
    )  # fmt: skip


def knees(sizes: Places, values: Places) -> list[int]:
    """Corners of a hull at which it turns most, three at most: the angle between the lines before
    and after, the whole curve being drawn in a square.
    """
    if len(sizes) < MOST_KNEES:
        return []
    across, up = np.diff(sizes) / np.ptp(sizes), np.diff(values) / np.ptp(values)
    turns = -np.diff(np.arctan2(up, across)) / (np.pi / 2)
    most = np.argsort(-turns, kind="stable")[:MOST_KNEES]
    return sorted(int(at) + 1 for at in most if turns[at] >= LEAST_TURN)


def _ready(now: Outlook, ready: date | None, until: date) -> date:
    if ready is not None and not now.as_of <= ready <= until:
        raise NotPossible(f"What is chosen is ready on {ready}: {now.as_of} to {until} is possible")
    return ready or now.as_of


def _gap(front: Front) -> float:
    """How much more some size may bring, at most, as a share of what all features do."""
    return float((front.bounds - front.values).max()) / max(int(front.values[-1]), 1)


def _first(scope: Scope, small: Grouped) -> int:
    """The work of what must ship."""
    return int(scope.selection.sizes[sorted(small.inside)].sum())


def _corners(
    scope: Scope, small: Grouped, corners: Hull, names: Sequence[str]
) -> tuple[Corner, ...]:
    first, marked = _first(scope, small), knees(corners.sizes, corners.values)
    found, had = [], set[int]()
    for at, (size, worth) in enumerate(
        zip(corners.sizes.tolist(), corners.values.tolist(), strict=True)
    ):
        chosen = small.features(corners.since <= at)
        found.append(
            Corner(
                work=(first + size) / PARTS_OF_WEEK,
                bookings=scope.money(small.had + worth),
                features=tuple(names[one] for one in chosen if one not in had),
                is_knee=at in marked,
            )
        )
        had.update(chosen)
    return tuple(found)


def _points(scope: Scope, small: Grouped, front: Front) -> tuple[Point, ...]:
    first = _first(scope, small)
    return tuple(
        Point((first + size) / PARTS_OF_WEEK, scope.money(small.had + worth))
        for size, worth in front.points.tolist()
    )


def _standing(worlds: Worlds, scope: Scope, small: Grouped, front: Front) -> Standing:
    """Of the order as it is. The best beside it keeps to what is wished, and is no worse than it
    where that does, too.
    """
    of = scope.selection
    every = np.arange(len(of.sizes))
    above = plan_rules.above(worlds, every)
    brings = value(of, periods_of_sets(of, np.where(above, 0, -1)))
    work = int(of.sizes[above].sum())
    room = min(max(work - _first(scope, small), 0), len(front.values) - 1)
    best, bound = (small.had + int(one[room]) for one in (front.values, front.bounds))
    inside = frozenset(np.flatnonzero(above).tolist())
    if of.must <= inside and inside.isdisjoint(of.without):
        best = max(best, brings)
    return Standing(
        work=work / PARTS_OF_WEEK,
        bookings=scope.money(brings),
        best=scope.money(best),
        bound=scope.money(bound),
    )


def _within(
    scope: Scope,
    worlds: Worlds,
    wished: plan_within.Capacity,
    names: Sequence[str],
    seconds: float,
    clock: Clock,
) -> Within | None:
    """In the wished capacity, else in what there is, which is nobody's wish to break; None without
    a team.
    """
    capacity = wished or plan_within.there(worlds)
    if not capacity:
        return None
    try:
        found = plan_within.within(scope, worlds, capacity, names, seconds=seconds, clock=clock)
    except NotPossible:
        if wished:
            raise
        return None
    chosen = plan_within.of_use(scope.selection, found)
    return Within(
        capacity=capacity,
        work=int(scope.selection.sizes[chosen].sum()) / PARTS_OF_WEEK,
        bookings=scope.money(found.value),
        bound=scope.money(found.bound),
        features=tuple(names[one] for one in chosen),
    )


def _in_or_out(
    scope: Scope,
    worlds: Worlds,
    wished: plan_within.Capacity,
    names: Sequence[str],
    going: Callable[[], bool],
) -> tuple[InOrOut, ...]:
    """One capacity of all teams: that wished, else all that is wished or there, added up."""
    by_team = dict(wished or plan_within.there(worlds))
    weeks = by_team.get(ALL_TEAMS, sum(by_team.values()))
    of = plan_within.limited(scope, worlds, ((ALL_TEAMS, weeks),))
    if selection_wishes.clashes(of):
        return ()
    return tuple(
        InOrOut(
            name=names[one.feature],
            is_in=one.is_in,
            rides=scope.unit * one.rides,
            turns=one.turns,
            displaces=tuple(names[other] for other in one.displaces),
        )
        for one in plan_prices.prices(of, going=going)
    )


def _least_work(
    scope: Scope, small: Grouped, wanted: float, found: Least, names: Sequence[str]
) -> LeastWork:
    of = scope.selection
    when = np.full(len(of.sizes), -1)
    when[list(found.features)] = 0
    return LeastWork(
        sum=wanted,
        outcome=found.outcome,
        work=found.size / PARTS_OF_WEEK,
        at_least=found.at_least / PARTS_OF_WEEK,
        bookings=scope.money(value(of, periods_of_sets(of, when))),
        most=scope.money(small.had + int(small.net.values.sum())),
        features=tuple(names[one] for one in found.features),
    )
