"""The most that can be had within every size of work: the exact front of value over size.

The corners of the hull lie on it. Between two of them one flow, at the rate at which both are worth
the same, bounds what every size can bring, and what is known for one size is a start for the next:
what neither leaves open is little, and searched, everywhere a little first and then for longer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

import numpy as np

from interlock.engine import closure, selection_core, selection_hull, selection_search, side_by_side
from interlock.engine.arrays import Flags, Floats, Places
from interlock.engine.closure import IN, OUT, Flow, Network
from interlock.engine.selection_core import Core
from interlock.engine.selection_fill import Best, fill
from interlock.engine.selection_hull import Hull
from interlock.engine.selection_search import ONE

FIRST_NODES, MORE = 2048, 8
"""Nodes that a size is searched for at first, and how many times as many each time it is again."""

BITS = 8


@dataclass(frozen=True)
class Front:
    """For each size from nothing to all that is wanted: the most ``values`` known within it, and
    what none within it is worth more than, ``bounds``; ``choices`` are the features, as bits.
    """

    values: Places
    bounds: Places
    choices: np.ndarray

    @property
    def points(self) -> Places:
        """Sizes and values of which no other brings more for as much or less, (points, 2)."""
        better = np.flatnonzero(np.diff(self.values, prepend=-1) > 0)
        return np.column_stack([better, self.values[better]])

    @property
    def proven(self) -> int:
        """Of how many sizes nothing better is possible."""
        return int(np.count_nonzero(self.bounds == self.values))

    @property
    def is_proven(self) -> bool:
        return self.proven == len(self.values)

    @property
    def gap(self) -> float:
        """How much more, at most, is to be had within some size, as a share of its bound."""
        over: Floats = (self.bounds - self.values) / np.maximum(self.bounds, 1)
        return float(over.max())

    def chosen(self, size: int, features: int) -> Flags:
        """The features of the best choice known within a size."""
        return np.unpackbits(self.choices[size], count=features).astype(bool)


GoOn = Callable[[Front], bool]
"""Told the front as it is; says whether to go on."""


def front(net: Network, go_on: GoOn = lambda front: True) -> Front:
    """The whole front; where ``go_on`` says no, the best so far, its gap stated."""
    corners = selection_hull.hull(net)
    found = _begun(net, corners)
    nodes = FIRST_NODES
    going = True
    while going and not found.is_proven:
        search = partial(_search, net, corners, found, nodes, go_on)
        going = all(side_by_side.each(search, range(len(corners.sizes) - 1)))
        nodes *= MORE
    return found


def _begun(net: Network, corners: Hull) -> Front:
    """The corners, which are proven, and the hull's bounds of the sizes between them."""
    sizes = np.arange(corners.sizes[-1] + 1)
    values = np.zeros_like(sizes)
    bounds = np.zeros_like(sizes)
    choices = np.zeros((sizes.size, -(-net.sizes.size // BITS)), dtype=np.uint8)
    for at, size in enumerate(corners.sizes):
        values[size] = bounds[size] = corners.values[at]
        choices[size] = np.packbits(corners.since <= at)
    for (low, high), (less, more) in zip(
        pairwise(corners.sizes.tolist()), pairwise(corners.values.tolist()), strict=True
    ):
        between = np.arange(low + 1, high)
        bounds[between] = less + (between - low) * (more - less) // (high - low)
    return Front(values, bounds, choices)


def _search(net: Network, corners: Hull, found: Front, nodes: int, go_on: GoOn, at: int) -> bool:
    """Look at so many nodes for each size from one corner to the next; whether to go on."""
    low, high = corners.sizes[at : at + 2].tolist()
    more, per = int(corners.values[at + 1] - corners.values[at]), high - low
    flow, desk = closure.no_flow(net), selection_search.desk(net)
    nothing = np.zeros(net.sizes.size, dtype=np.int8)
    worth = closure.flow_at(net, flow, nothing, more, per, closure.ALL)
    going = True
    for size in range(low + 1, high):
        best = Best(found.values[size : size + 1], found.chosen(size, net.sizes.size))
        desk.choice.chosen[:] = found.chosen(size - 1, net.sizes.size)
        fill(net, desk.choice, best, size)
        going = going and go_on(found)
        if going and found.bounds[size] > best.value[0]:
            lead = worth + more * size - (int(best.value[0]) + 1) * per
            core = selection_core.core(net, _decided(net, flow, lead))
            found.bounds[size] = _searched(core, best, size, ONE * more // per, nodes)
        found.choices[size] = np.packbits(best.chosen)
        _hold_below(found, size, int(net.sizes[best.chosen].sum()))
    return going


def _hold_below(found: Front, size: int, own: int) -> None:
    """What is known of a size holds for smaller ones down to its ``own``, that of its choice."""
    while size > own and found.values[size - 1] < found.values[size]:
        size -= 1
        found.values[size], found.choices[size] = found.values[size + 1], found.choices[size + 1]


def _decided(net: Network, flow: Flow, lead: int) -> np.ndarray:
    """What must be so where the bound leads so far over the best known."""
    status = np.zeros(net.sizes.size, dtype=np.int8)
    status[flow.room > lead] = OUT
    status[net.wants[(flow.left > lead)[net.owner]]] = IN
    return status


def _searched(core: Core, best: Best, size: int, rate: int, nodes: int) -> int:
    """The bound after so many nodes; ``best`` becomes what is found."""
    known = int(best.value[0])
    of_core = Best(np.array([known - core.value]), np.zeros(core.features.size, dtype=bool))
    limit = 0
    for tree in selection_search.grow(core.net, of_core, size - core.size, rate=rate):
        limit = tree.limit
        if tree.nodes >= nodes:
            break
    value = core.value + int(of_core.value[0])
    if value > known:
        best.value[0] = value
        best.chosen[:] = core.chosen(of_core.chosen)
    return max(value, core.value + limit)
