"""The best choice of a selection with its proof, by whichever search takes it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from interlock.engine import selection_model, selection_search
from interlock.engine.arrays import Places
from interlock.engine.selection import NEVER, Chosen, Selection, Watch
from interlock.engine.selection_check import faults, periods_of_sets, used, value
from interlock.engine.selection_fill import Best
from interlock.engine.selection_groups import grouped
from interlock.engine.selection_wishes import clashes
from interlock.records.errors import NotPossible

METHOD = "branch and bound on maximum closures"


def best(
    of: Selection,
    *,
    start: Places | None = None,
    watch: Watch = lambda value, bound: True,
    names: Sequence[str] = (),
    teams: Sequence[str] = (),
) -> Chosen:
    """The choice that is worth most, and what none is worth more than.

    ``start``: periods of features of a choice that is known, to be bettered. ``watch`` is told
    value and bound from time to time; where it says no, the best so far comes back, its gap stated.
    Every choice is held against ``of`` once more. Raises ``NotPossible`` with wishes that clash,
    features (``names``) and ``teams`` by name.
    """
    wrong = clashes(of)
    if wrong:
        named = names or [f"feature {at}" for at in range(len(of.sizes))]
        raise NotPossible.several([clash.said(named, teams) for clash in wrong])
    if start is None or not fits(of, start):
        start = _musts(of)
    found = (_searched if of.is_plain else selection_model.solve)(of, start=start, watch=watch)
    broken = faults(of, found)
    if broken:
        raise AssertionError(f"a choice that breaks what was asked: {broken}")
    return found


def fits(of: Selection, start: Places) -> bool:
    """Whether these periods of features are a choice."""
    sets = periods_of_sets(of, start)
    brings = value(of, sets)
    return not faults(of, Chosen(start, sets, brings, brings, used(of, start), "given"))


def chosen(of: Selection, features: Sequence[int], *, bound: float, method: str) -> Chosen:
    """The choice of these features in the first of one period."""
    when = np.full(len(of.sizes), NEVER)
    when[list(features)] = 0
    sets = periods_of_sets(of, when)
    return Chosen(when, sets, value(of, sets), bound, used(of, when), method)


def _musts(of: Selection) -> Places:
    """What must be in with all that it needs, at the very end: the least choice there is."""
    when = np.full(len(of.sizes), NEVER)
    when[sorted(of.closed(of.must))] = len(of.capacity) - 1
    return when


def _searched(of: Selection, *, start: Places, watch: Watch) -> Chosen:
    small = grouped(of)
    best = Best(np.array([-1]), small.groups_in(np.flatnonzero(start != NEVER)))
    nodes, limit = 0, 0
    for tree in selection_search.grow(small.net, best, small.budget):
        nodes, limit = tree.nodes, tree.limit
        if not watch(small.had + int(best.value[0]), small.had + max(limit, int(best.value[0]))):
            break
    bound = small.had + max(limit, int(best.value[0]))
    found = chosen(of, small.features(best.chosen), bound=bound, method=METHOD)
    return replace(found, nodes=nodes)
