"""For each feature of a scope where it would change sides: at which worth of what rides on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from interlock.engine import best_selection, selection_wishes
from interlock.engine.arrays import Flags
from interlock.engine.selection import NEVER, Chosen, Selection

PARTS = 1_000
"""Factors are told apart to so many parts of one."""

MOST = 1_000.0
"""A feature that is out at this factor never comes in."""

MOST_STEPS = 20


@dataclass(frozen=True)
class Price:
    """A feature ``is_in`` the best choice or not. ``rides``: what the sets are worth that need it,
    in the best choice with it. ``turns``: the factor on the worth of all that needs it at which
    that choice is worth as much as the best without it; None where no factor does that.
    ``displaces``: what is in the best choice without it, and not in that with it.
    """

    feature: int
    is_in: bool
    rides: int
    turns: float | None
    displaces: tuple[int, ...]


def prices(of: Selection, *, going: Callable[[], bool] = lambda: True) -> Iterator[Price]:
    """The price of each feature that some set needs, while ``going`` says so; ``of`` with one
    period. What must be in, or not, has none.

    With B the best choice without f, which no worth of f moves, and S(k) the best with f in, f's
    own sets being worth k times what they are, V(S(k)) rises with k and bends upwards, so that

        k <- k - (V(S(k)) - V(B)) / worth of f's own sets in S(k)

    falls from any k above it to the one at which both are even (Dinkelbach 1967). Exact, to a
    thousandth, as each choice is proven.
    """
    best = best_selection.best(of)
    settled = of.closed(of.must) | of.without
    wanted: frozenset[int] = frozenset[int]().union(*map(of.closed, of.needs))
    for feature in sorted(wanted - settled):
        if not going():
            return
        is_in = bool(best.features[feature] != NEVER)
        out = best
        if is_in:
            out = best_selection.best(replace(of, without=of.without | {feature}))
        yield _Sides(of, feature, out).price(is_in)


class _Sides:
    """The best choice ``out`` without a feature, and those with it."""

    def __init__(self, of: Selection, feature: int, out: Chosen) -> None:
        self._of = replace(of, must=of.must | {feature})
        self._feature, self._out = feature, out
        self._own: Flags = np.array([feature in of.closed(need) for need in of.needs])

    def price(self, is_in: bool) -> Price:
        if selection_wishes.clashes(self._of):
            return Price(self._feature, is_in, 0, None, ())
        found, rides, lead = self._at(1.0)
        displaced = (self._out.features != NEVER) & (found.features == NEVER)
        turns = self._turns(rides, lead)
        return Price(self._feature, is_in, rides, turns, tuple(np.flatnonzero(displaced).tolist()))

    def _turns(self, rides: int, lead: float) -> float | None:
        factor = 1.0
        if not rides:
            factor = MOST
            _, rides, lead = self._at(factor)
            if not rides:
                return None
        for _ in range(MOST_STEPS):
            before, factor = factor, max(factor - lead / max(rides, 1), 0.0)
            if abs(before - factor) < 1 / PARTS:
                break
            _, rides, lead = self._at(factor)
        return factor

    def _at(self, factor: float) -> tuple[Chosen, int, float]:
        """S(factor), what its own sets are worth as they are, and how far it leads B."""
        scaled = self._of.worth * np.where(self._own, round(factor * PARTS), PARTS)[:, None]
        found = best_selection.best(replace(self._of, worth=scaled))
        mine = int(self._of.worth[self._own & (found.sets != NEVER), 0].sum())
        return found, mine, found.value / PARTS - self._out.value
