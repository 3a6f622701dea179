"""The plan in the weekly report: what a better order would add this week, by which changes.

A quick search of a fixed number of moves and no clock, so that every machine says the same.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from interlock.engine import plan_changes, plan_scenarios, planning
from interlock.engine.exposure import exposures
from interlock.engine.outlook import Outlook
from interlock.engine.plan_worlds import Worlds
from interlock.records.planning import Planned, Wishes, is_little
from interlock.records.report_plan import BelowLine, PlanChange, PlanSection
from interlock.records.whatif import Reorder

SHOWN = 3
WISHES = replace(Wishes().quick(), moves=400, seconds=inf)


def section(now: Outlook) -> PlanSection | None:
    """None where no open deal needs an unfinished feature."""
    if not now.once(exposures):
        return None
    made = planning.plan_ahead(now, WISHES)
    is_worth = made.adds_to_now.mean > 0 and not is_little(made.adds_to_now, made.movable)
    changes = _changes(now, made) if is_worth else ()
    below = _below(made)
    return PlanSection(
        until=made.until,
        is_worth=is_worth,
        adds=made.adds_to_now,
        to_ranking=made.adds,
        movable=made.movable,
        changes=changes[:SHOWN],
        changes_of=len(changes),
        below=below[:SHOWN],
        below_of=len(below),
    )


def _changes(now: Outlook, made: Planned) -> tuple[PlanChange, ...]:
    """Every change of the plan, the one whose absence costs most first: that is priced where the
    plan was not found, in the forecast's own first draws.
    """
    some = [one for one in made.whatif.changes if isinstance(one, Reorder)]
    worlds = Worlds(plan_scenarios.as_forecast(now, draws=WISHES.draws, until=made.until))
    todo = worlds.of.delivery.todo

    def value(these: Sequence[Reorder]) -> float:
        return float(worlds.try_order(plan_changes.made(todo, these)).mean())

    whole = value(some)
    planned = {one.id: one for one in made.features}
    found = []
    for at, change in enumerate(some):
        one = planned[change.feature]
        brings = whole - value([*some[:at], *some[at + 1 :]])
        found.append(PlanChange(one.id, one.name, one.team, one.place, one.was, brings))
    return tuple(sorted(found, key=lambda one: (-(one.brings or 0.0), one.feature)))


def _below(made: Planned) -> tuple[BelowLine, ...]:
    """Features below the line that bring anything, the nearest to it first."""
    below = [one for one in made.features if not one.above and one.brings > 0]
    return tuple(
        BelowLine(one.id, one.name, one.team, one.in_time, one.brings)
        for one in sorted(below, key=lambda one: (-one.in_time, -one.brings, one.id))
    )
