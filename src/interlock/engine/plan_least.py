"""The least work that brings a wanted sum."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from interlock.engine import best_selection
from interlock.engine.plan_scope import Scope
from interlock.engine.selection_front import Front
from interlock.engine.selection_groups import Grouped
from interlock.records.curve import NOT_REACHABLE, NOTHING_NEEDED, REACHED


@dataclass(frozen=True)
class Least:
    """The ``outcome``, the ``size`` of the least choice known that reaches a sum with its
    ``features``, and the size ``at_least`` that any such choice has.
    """

    outcome: str
    size: int
    at_least: int
    features: tuple[int, ...]


def least(
    scope: Scope, small: Grouped, front: Front, wanted: float, going: Callable[[], bool]
) -> Least:
    """The smallest size whose best choice reaches the sum ``wanted``.

    The front says it where it is proven. Where it leaves sizes open, the smallest that reaches the
    sum and the largest that cannot are moved towards each other by exact choices, half the way each
    time, while ``going`` says so.
    """
    first = int(scope.selection.sizes[sorted(small.inside)].sum())
    units = ceil(round((wanted - scope.base) / scope.unit, 6)) - small.had
    alone = tuple(small.features(np.zeros(len(small.members), dtype=bool)))
    if units <= 0:
        return Least(NOTHING_NEEDED, first, first, alone)
    if front.values[-1] < units:
        every = small.features(np.ones(len(small.members), dtype=bool))
        return Least(NOT_REACHABLE, first + len(front.values) - 1, 0, tuple(every))
    high = int(np.argmax(front.values >= units))
    low = int(np.argmax(front.bounds >= units))
    found = small.features(front.chosen(high, len(small.members)))
    while low < high and going():
        middle = (low + high) // 2
        of = replace(scope.selection, capacity=np.array([[first + middle]]))
        chosen = best_selection.best(of, watch=lambda *_: going())
        if chosen.value - small.had >= units:
            high, found = middle, np.flatnonzero(chosen.features >= 0).tolist()
        elif chosen.proven:
            low = middle + 1
        else:
            break
    return Least(REACHED, first + high, first + low, tuple(found))
