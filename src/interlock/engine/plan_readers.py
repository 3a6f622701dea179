"""A plan that was found cut to its reader: places, days and promises, no sums of money."""

from dataclasses import replace

from interlock.engine.without_amounts import birth_without_amounts, money_in
from interlock.records.best_plan import BestPlan, Stands
from interlock.records.curve import Curve
from interlock.records.plan import Plan
from interlock.records.planning import Planned, PlannedFeature, Underway


def best_plan(planned: Planned, made: Plan, curve: Curve, *, sees_amounts: bool) -> BestPlan:
    """What was found as its reader may see it; ``made`` is cut already.

    Without amounts there is nothing of what orders or scopes bring, of what a feature is worth and
    where that turns, nor of people who would bring more elsewhere: places, days, odds and promises
    stay.
    """
    birth = planned.birth
    if not sees_amounts:
        birth = birth_without_amounts(birth, money_in(planned.currency))
    return BestPlan(
        wishes=planned.wishes,
        until=planned.until,
        whatif=planned.whatif,
        features=tuple(_stands(one, sees_amounts) for one in planned.features),
        made=made,
        stability=planned.stability,
        broken=planned.broken,
        method=planned.method,
        draws=planned.draws,
        moves=planned.moves,
        seconds=planned.seconds,
        birth=birth,
        planned=planned if sees_amounts else None,
        curve=curve if sees_amounts else None,
    )


def underway(far: Underway, *, sees_amounts: bool) -> Underway:
    """How far a search is, as its reader may see it."""
    return far if sees_amounts else replace(far, value=None, by_revenue=None)


def _stands(one: PlannedFeature, sees_amounts: bool) -> Stands:
    return Stands(
        id=one.id,
        name=one.name,
        team=one.team,
        place=one.place,
        was=one.was,
        in_time=one.in_time,
        above=one.above,
        is_frozen=one.is_frozen,
        is_must=one.is_must,
        weeks=one.weeks,
        displaces=one.displaces,
        named=one.named if sees_amounts else None,
        brings=one.brings if sees_amounts else None,
        turns=one.turns if sees_amounts else None,
    )
