"""The best features within a budget of work, proven: branch and bound on maximum closures.

A node decides some features, in or out. At any rate of value per size, what the best closure of the
rest is worth, and the rate x the budget that is left, bound what the node can bring; the rate that
bounds it best is looked for (Lagrange's multiplier of the budget). A feature is decided where the
other decision costs more than that bound leads over the best known. Then, of the features over
which closures below and above the budget differ, the one that most sets still want is taken in, and
left out. The node with the highest bound comes first, and is followed down.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine import closure
from interlock.engine.closure import FREE, IN, OUT, Flow, Network, flow_at, least, most
from interlock.engine.selection_fill import Best, Choice, fill, swap

OPEN, SEEN = range(2)
"""What ``Tree.counts`` counts: open nodes, nodes looked at."""

ONE = 1 << 20
"""So many parts of a unit of value are told apart."""

NODES = 256
"""Nodes between two looks from outside."""

SLOTS = 1024
"""Open nodes that there is room for at first."""

TRIES = 24
"""Rates tried for a node at most."""

NEAR = 64
"""A bound is near enough where another rate could take this part of its lead from it at most."""

PART = 256
"""A rate is first moved by this part of itself, and then by four times as much each time."""

LARGEST = 1 << 61
"""Rates stay so low that rate x size is below it: any rate bounds."""

PRUNED = NONE = -1


class Tree(NamedTuple):
    """Open nodes: what each one has decided (``status``, (slots, features)), its ``bound`` in
    parts of ``ONE``, and the ``rate`` that gave it; ``heap`` holds their slots, highest bound
    first, and after them slots that can be had.
    """

    status: np.ndarray
    bound: np.ndarray
    rate: np.ndarray
    heap: np.ndarray
    counts: np.ndarray

    @property
    def is_open(self) -> bool:
        return bool(self.counts[OPEN])

    @property
    def nodes(self) -> int:
        return int(self.counts[SEEN])

    @property
    def limit(self) -> int:
        """No open node brings more."""
        return int(self.bound[self.heap[0]]) // ONE if self.is_open else 0


class Desk(NamedTuple):
    """Room to work on one node: its ``status``; the largest closure found within the budget and the
    smallest one above it; one being looked at; and one being filled up.
    """

    status: np.ndarray
    within: np.ndarray
    above: np.ndarray
    chosen: np.ndarray
    choice: Choice


def grow(net: Network, best: Best, budget: int, *, rate: int = ONE) -> Iterator[Tree]:
    """The tree after every so many nodes, until none is open; ``best`` is a choice to be bettered,
    and becomes the best. ``rate``, in parts of ``ONE``, is tried first.
    """
    tree, at, flow = _root(net, rate), desk(net), closure.no_flow(net)
    at.choice.chosen[:] = best.chosen
    fill(net, at.choice, best, budget)
    while tree.is_open:
        tree = _with_slots(tree)
        known = int(best.value[0])
        _advance(net, flow, tree, at, best, budget, NODES)
        if tree.is_open and best.value[0] > known:
            swap(net, at.choice, best, budget)
        yield tree


def _root(net: Network, rate: int) -> Tree:
    """A tree of the root alone, which decides nothing."""
    features = net.sizes.size
    slots = max(SLOTS, 2 * features)
    return Tree(
        status=np.zeros((slots, features), dtype=np.int8),
        bound=np.full(slots, net.values.sum() * ONE),
        rate=np.full(slots, rate),
        heap=np.arange(slots),
        counts=np.array([1, 0]),
    )


def _with_slots(tree: Tree) -> Tree:
    """The same tree with room for the nodes of another way down."""
    slots, features = tree.status.shape
    if tree.counts[OPEN] + features < slots:
        return tree
    return Tree(
        status=np.concatenate([tree.status, np.zeros_like(tree.status)]),
        bound=np.concatenate([tree.bound, np.zeros_like(tree.bound)]),
        rate=np.concatenate([tree.rate, np.zeros_like(tree.rate)]),
        heap=np.concatenate([tree.heap, np.arange(slots, 2 * slots)]),
        counts=tree.counts,
    )


def desk(net: Network) -> Desk:
    features = net.sizes.size
    return Desk(
        status=np.zeros(features, dtype=np.int8),
        within=np.zeros(features, dtype=np.bool_),
        above=np.zeros(features, dtype=np.bool_),
        chosen=np.zeros(features, dtype=np.bool_),
        choice=Choice(
            np.zeros(features, dtype=np.bool_),
            np.zeros(net.values.size, dtype=np.int64),
            np.zeros(2, dtype=np.int64),
        ),
    )


@njit(cache=True, nogil=True)
def _advance(
    net: Network, flow: Flow, tree: Tree, at: Desk, best: Best, budget: int, nodes: int
) -> None:
    """Look at so many nodes more, or until none is open or slots run out."""
    counts = tree.counts
    until = counts[SEEN] + nodes
    features = net.sizes.size
    while counts[OPEN] and counts[SEEN] < until and counts[OPEN] + features < tree.heap.size:
        slot = _pop(tree)
        if tree.bound[slot] < _wanted(best):
            counts[OPEN] = 0
            return
        at.status[:] = tree.status[slot]
        bound, rate = tree.bound[slot], tree.rate[slot]
        while True:
            counts[SEEN] += 1
            bound, rate = _look(net, flow, at, best, budget, bound, rate)
            feature = _most_wanted(net, flow, at) if bound >= 0 else PRUNED
            if feature < 0:
                break
            at.status[feature] = OUT
            _add(tree, at.status, bound, rate)
            at.status[feature] = IN


@njit(cache=True, nogil=True)
def _look(
    net: Network, flow: Flow, at: Desk, best: Best, budget: int, bound: int, rate: int
) -> tuple[int, int]:
    """A node's bound and the rate that gives it, ``PRUNED`` where nothing is left in it; decides
    what must be so under it, and fills what it finds within the budget up to a choice.
    """
    while True:
        left = budget - _size(net, at.status == IN)
        if left < 0 or bound < _wanted(best):
            return PRUNED, rate
        bound, rate, seen = _bound(net, flow, at, left, _wanted(best), bound, rate)
        if bound < _wanted(best):
            return PRUNED, rate
        at.choice.chosen[:] = at.within
        fill(net, at.choice, best, budget)
        decided = _decide(net, flow, at, seen - _wanted(best))
        if decided < 0:
            return PRUNED, rate
        if decided == 0:
            return bound, rate


@njit(cache=True, nogil=True)
def _wanted(best: Best) -> int:
    """What a node must be able to bring to be looked at."""
    return (best.value[0] + 1) * ONE


@njit(cache=True, nogil=True)
def _bound(
    net: Network, flow: Flow, at: Desk, left: int, wanted: int, bound: int, rate: int
) -> tuple[int, int, int]:
    """The least of rate x ``left`` + worth(rate) over rates, or one below ``wanted``; the rate; and
    the same at the rate at which the flow is.

    What closures bring less rate x their size are lines over the rate: where one within the budget
    crosses one above it is tried next (Eisner & Severance 1976).
    """
    step, highest, best_rate, seen = max(rate // PART, 1), LARGEST // net.sizes.sum(), rate, bound
    low_size, low_value, high_size, high_value = NONE, 0, NONE, 0
    at.within[:] = at.status == IN
    for _ in range(TRIES):
        worth = flow_at(net, flow, at.status, rate, ONE, left)
        seen = worth + rate * left
        if seen < bound:
            bound, best_rate = seen, rate
        if bound < wanted:
            break
        least(net, flow, at.chosen)
        size = _size(net, at.chosen & (at.status == FREE))
        if size <= left:
            at.within[:] = at.chosen | (at.status == IN)
            most(net, flow, at.chosen)
            size = _size(net, at.chosen & (at.status == FREE))
            if size > left:
                at.above[:] = at.chosen
                break
            at.within[:] = at.chosen | (at.status == IN)
            low_size, low_value = size, worth + rate * size
            if rate == 0:
                break
        else:
            at.above[:] = at.chosen
            high_size, high_value = size, worth + rate * size
        onward = _onward(low_size, low_value, high_size, high_value, rate, step, highest)
        if onward == rate:
            break
        if low_size >= 0 and high_size >= 0:
            crossing = low_value + onward * (left - low_size)
            if bound - crossing <= (bound - wanted) // NEAR:
                break
        rate = onward
        step *= 4
    return bound, best_rate, seen


@njit(cache=True, nogil=True)
def _onward(
    low_size: int,
    low_value: int,
    high_size: int,
    high_value: int,
    rate: int,
    step: int,
    highest: int,
) -> int:
    """The next rate: where two lines cross, else a step towards the one that lacks."""
    if high_size < 0:
        return max(rate - step, 0)
    if low_size < 0:
        return min(rate + step, highest)
    return (high_value - low_value) // (high_size - low_size)


@njit(cache=True, nogil=True)
def _size(net: Network, chosen: np.ndarray) -> int:
    total = 0
    for f in range(chosen.size):
        if chosen[f]:
            total += net.sizes[f]
    return total


@njit(cache=True, nogil=True)
def _decide(net: Network, flow: Flow, at: Desk, lead: int) -> int:
    """Decide features where the other decision costs more than the ``lead``: how many, below zero
    where they contradict each other.
    """
    decided = 0
    for f in range(at.status.size):
        if at.status[f] == FREE and flow.room[f] > lead:
            at.status[f] = OUT
            decided += 1
    for s in range(net.values.size):
        if flow.lives[s] and flow.left[s] > lead:
            for e in range(net.starts[s], net.starts[s + 1]):
                f = net.wants[e]
                if at.status[f] == OUT:
                    return PRUNED
                if at.status[f] == FREE:
                    at.status[f] = IN
                    decided += 1
    return decided


@njit(cache=True, nogil=True)
def _most_wanted(net: Network, flow: Flow, at: Desk) -> int:
    """The feature that most sets want which can still be had, of those above the budget and not
    within it, else of all; -1 where nothing is left to decide.
    """
    found, score = -1, 0
    for f in range(at.status.size):
        if at.status[f] == FREE:
            wanting = 0
            for q in range(net.starts_of[f], net.starts_of[f + 1]):
                wanting += flow.lives[net.owner[net.links[q]]]
            if wanting and at.above[f] and not at.within[f]:
                wanting += net.values.size
            if wanting > score:
                found, score = f, wanting
    return found


@njit(cache=True, nogil=True)
def _add(tree: Tree, status: np.ndarray, bound: int, rate: int) -> None:
    heap, at = tree.heap, tree.counts[OPEN]
    slot = heap[at]
    tree.status[slot], tree.bound[slot], tree.rate[slot] = status, bound, rate
    tree.counts[OPEN] += 1
    while at and tree.bound[heap[(at - 1) // 2]] < bound:
        heap[at] = heap[(at - 1) // 2]
        at = (at - 1) // 2
    heap[at] = slot


@njit(cache=True, nogil=True)
def _pop(tree: Tree) -> int:
    """The slot with the highest bound, free from now on."""
    heap, bound = tree.heap, tree.bound
    top = heap[0]
    tree.counts[OPEN] -= 1
    count = tree.counts[OPEN]
    last, at = heap[count], 0
    while 2 * at + 1 < count:
        child = 2 * at + 1
        if child + 1 < count and bound[heap[child + 1]] > bound[heap[child]]:
            child += 1
        if bound[heap[child]] <= bound[last]:
            break
        heap[at] = heap[child]
        at = child
    heap[at] = last
    heap[count] = top
    return top
