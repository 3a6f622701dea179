"""The sets worth having at a price of work: a maximum closure, by maximum flow.

At ``rate`` / ``one`` (value per unit of size) the best features maximise the value of all sets that
they complete, less rate x size. Values flow from sets into the features that they want, each of
which takes in rate x its size: what is left over in the sets is that maximum (Picard 1976). All
counts in whole parts of ``one``, so nothing is rounded. Between two calls the flow stays, so the
next one, for another rate or with other features decided, begins with what still holds of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

FREE, OUT, IN = 0, 1, 2
"""What is decided about a feature."""

FAR = 1 << 40
"""More than any way has steps, and more than any set lacks."""

ALL = FAR - 1
"""Within it every set is."""


class Network(NamedTuple):
    """Which sets want which features, as links laid end to end.

    Set s has the links ``starts[s]:starts[s + 1]``; link e leads to feature ``wants[e]`` from set
    ``owner[e]``; feature f has the links ``links[starts_of[f]:starts_of[f + 1]]``. ``values``
    (sets,) and ``sizes`` (features,) are whole.
    """

    values: np.ndarray
    sizes: np.ndarray
    starts: np.ndarray
    wants: np.ndarray
    owner: np.ndarray
    starts_of: np.ndarray
    links: np.ndarray


class Flow(NamedTuple):
    """A flow, in parts of a unit of value: ``sent`` (links,), ``left`` over (sets,), ``room`` for
    more (features,). ``lives`` (sets,): whether one can still be had; ``reached``
    (sets + features,): in so many steps from what is left over, or -1; ``reaching``: whether
    something could flow on from there to room.
    """

    sent: np.ndarray
    left: np.ndarray
    lives: np.ndarray
    room: np.ndarray
    reached: np.ndarray
    reaching: np.ndarray
    cursor: np.ndarray
    queue: np.ndarray
    path: np.ndarray


def network(values: np.ndarray, sizes: np.ndarray, needs: Sequence[Sequence[int]]) -> Network:
    """The links of sets that need these features."""
    owner = np.repeat(np.arange(len(needs)), [len(need) for need in needs])
    wants = np.array([feature for need in needs for feature in need], dtype=np.int64)
    return linked(values, sizes, owner, wants)


def linked(values: np.ndarray, sizes: np.ndarray, owner: np.ndarray, wants: np.ndarray) -> Network:
    """The network of these links, which stand by their owners."""
    links = np.argsort(wants, kind="stable")
    return Network(
        values=np.asarray(values, dtype=np.int64),
        sizes=np.asarray(sizes, dtype=np.int64),
        starts=np.searchsorted(owner, np.arange(len(values) + 1)).astype(np.int64),
        wants=wants,
        owner=owner,
        starts_of=np.searchsorted(wants[links], np.arange(len(sizes) + 1)).astype(np.int64),
        links=links,
    )


def no_flow(net: Network) -> Flow:
    sets, features = net.values.size, net.sizes.size
    both = sets + features
    return Flow(
        sent=np.zeros(net.wants.size, dtype=np.int64),
        left=np.zeros(sets, dtype=np.int64),
        lives=np.zeros(sets, dtype=np.bool_),
        room=np.zeros(features, dtype=np.int64),
        reached=np.zeros(both, dtype=np.int64),
        reaching=np.zeros(both, dtype=np.bool_),
        cursor=np.zeros(both, dtype=np.int64),
        queue=np.zeros(both, dtype=np.int64),
        path=np.zeros(2 * both + 2, dtype=np.int64),
    )


@njit(cache=True, nogil=True)
def flow_at(net: Network, flow: Flow, status: np.ndarray, rate: int, one: int, within: int) -> int:
    """A maximum flow at ``rate`` / ``one`` with these features decided (``status``); returns what
    is left over: the value of the best sets less rate x the size of what is not yet in.

    Sets that want a feature that is out, or lack more than ``within``, count for nothing; features
    that are in take nothing.
    """
    _lay(net, flow, status, rate, one, within)
    while _reach(net, flow):
        _push(net, flow)
    return flow.left.sum()


@njit(cache=True, nogil=True)
def least(net: Network, flow: Flow, chosen: np.ndarray) -> None:
    """The smallest best features after ``flow_at``, into ``chosen`` (features,)."""
    chosen[:] = False
    for s in range(net.values.size):
        if flow.reached[s] >= 0:
            chosen[net.wants[net.starts[s] : net.starts[s + 1]]] = True


@njit(cache=True, nogil=True)
def most(net: Network, flow: Flow, chosen: np.ndarray) -> None:
    """The largest best features after ``flow_at``: what sets want that can pass nothing on."""
    _lead_to_room(net, flow)
    chosen[:] = False
    for s in range(net.values.size):
        if flow.lives[s] and not flow.reaching[s]:
            chosen[net.wants[net.starts[s] : net.starts[s + 1]]] = True


@njit(cache=True, nogil=True)
def _lead_to_room(net: Network, flow: Flow) -> None:
    """From which sets and features something could flow on to room, into ``reaching``."""
    _, sizes, starts, wants, owner, starts_of, links = net
    sets, end, at = net.values.size, 0, 0
    flow.reaching[:sets] = False
    for f in range(sizes.size):
        flow.reaching[sets + f] = flow.room[f] > 0
        end = _seen(flow, end, sets + f) if flow.room[f] > 0 else end
    while at < end:
        v = flow.queue[at]
        at += 1
        if v < sets:
            for e in range(starts[v], starts[v + 1]):
                if flow.sent[e] > 0 and not flow.reaching[sets + wants[e]]:
                    end = _seen(flow, end, sets + wants[e])
        else:
            for q in range(starts_of[v - sets], starts_of[v - sets + 1]):
                if not flow.reaching[owner[links[q]]]:
                    end = _seen(flow, end, owner[links[q]])


@njit(cache=True, nogil=True)
def _seen(flow: Flow, end: int, v: int) -> int:
    """``v`` put at the end of the queue; the new end."""
    flow.reaching[v] = True
    flow.queue[end] = v
    return end + 1


@njit(cache=True, nogil=True)
def _lay(net: Network, flow: Flow, status: np.ndarray, rate: int, one: int, within: int) -> None:
    """Keep of the flow what is possible with these features decided at this rate."""
    values, sizes, starts, wants, owner, starts_of, links = net
    for s in range(values.size):
        lacks = 0
        for e in range(starts[s], starts[s + 1]):
            f = wants[e]
            lacks += sizes[f] if status[f] == FREE else FAR if status[f] == OUT else 0
        flow.lives[s] = lacks <= within
        flow.left[s] = values[s] * one if flow.lives[s] else 0
    for f in range(sizes.size):
        room = rate * sizes[f] if status[f] == FREE else 0
        for q in range(starts_of[f], starts_of[f + 1]):
            e = links[q]
            flow.sent[e] = min(flow.sent[e], room) if flow.lives[owner[e]] else 0
            room -= flow.sent[e]
            flow.left[owner[e]] -= flow.sent[e]
        flow.room[f] = room


@njit(cache=True, nogil=True)
def _reach(net: Network, flow: Flow) -> bool:
    """Steps from what is left over to everything that it could flow to, as far as the nearest room;
    whether there is any.
    """
    _, _, starts, wants, owner, starts_of, links = net
    sets, end, at, goal = net.values.size, 0, 0, FAR
    flow.reached[:] = -1
    for s in range(sets):
        end = _stepped(flow, end, s, 0) if flow.left[s] > 0 else end
    while at < end and flow.reached[flow.queue[at]] < goal:
        v = flow.queue[at]
        at += 1
        steps = flow.reached[v] + 1
        if v < sets:
            for e in range(starts[v], starts[v + 1]):
                if flow.reached[sets + wants[e]] < 0:
                    end = _stepped(flow, end, sets + wants[e], steps)
                    goal = steps if flow.room[wants[e]] > 0 else goal
        else:
            for q in range(starts_of[v - sets], starts_of[v - sets + 1]):
                if flow.sent[links[q]] > 0 and flow.reached[owner[links[q]]] < 0:
                    end = _stepped(flow, end, owner[links[q]], steps)
    return goal < FAR


@njit(cache=True, nogil=True)
def _stepped(flow: Flow, end: int, v: int, steps: int) -> int:
    """``v`` reached in so many steps and put at the end of the queue; the new end."""
    flow.reached[v] = steps
    flow.queue[end] = v
    return end + 1


@njit(cache=True, nogil=True)
def _push(net: Network, flow: Flow) -> None:
    """Send along shortest ways until none is left (Dinic 1970)."""
    sets = net.values.size
    flow.cursor[:sets] = net.starts[:sets]
    flow.cursor[sets:] = net.starts_of[: net.sizes.size]
    for s in range(sets):
        while flow.left[s] > 0:
            length = _way(net, flow, s)
            if length == 0:
                break
            _send(net, flow, s, length)


@njit(cache=True, nogil=True)
def _way(net: Network, flow: Flow, begin: int) -> int:
    """The links of a shortest way from a set to room, into ``path``; how many, 0 for none left."""
    _, _, starts, wants, owner, starts_of, links = net
    sets, v, length = net.values.size, begin, 0
    while v < sets or flow.room[v - sets] == 0:
        end = starts[v + 1] if v < sets else starts_of[v - sets + 1]
        onward = -1
        while onward < 0 and flow.cursor[v] < end:
            e = flow.cursor[v] if v < sets else links[flow.cursor[v]]
            to = sets + wants[e] if v < sets else owner[e]
            if flow.reached[to] == flow.reached[v] + 1 and (v < sets or flow.sent[e] > 0):
                onward = to
                flow.path[length] = e
                length += 1
            else:
                flow.cursor[v] += 1
        if onward >= 0:
            v = onward
        elif length == 0:
            return 0
        else:
            length -= 1
            e = flow.path[length]
            v = owner[e] if v >= sets else sets + wants[e]
            flow.cursor[v] += 1
    return length


@njit(cache=True, nogil=True)
def _send(net: Network, flow: Flow, begin: int, length: int) -> None:
    """As much as possible along ``path``, whose links lead forth and back by turns."""
    last = net.wants[flow.path[length - 1]]
    much = min(flow.left[begin], flow.room[last])
    for at in range(1, length, 2):
        much = min(much, flow.sent[flow.path[at]])
    flow.left[begin] -= much
    flow.room[last] -= much
    for at in range(length):
        flow.sent[flow.path[at]] += much if at % 2 == 0 else -much
