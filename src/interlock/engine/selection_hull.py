"""The best choices at every price of work at once: the upper hull of value over size.

Between two corners of the hull of which one holds the other, either nothing lies, or the closure at
the rate at which both are worth the same lies between them and splits what one has and the other
lacks (Eisner & Severance 1976; that closures at falling rates hold each other: Gallo, Grigoriadis &
Tarjan 1989). The parts do not touch each other, so one flow splits all parts there are. Between two
neighbours the straight line bounds what any choice of a size there is worth.
"""

from dataclasses import dataclass

import numpy as np

from interlock.engine import closure
from interlock.engine.arrays import Floats, Places
from interlock.engine.closure import Network


@dataclass(frozen=True)
class Hull:
    """Corners by rising size: their ``sizes`` and ``values``, the first of them nothing, the last
    all that any set wants; a feature is in from the corner ``since`` on.
    """

    sizes: Places
    values: Places
    since: Places

    def bound(self, size: np.ndarray) -> Floats:
        """What no choice of at most this size is worth more than."""
        found: Floats = np.interp(size, self.sizes, self.values)
        return found


def hull(net: Network) -> Hull:
    """All corners of the hull."""
    parts = np.zeros(net.sizes.size, dtype=np.int64)
    while True:
        upper = _upper(net, parts)
        splits = _splits(net, parts, upper)
        if not splits.any():
            break
        parts = parts + np.cumsum(splits)[parts] - splits[parts] + (upper & splits[parts])
    sizes, values = _sums(net, parts)
    return Hull(np.append(0, np.cumsum(sizes)), np.append(0, np.cumsum(values)), parts + 1)


def _upper(net: Network, parts: Places) -> np.ndarray:
    """The features of each part that lie above what splits it, (features,)."""
    of_sets = _of_sets(net, parts)
    sizes, values = _sums(net, parts)
    alive = parts[net.wants] == of_sets[net.owner]
    part = closure.linked(
        net.values * sizes[of_sets], net.sizes * values[parts], net.owner[alive], net.wants[alive]
    )
    flow, chosen = closure.no_flow(part), np.zeros(parts.size, dtype=bool)
    closure.flow_at(part, flow, np.zeros(parts.size, dtype=np.int8), 1, 1, closure.ALL)
    closure.least(part, flow, chosen)
    return ~chosen


def _splits(net: Network, parts: Places, upper: np.ndarray) -> np.ndarray:
    """Whether each part has something on both sides."""
    count = int(parts.max(initial=-1)) + 1
    above = np.bincount(parts, weights=upper * net.sizes, minlength=count)
    return (above > 0) & (above < _sums(net, parts)[0])


def _of_sets(net: Network, parts: Places) -> Places:
    """The part in which each set is complete: that of its last feature."""
    last: Places = np.maximum.reduceat(parts[net.wants], net.starts[:-1])
    return last


def _sums(net: Network, parts: Places) -> tuple[Places, Places]:
    """Size of the features and value of the sets of each part."""
    count = int(parts.max(initial=-1)) + 1
    sizes, values = np.zeros((2, count), dtype=np.int64)
    np.add.at(sizes, parts, net.sizes)
    np.add.at(values, _of_sets(net, parts), net.values)
    return sizes, values
