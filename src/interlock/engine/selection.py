"""Features to choose among, what sets of them bring, and the choice made, with its proof.

    max  sum over sets of worth[s, p],  p the first period by whose end all of its features are in
    s.t. what features wait for is in as early; sum of sizes in by p <= capacity[p], for each team

The Next Release Problem (Bagnall, Rayward-Smith & Whittley 2001) is that with one period and team.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from interlock.engine.arrays import Places

NEVER = -1
"""The period of what is not built."""

LARGEST = 1 << 61
"""Value x size must stay below it to be told apart exactly."""

Groups = tuple[tuple[int, ...], ...]
Watch = Callable[[int, float], bool]
"""Told from time to time the value found and its bound; says whether to go on."""


@dataclass(frozen=True)
class Selection:
    """What there is to choose, in whole numbers.

    ``sizes`` (features, teams); ``capacity`` (periods, teams), from now to each period's end, never
    falling; ``worth`` (sets, periods) of a set whose features are in by then, never rising; set s
    needs the features ``needs[s]``. ``waits`` are pairs: the first is not in before the second;
    of ``together`` all are in at once or none; of ``either`` one at most; ``must`` are in, and
    ``without`` are not. Raises ``ValueError`` for arrays that do not fit each other.
    """

    sizes: Places
    capacity: Places
    worth: Places
    needs: Groups
    waits: tuple[tuple[int, int], ...] = ()
    together: Groups = ()
    either: Groups = ()
    must: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        wrong = list(_wrong(self))
        if wrong:
            raise ValueError("; ".join(wrong))

    @property
    def is_plain(self) -> bool:
        """One period, one team, nothing exclusive: what `selection_search` takes."""
        return self.capacity.shape == (1, 1) and not self.either

    @cached_property
    def needed_by(self) -> tuple[frozenset[int], ...]:
        """With each feature all that must be in with it, itself among them."""
        onward: list[set[int]] = [set() for _ in self.sizes]
        for feature, first in self.waits:
            onward[feature].add(first)
        for group in self.together:
            for feature in group:
                onward[feature].update(group)
        return tuple(_all_from(feature, onward) for feature in range(len(onward)))

    def closed(self, features: Sequence[int] | frozenset[int]) -> frozenset[int]:
        """The features with all that must be in with them."""
        return frozenset().union(*(self.needed_by[feature] for feature in features))


@dataclass(frozen=True)
class Chosen:
    """A choice: by the end of which period each feature and set is in (``NEVER`` for none), what it
    is worth, the ``used`` capacity (periods, teams), and what no choice is worth more than.
    """

    features: Places
    sets: Places
    value: int
    bound: float
    used: Places
    method: str
    nodes: int = field(default=0, compare=False)

    @property
    def gap(self) -> float:
        """How much more, at most, as a share of the bound."""
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def proven(self) -> bool:
        """Whether nothing whole is left between value and bound."""
        return self.bound < self.value + 1


def _all_from(start: int, onward: Sequence[set[int]]) -> frozenset[int]:
    found, open_ones = {start}, [start]
    while open_ones:
        further = onward[open_ones.pop()] - found
        found |= further
        open_ones += further
    return frozenset(found)


def _wrong(of: Selection) -> Sequence[str]:
    """What of the arrays does not fit."""
    wrong = []
    features = len(of.sizes)
    named = [*of.waits, *of.together, *of.either, *of.needs, tuple(of.must), tuple(of.without)]
    if any(not 0 <= one < features for group in named for one in group):
        wrong.append(f"features are numbered from 0 to {features - 1}")
    if of.sizes.ndim != 2 or of.capacity.shape[1:] != of.sizes.shape[1:]:
        wrong.append("sizes (features, teams) and capacity (periods, teams) name other teams")
    if not len(of.capacity):
        wrong.append("capacity has one period at least")
    if of.worth.shape != (len(of.needs), len(of.capacity)):
        wrong.append("worth is (sets, periods)")
    if any(array.dtype.kind != "i" for array in (of.sizes, of.capacity, of.worth)):
        wrong.append("sizes, capacity and worth are whole numbers")
    if (of.sizes < 0).any() or (of.worth < 0).any():
        wrong.append("sizes and worth are never below zero")
    if (np.diff(of.capacity, axis=0) < 0).any() or (np.diff(of.worth, axis=1) > 0).any():
        wrong.append("capacity never falls, and worth never rises, from a period to the next")
    if float(of.worth.max(axis=1, initial=0).sum()) * float(of.sizes.sum()) > LARGEST:
        wrong.append(f"all worth x all size is above {LARGEST}: count in larger units")
    return wrong
