"""What deals bring in each draw, set by set of the features they wait for."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine import set_courses, state_curves, unmet
from interlock.engine.state_curves import Curves, Shared
from interlock.engine.worth import NICE


class Sets(NamedTuple):
    """Deals by what they wait for, laid end to end.

    Set s waits for ``columns[needs[s]:needs[s + 1]]`` of the ready weeks, as strongly as
    ``strengths`` there says; its deals stand like ``profiles[groups[s]:groups[s + 1]]``, with the
    sums of a and of a^2 over those that stand so: ``amounts`` (2, groups).
    """

    needs: np.ndarray
    columns: np.ndarray
    strengths: np.ndarray
    groups: np.ndarray
    profiles: np.ndarray
    amounts: np.ndarray


def by_world(ready: np.ndarray, worlds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """``ready`` (draws, features), of which draw d lives in world d mod worlds, with its draws
    world by world, (features, draws); where each world ``begins``; and the ``order`` of the draws.
    """
    order = np.concatenate([np.arange(world, len(ready), worlds) for world in range(worlds)])
    begins = np.searchsorted(order % worlds, np.arange(worlds + 1))
    rows = np.take(ready.T, order, axis=1)
    return np.ascontiguousarray(rows, dtype=np.int32), begins, order


def laid_out(
    sets: Mapping[tuple[tuple[int, int], ...], Sequence[int]],
    profiles: np.ndarray,
    amounts: np.ndarray,
) -> Sets:
    """``sets``: needs, each a column and a strength -> the groups that have them, whose
    ``profiles`` (groups,) and ``amounts`` (2, groups) are given.
    """
    needs = np.array([need for some in sets for need in some], dtype=np.int64).reshape(-1, 2)
    at = np.array([one for some in sets.values() for one in some], dtype=np.int64)
    return Sets(
        needs=np.cumsum([0, *map(len, sets)]),
        columns=needs[:, 0].copy(),
        strengths=needs[:, 1].copy(),
        groups=np.cumsum([0, *map(len, sets.values())]),
        profiles=profiles[at],
        amounts=np.ascontiguousarray(amounts[:, at]),
    )


@njit(cache=True, nogil=True, error_model="numpy")
def sums(
    sets: Sets, all_of: Shared, ready: np.ndarray, begins: np.ndarray, first: int, last: int
) -> np.ndarray:
    """Mean and variance of what the deals of sets ``first`` to ``last`` - 1 bring between one end
    and the next in each draw: (2, ends, draws).

        sum of a P,    sum of a^2 P (1 - P)

    Deals that wait for nothing have one curve a world. Where one week decides (a single need, or
    musts of one strength, of which the last one counts) all weeks are worked out at once and added
    up over the set before any draw is looked at (`_add_weeks`); else each draw goes along pieces of
    the curves (`set_courses`).

    ``ready`` (features, draws) weeks. Draws stand world by world, once or over and over: those from
    ``begins[s]`` until ``begins[s + 1]`` live in world s mod worlds.
    """
    found = np.zeros((2, all_of.ends.size, ready.shape[1]))
    curves = state_curves.new(all_of)
    for one in range(first, last):
        needs = slice(sets.needs[one], sets.needs[one + 1])
        columns, strengths = sets.columns[needs], sets.strengths[needs]
        deals = slice(sets.groups[one], sets.groups[one + 1])
        profiles, amounts = sets.profiles[deals], sets.amounts[:, deals]
        if not strengths.size:
            _without_needs(profiles, amounts, begins, all_of, curves, found)
        elif one_decides(strengths):
            state = unmet.state(strengths[0] == 0, strengths[0] == 1, strengths[0] == NICE)
            _by_week(profiles, amounts, ready, columns, state, begins, all_of, curves, found)
        else:
            mine = _rows(ready, columns)
            set_courses.add(profiles, amounts, mine, strengths, begins, all_of, curves, found)
    return found


@njit(cache=True, nogil=True)
def one_decides(strengths: np.ndarray) -> bool:
    """Whether one week decides: a single need, or musts of one strength."""
    for strength in strengths:
        if strength != strengths[0] or strength == NICE:
            return strengths.size == 1
    return True


@njit(cache=True, nogil=True)
def _rows(ready: np.ndarray, columns: np.ndarray) -> np.ndarray:
    mine = np.empty((columns.size, ready.shape[1]), ready.dtype)
    for need in range(columns.size):
        mine[need] = ready[columns[need]]
    return mine


@njit(cache=True, nogil=True, error_model="numpy")
def _without_needs(
    profiles: np.ndarray,
    amounts: np.ndarray,
    begins: np.ndarray,
    all_of: Shared,
    curves: Curves,
    found: np.ndarray,
) -> None:
    ends, worlds = all_of.ends.size, all_of.market.shape[1]
    brings = np.zeros((2, ends, worlds))
    for one in range(profiles.size):
        state_curves.stand(profiles[one], all_of, curves)
        state_curves.follow(0, all_of, curves)
        for end in range(ends):
            _bring(curves.ahead[0, end, 0], amounts[:, one], brings[:, end])
    for which in range(2):
        for end in range(ends):
            for stretch in range(begins.size - 1):
                some = slice(begins[stretch], begins[stretch + 1])
                found[which, end, some] += brings[which, end, stretch % worlds]


@njit(cache=True, nogil=True, error_model="numpy")
def _bring(chance: np.ndarray, amounts: np.ndarray, brings: np.ndarray) -> None:
    for at in range(chance.size):
        brings[0, at] += amounts[0] * chance[at]
        brings[1, at] += amounts[1] * chance[at] * (1.0 - chance[at])


@njit(cache=True, nogil=True, error_model="numpy")
def _by_week(
    profiles: np.ndarray,
    amounts: np.ndarray,
    ready: np.ndarray,
    columns: np.ndarray,
    waiting: int,
    begins: np.ndarray,
    all_of: Shared,
    curves: Curves,
    found: np.ndarray,
) -> None:
    """Deals in state ``waiting`` until the last of their needs is met, in week r:

    P(r) = V_waiting(0) + S_waiting(r) (V_ready(r) - V_waiting(r))
    """
    ends = all_of.ends.size
    weeks, worlds = all_of.market.shape
    brings, chance = np.zeros((2, ends, weeks + 1, worlds)), np.empty(worlds)
    for one in range(profiles.size):
        state_curves.stand(profiles[one], all_of, curves)
        state_curves.follow(0, all_of, curves)
        state_curves.follow(waiting, all_of, curves)
        for end in range(ends):
            met, waits = curves.ahead[0, end], curves.ahead[waiting, end]
            for week in range(weeks + 1):
                still = curves.still[waiting, week]
                for world in range(worlds):
                    more = met[week, world] - waits[week, world]
                    chance[world] = waits[0, world] + still[world] * more
                _bring(chance, amounts[:, one], brings[:, end, week])
    at = _deciding(ready, columns, begins, weeks, worlds)
    for which in range(2):
        for end in range(ends):
            _look_up(brings[which, end].ravel(), at, found[which, end])


@njit(cache=True, nogil=True, error_model="numpy")
def _deciding(
    ready: np.ndarray, columns: np.ndarray, begins: np.ndarray, weeks: int, worlds: int
) -> np.ndarray:
    """Each draw's deciding week and world, as world plus worlds times week: (draws,)."""
    at = np.zeros(ready.shape[1], np.int32)
    for column in columns:
        for draw in range(at.size):
            at[draw] = max(at[draw], ready[column, draw])
    for stretch in range(begins.size - 1):
        for draw in range(begins[stretch], begins[stretch + 1]):
            at[draw] = min(at[draw], weeks) * worlds + stretch % worlds
    return at


@njit(cache=True, nogil=True, error_model="numpy")
def _look_up(brings: np.ndarray, at: np.ndarray, found: np.ndarray) -> None:
    for draw in range(at.size):
        found[draw] += brings[at[draw]]
