"""Orders proposed by the exact choice of features by month; the search then disposes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from interlock.engine import best_selection, plan_scope, plan_starts
from interlock.engine.arrays import Floats, Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_scope import Asked, Scope
from interlock.engine.plan_worlds import Worlds
from interlock.engine.selection import NEVER, Chosen, Selection

BY_QUARTERS = "by exact choice for each quarter"
MONTHS = 3
"""Months that a quarter has."""

MOST_SETS = 500
"""Need-sets up to which that is worked out for a start: with more, the search gets further in that
time.
"""

UNITS = 100_000
"""Worth in so many units at most: finer ones are below what sizes and capacities say anyway."""


@dataclass(frozen=True, eq=False)
class Proposed:
    """An ``order`` and the choice from which it comes, of ``scope``, after so many ``seconds``."""

    order: Places
    scope: Scope
    chosen: Chosen
    seconds: float

    @property
    def value(self) -> float:
        """What it brings, in money, by the model with fixed sizes and capacities."""
        return self.scope.money(self.chosen.value)

    @property
    def bound(self) -> float:
        """What no choice brings more than, by that model."""
        return self.scope.money(self.chosen.bound)


def start(
    worlds: Worlds, rules: Rules, *, seconds: float, clock: Clock = standing
) -> Mapping[str, Places]:
    """The order by the exact choice for each quarter from here, where there is something to choose
    and that is quickly done.
    """
    if not worlds.of.features or worlds.laid.kind.size > MOST_SETS:
        return {}
    scores = plan_starts.brought_by_each(worlds) / plan_starts.work_weeks(worlds.of)
    ends = plan_scope.months(worlds.of.delivery.as_of, worlds.of.until)
    quarters = (*ends[MONTHS - 1 : -1 : MONTHS], ends[-1])
    found = by_months(worlds, rules, scores, ends=quarters, seconds=seconds, clock=clock)
    return {BY_QUARTERS: found.order}


def by_months(
    worlds: Worlds,
    rules: Rules,
    scores: Floats,
    *,
    ends: tuple[date, ...] = (),
    seconds: float = np.inf,
    clock: Clock = standing,
) -> Proposed:
    """The order that the best choice by month makes: months first, inside one by ``scores``.

    ``scores`` (features,), the more the sooner, also say what is packed month by month to begin
    with; that comes back where nothing better is found in ``seconds``.
    """
    began = clock()
    of = worlds.of
    asked = Asked(frozen=frozenset(np.flatnonzero(rules.frozen).tolist()))
    ends = ends or plan_scope.months(of.delivery.as_of, of.until)
    scope = plan_scope.by_periods(worlds, ends, asked, units=UNITS)
    begun = packed(scope.selection, plan_starts.ranked(scores, rules))
    found = best_selection.best(
        scope.selection, start=begun, watch=lambda *_: clock() - began < seconds
    )
    every = float(scope.selection.worth.max(axis=1, initial=0).sum())
    chosen = replace(found, bound=min(found.bound, every))
    when = np.where(chosen.features == NEVER, len(ends), chosen.features)
    rank = np.argsort(np.argsort(scores, kind="stable"), kind="stable") / max(scores.size, 1)
    order = plan_starts.ranked(len(ends) - when + rank, rules)
    return Proposed(order, scope, chosen, clock() - began)


def packed(of: Selection, order: Places) -> Places:
    """The periods of features taken in this order, each with what it needs, as early as it fits."""
    left = of.capacity.copy()
    when = np.full(len(of.sizes), NEVER)
    for feature in order.tolist():
        group = sorted(one for one in of.needed_by[feature] if when[one] == NEVER)
        if not of.without.isdisjoint(group) or when[feature] != NEVER:
            continue
        size = of.sizes[group].sum(axis=0)
        lasts = np.flatnonzero((np.minimum.accumulate(left[::-1])[::-1] >= size).all(axis=1))
        after = max((when[one] for one in of.needed_by[feature]), default=NEVER)
        fits = lasts[lasts >= after]
        if fits.size:
            when[group] = fits[0]
            left[fits[0] :] -= size
    return when
