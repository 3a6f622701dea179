"""What deals bring whose needs are met one after the other: along the pieces of every draw."""

import numpy as np
from numba import njit

from interlock.engine import state_curves, unmet
from interlock.engine.state_curves import Curves, Shared
from interlock.engine.worth import NICE_CAP

LANES = 4
"""Ends that are followed together."""

_BITS = np.int32(8)
"""Unmet needs of each strength are counted side by side in so many bits."""

_COUNT = np.int32(255)


@njit(cache=True, nogil=True, error_model="numpy")
def add(
    profiles: np.ndarray,
    amounts: np.ndarray,
    ready: np.ndarray,
    strengths: np.ndarray,
    begins: np.ndarray,
    all_of: Shared,
    curves: Curves,
    found: np.ndarray,
) -> None:
    """Add to ``found`` (2, ends, draws) what deals of these ``profiles`` bring between one end and
    the next; the rest as ``set_sums.sums``, ``ready`` (needs, draws) of these needs alone.

    Each need that is met, in week a, changes what lies ahead of the deals that are open then:

        P = V_1(0) + sum over needs met of S(a) (V_after(a) - V_before(a))
        S(b) = S(a) S_k(b) / S_k(a) while k is unmet, from a to b
    """
    weeks, worlds = all_of.market.shape
    states = unmet.states(strengths)
    pieces = in_pieces(ready, strengths, weeks)
    table = np.empty((unmet.STATES * (weeks + 1), LANES + 1))
    for one in range(profiles.size):
        state_curves.stand(profiles[one], all_of, curves)
        for state in states:
            state_curves.follow(state, all_of, curves)
        for world in range(worlds):
            for first in range(0, all_of.ends.size, LANES):
                for state in states:
                    _lay_out(state, world, first, curves, table)
                ends = slice(first, first + LANES)
                for stretch in range(world, begins.size - 1, worlds):
                    some = slice(begins[stretch], begins[stretch + 1])
                    _along(pieces[:, :, some], table, amounts[:, one], found[:, ends, some])


@njit(cache=True, nogil=True, error_model="numpy")
def in_pieces(ready: np.ndarray, strengths: np.ndarray, weeks: int) -> np.ndarray:
    """Where each draw's pieces begin and end on the curves of what is unmet, as week plus
    (weeks + 1) times state: (2, needs + 1, draws), the last one's end left out. A piece may take no
    time.
    """
    needs, draws = ready.shape
    keys = np.empty((needs, draws), np.int32)
    counts = np.zeros(draws, np.int32)
    for need in range(needs):
        _key(ready[need], np.int32(strengths[need]), keys[need], counts)
    for sweep in range(needs - 1):
        for place in range(needs - 1 - sweep):
            _in_order(keys[place], keys[place + 1])
    pieces, week = np.zeros((2, needs + 1, draws), np.uint32), np.zeros(draws, np.int32)
    for place in range(needs + 1):
        begin, end = pieces[0, place], pieces[1, place]
        _enter(counts, week, np.int32(weeks + 1), begin)
        if place < needs:
            _leave(keys[place], np.int32(weeks), week, counts, begin, end)
    return pieces


@njit(cache=True, nogil=True, error_model="numpy")
def _key(ready: np.ndarray, strength: np.int32, keys: np.ndarray, counts: np.ndarray) -> None:
    """Ready weeks with a need's strength beside them, to be put in order together; counted."""
    for draw in range(keys.size):
        keys[draw] = ready[draw] * np.int32(4) + strength
        counts[draw] += np.int32(1) << (_BITS * strength)


@njit(cache=True, nogil=True, error_model="numpy")
def _in_order(one: np.ndarray, other: np.ndarray) -> None:
    for draw in range(one.size):
        a, b = one[draw], other[draw]
        one[draw], other[draw] = min(a, b), max(a, b)


@njit(cache=True, nogil=True, error_model="numpy")
def _enter(counts: np.ndarray, week: np.ndarray, apart: np.int32, begin: np.ndarray) -> None:
    for draw in range(begin.size):
        breaks = np.int32(counts[draw] & _COUNT != 0)
        matters = np.int32((counts[draw] >> _BITS) & _COUNT != 0)
        nice = min(counts[draw] >> (np.int32(2) * _BITS), np.int32(NICE_CAP))
        state = breaks + np.int32(2) * matters + np.int32(4) * nice
        begin[draw] = state * apart + week[draw]


@njit(cache=True, nogil=True, error_model="numpy")
def _leave(
    keys: np.ndarray,
    weeks: np.int32,
    week: np.ndarray,
    counts: np.ndarray,
    begin: np.ndarray,
    end: np.ndarray,
) -> None:
    """The next need is met."""
    for draw in range(week.size):
        until = min(keys[draw] >> np.int32(2), weeks)
        end[draw] = np.int32(begin[draw]) + until - week[draw]
        week[draw] = until
        counts[draw] -= np.int32(1) << (_BITS * (keys[draw] & np.int32(3)))


@njit(cache=True, nogil=True, error_model="numpy")
def _lay_out(state: int, world: int, first: int, curves: Curves, table: np.ndarray) -> None:
    """A state's rows of the table, one a week: what lies ahead until ``first`` and the next ends,
    and how much is open.
    """
    _, ends, weeks, _ = curves.ahead.shape
    begin = np.uint32(state * weeks)
    for lane in range(min(LANES, ends - first)):
        for week in range(weeks):
            table[begin + week, lane] = curves.ahead[state, first + lane, week, world]
    for week in range(weeks):
        table[begin + week, LANES] = curves.still[state, week, world]


@njit(cache=True, nogil=True, error_model="numpy")
def _along(pieces: np.ndarray, table: np.ndarray, amounts: np.ndarray, found: np.ndarray) -> None:
    _, many, draws = pieces.shape
    for draw in range(draws):
        at, still_open = pieces[0, 0, draw], 1.0
        a, b, c, d = table[at, 0], table[at, 1], table[at, 2], table[at, 3]
        for piece in range(1, many):
            end, begin = pieces[1, piece - 1, draw], pieces[0, piece, draw]
            still_open *= table[end, LANES] / table[at, LANES]
            a += still_open * (table[begin, 0] - table[end, 0])
            b += still_open * (table[begin, 1] - table[end, 1])
            c += still_open * (table[begin, 2] - table[end, 2])
            d += still_open * (table[begin, 3] - table[end, 3])
            at = begin
        won = (a, b, c, d)
        for end in range(found.shape[1]):
            found[0, end, draw] += amounts[0] * won[end]
            found[1, end, draw] += amounts[1] * won[end] * (1.0 - won[end])
