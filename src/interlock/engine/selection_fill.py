"""A choice filled up to the budget, one feature swapped for others, and the best one so far."""

from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine.closure import FAR, Network


class Best(NamedTuple):
    """The ``value`` (1,) of the best choice so far, and its features ``chosen``."""

    value: np.ndarray
    chosen: np.ndarray


class Choice(NamedTuple):
    """Features ``chosen``, what each set still ``lacks``, and ``sums``: size, value."""

    chosen: np.ndarray
    lacks: np.ndarray
    sums: np.ndarray


@njit(cache=True, nogil=True)
def fill(net: Network, choice: Choice, best: Best, budget: int) -> bool:
    """Fill ``choice.chosen`` up with sets by value per size that they lack; whether that is better
    than the best so far, which it then is.
    """
    _count(net, choice)
    return _filled(net, choice, best, budget)


@njit(cache=True, nogil=True)
def swap(net: Network, choice: Choice, best: Best, budget: int) -> None:
    """Take one feature after the other out of the best choice and fill up without it, until none
    of these is better.
    """
    f, tried = 0, 0
    while tried < net.sizes.size:
        better = best.chosen[f] and _without(net, choice, best, budget, f)
        tried = 0 if better else tried + 1
        f = (f + 1) % net.sizes.size


@njit(cache=True, nogil=True)
def _without(net: Network, choice: Choice, best: Best, budget: int, out: int) -> bool:
    """The best choice without a feature, and without what only sets that want it need, filled up;
    whether that is better.
    """
    choice.chosen[:] = False
    for s in range(net.values.size):
        if _is_in(net, best.chosen, s, out):
            choice.chosen[net.wants[net.starts[s] : net.starts[s + 1]]] = True
    _count(net, choice)
    for q in range(net.starts_of[out], net.starts_of[out + 1]):
        choice.lacks[net.owner[net.links[q]]] = FAR
    return _filled(net, choice, best, budget)


@njit(cache=True, nogil=True)
def _is_in(net: Network, chosen: np.ndarray, s: int, out: int) -> bool:
    """Whether a set has all that it wants, and does not want what goes out."""
    for e in range(net.starts[s], net.starts[s + 1]):
        if net.wants[e] == out or not chosen[net.wants[e]]:
            return False
    return True


@njit(cache=True, nogil=True)
def _filled(net: Network, choice: Choice, best: Best, budget: int) -> bool:
    while True:
        found = _next(net, choice, budget - choice.sums[0])
        if found < 0:
            break
        _take(net, choice, found)
    if choice.sums[0] > budget or choice.sums[1] <= best.value[0]:
        return False
    best.value[0] = choice.sums[1]
    best.chosen[:] = choice.chosen
    return True


@njit(cache=True, nogil=True)
def _count(net: Network, choice: Choice) -> None:
    size, value = 0, 0
    for f in range(net.sizes.size):
        if choice.chosen[f]:
            size += net.sizes[f]
    for s in range(net.values.size):
        choice.lacks[s] = 0
        for e in range(net.starts[s], net.starts[s + 1]):
            if not choice.chosen[net.wants[e]]:
                choice.lacks[s] += net.sizes[net.wants[e]]
        if choice.lacks[s] == 0:
            value += net.values[s]
    choice.sums[0], choice.sums[1] = size, value


@njit(cache=True, nogil=True)
def _next(net: Network, choice: Choice, left: int) -> int:
    """The set with most value per size that it lacks, of those that fit; -1 for none."""
    found, ratio = -1, 0.0
    for s in range(net.values.size):
        lacks = choice.lacks[s]
        if 0 < lacks <= left and net.values[s] > ratio * lacks:
            found, ratio = s, net.values[s] / lacks
    return found


@njit(cache=True, nogil=True)
def _take(net: Network, choice: Choice, taken: int) -> None:
    """With all features of a set."""
    choice.sums[0] += choice.lacks[taken]
    for e in range(net.starts[taken], net.starts[taken + 1]):
        f = net.wants[e]
        if not choice.chosen[f]:
            choice.chosen[f] = True
            for q in range(net.starts_of[f], net.starts_of[f + 1]):
                s = net.owner[net.links[q]]
                choice.lacks[s] -= net.sizes[f]
                if choice.lacks[s] == 0:
                    choice.sums[1] += net.values[s]
