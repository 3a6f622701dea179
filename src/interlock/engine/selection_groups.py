"""A selection with one budget, made as small as it can be without changing what is best.

Sets are closed under what their features wait for, so that nothing else says what waits; features
that the same sets want become one, as one of them alone brings nothing; sets that want the same
become one. What must be in is paid for beforehand, what must not be in takes its sets along, and
what costs nothing is left out of the choice.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from interlock.engine import closure
from interlock.engine.arrays import Flags
from interlock.engine.closure import Network
from interlock.engine.selection import Selection


@dataclass(frozen=True)
class Grouped:
    """The ``net`` over groups of features (``members``), the ``budget`` left for them, and the
    value of sets that are ``had`` whatever is chosen, ``inside`` being in. ``closed`` are the
    features of each set that can be had, with all that they need.
    """

    net: Network
    members: tuple[tuple[int, ...], ...]
    budget: int
    had: int
    inside: frozenset[int]
    closed: tuple[frozenset[int], ...]
    free: frozenset[int]

    def features(self, groups: Flags) -> list[int]:
        """The features of all sets that these groups complete, and what must be in."""
        chosen = self.inside.union(*(self.members[at] for at in np.flatnonzero(groups)))
        had = chosen | self.free
        return sorted(self.inside.union(*(need for need in self.closed if need <= had)))

    def groups_in(self, features: Iterable[int]) -> Flags:
        """The groups all of whose features are among these."""
        given = frozenset(features)
        return np.array([given.issuperset(group) for group in self.members], dtype=bool)


def grouped(of: Selection) -> Grouped:
    """The same choice among fewer, ``of`` being plain and without a clash."""
    sizes, inside = of.sizes[:, 0], of.closed(of.must)
    free = frozenset(np.flatnonzero(sizes == 0).tolist())
    closed = [
        (of.closed(need), worth) for need, worth in zip(of.needs, of.worth[:, 0], strict=True)
    ]
    lives = [(need, int(worth)) for need, worth in closed if worth and not need & of.without]
    lacking = [need - inside - free for need, _ in lives]
    members = _members(lacking)
    place = {feature: at for at, group in enumerate(members) for feature in group}
    values: dict[tuple[int, ...], int] = defaultdict(int)
    for need, (_, worth) in zip(lacking, lives, strict=True):
        values[tuple(sorted({place[one] for one in need}))] += worth
    had = values.pop((), 0)
    return Grouped(
        net=closure.network(
            np.array(list(values.values()), dtype=np.int64),
            np.array([sizes[list(group)].sum() for group in members], dtype=np.int64),
            list(values),
        ),
        members=members,
        budget=int(of.capacity[0, 0] - sizes[sorted(inside)].sum()),
        had=had,
        inside=inside,
        closed=tuple(need for need, _ in lives),
        free=free,
    )


def _members(needs: Iterable[frozenset[int]]) -> tuple[tuple[int, ...], ...]:
    """Features by the sets that want them."""
    wanted_by: dict[int, list[int]] = defaultdict(list)
    for at, need in enumerate(needs):
        for feature in need:
            wanted_by[feature].append(at)
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for feature in sorted(wanted_by):
        groups[tuple(wanted_by[feature])].append(feature)
    return tuple(map(tuple, groups.values()))
