"""What the deals of each need-set bring, ready weeks given: looked up, in few draws at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import polars as pl
from numba import njit

from interlock.engine import joint as joining
from interlock.engine import promised_paths, set_sums, side_by_side, state_curves, unmet
from interlock.engine.arrays import Floats, Places
from interlock.engine.joint import Joint, World
from interlock.engine.need_promises import NOTHING
from interlock.engine.need_sets import NeedSet
from interlock.engine.paths import LOST, WON
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.state_curves import Shared
from interlock.engine.waits import Waits
from interlock.engine.worth import LOSS_SHARE

BY_WEEK, BY_STATE, STEP_BY_STEP = range(3)


class Laid(NamedTuple):
    """Need-sets laid end to end. Set s waits for ``columns[needs[s]:needs[s + 1]]`` of the ready
    weeks with those ``strengths``, and is of a ``kind``:

    BY_WEEK   one week decides; ``flat`` holds what the set brings (worlds, weeks + 1)
    BY_STATE  each need met changes what lies ahead; ``flat`` holds for each of its
              ``many_states[s]``, numbered by ``state_at[s]``, what lies ahead of deals in it, in
              money, and how many are open (worlds, states, weeks + 1, 2), of each group
    STEP_BY_STEP  promises or days wanted weigh in; ``flat`` holds odds a week (worlds, weeks, 2)
              of each group, ``promised`` (needs, 6) and ``amounts`` (groups,)

    Each of its groups, ``groups[s]:groups[s + 1]``, begins at ``begins`` of ``flat``. ``psi``
    (worlds, 3) what an unmet need takes; ``end`` the last week counted.
    """

    kind: Places
    needs: Places
    columns: Places
    strengths: Places
    promised: Floats
    groups: Places
    begins: Places
    amounts: Floats
    many_states: Places
    state_at: Places
    flat: Floats
    psi: Floats
    weeks: int
    end: float


class Room(NamedTuple):
    """Where one set is worked out: ``keys`` (needs,), and the shares of the odds of winning and of
    losing that are left in each week (weeks, 2).
    """

    keys: Places
    left: Floats


class Sets(NamedTuple):
    """Need-sets that wait for features or tools; ``of_column`` which of them wait for each column
    of the ready weeks; what all other deals bring in each draw, ``rest`` (draws,).
    """

    laid: Laid
    of_column: tuple[Places, ...]
    rest: Floats


def sets(of: Scenarios, world: World | None = None) -> Sets:
    """Laid out for these scenarios, in another ``world`` than theirs where one is given."""
    joint = of.joint if world is None else replace(of.joint, world=world)
    amounts = joining.group_amounts(joint, of.values)[0]
    waiting: dict[Waits, list[int]] = {}
    others: list[int] = []
    for waits, at in joining.by_needs(joint.groups).items():
        if any(column >= 0 for column, _ in waits[0]):
            worth = [group for group in at if amounts[group] > 0]
            waiting |= {waits: worth} if worth else {}
        else:
            others += at
    laid = _laid([_Set(*one) for one in waiting.items()], joint, amounts, of.until_weeks)
    return Sets(
        laid,
        _of_column(laid, joint.ready.shape[1] - 1),
        _rest(replace(joint, ends=(of.until,)), of.values, others),
    )


@dataclass(frozen=True)
class _Set:
    waits: Waits
    groups: list[int]

    @property
    def strengths(self) -> Places:
        return np.array([strength for _, strength in self.waits[0]], dtype=np.int64)

    @property
    def kind(self) -> int:
        if self.waits[1]:
            return BY_WEEK if len(self.waits[0]) == 1 else STEP_BY_STEP
        return BY_WEEK if set_sums.one_decides(self.strengths) else BY_STATE

    @property
    def states(self) -> Places:
        return np.array(sorted(unmet.states(self.strengths)), dtype=np.int64)

    def sizes(self, worlds: int, weeks: int) -> list[int]:
        """Room that each group takes; of one whose week decides all groups share it."""
        if self.kind == BY_WEEK:
            return [worlds * (weeks + 1)] + [0] * (len(self.groups) - 1)
        if self.kind == BY_STATE:
            return [worlds * self.states.size * (weeks + 1) * 2] * len(self.groups)
        return [worlds * weeks * 2] * len(self.groups)


def _laid(every: Sequence[_Set], joint: Joint, amounts: Floats, end: float) -> Laid:
    worlds, weeks = joint.world.market.shape
    shared = joint.world.until(np.array([end]))
    sizes = [size for one in every for size in one.sizes(worlds, weeks)]
    begins = np.cumsum([0, *sizes])
    groups = np.cumsum([0, *(len(one.groups) for one in every)])
    flat = np.empty(begins[-1])
    many, state_at = np.zeros(len(every), np.int64), np.zeros((len(every), unmet.STATES), np.int64)

    def fill(at: int) -> None:
        one = every[at]
        room = flat[begins[groups[at]] : begins[groups[at + 1]]]
        if one.kind == BY_STATE:
            many[at] = one.states.size
            state_at[at, one.states] = np.arange(one.states.size)
        _fill(one, room, joint, amounts, shared)

    side_by_side.each(fill, range(len(every)))
    needs = [need for one in every for need in one.waits[0]]
    promised = [
        promise or NOTHING
        for one in every
        for promise in (one.waits[1] or [None] * len(one.waits[0]))
    ]
    columns, strengths = np.array(needs, dtype=np.int64).reshape(-1, 2).T
    return Laid(
        kind=np.array([one.kind for one in every], dtype=np.int64),
        needs=np.cumsum([0, *(len(one.waits[0]) for one in every)]),
        columns=columns.copy(),
        strengths=strengths.copy(),
        promised=np.array(promised, dtype=float).reshape(-1, len(NOTHING)),
        groups=groups,
        begins=begins,
        amounts=amounts[[group for one in every for group in one.groups]],
        many_states=many,
        state_at=state_at,
        flat=flat,
        psi=-np.log(joint.world.kept),
        weeks=weeks,
        end=end,
    )


def _fill(one: _Set, room: Floats, joint: Joint, amounts: Floats, shared: Shared) -> None:
    worlds, weeks = joint.world.market.shape
    profiles = joint.profile_of[one.groups]
    money = np.array([amounts[one.groups], np.zeros(len(one.groups))])
    if one.kind == BY_STATE:
        _curves(profiles, money[0], one.states, shared, room)
    elif one.kind == STEP_BY_STEP:
        rates = [joint.world.rates(profile) for profile in profiles]
        room[:] = np.array(rates).ravel()
    elif one.waits[1]:
        when = np.repeat(np.arange(weeks + 1, dtype=np.int32), worlds)[:, None]
        promised = np.array([promise or NOTHING for promise in one.waits[1]], dtype=float)
        of_needs = NeedSet(when, one.strengths, joint.world.kept, promised)
        rates = [joint.world.rates(profile) for profile in profiles]
        found = of_needs.sums(rates, money, shared.ends)[0, :, 0]
        room[:] = found.reshape(weeks + 1, worlds).T.ravel()
    else:
        alone = set_sums.Sets(
            needs=np.array([0, 1]),
            columns=np.zeros(1, np.int64),
            strengths=one.strengths[:1],
            groups=np.array([0, profiles.size]),
            profiles=profiles,
            amounts=money,
        )
        when = np.tile(np.arange(weeks + 1, dtype=np.int32), worlds)[None]
        begins = np.arange(worlds + 1) * (weeks + 1)
        room[:] = set_sums.sums(alone, shared, when, begins, 0, 1)[0, 0]


@njit(cache=True, nogil=True, error_model="numpy")
def _curves(
    profiles: Places, amounts: Floats, states: Places, all_of: Shared, room: Floats
) -> None:
    curves = state_curves.new(all_of)
    weeks, worlds = all_of.market.shape
    into = room.reshape((profiles.size, worlds, states.size, weeks + 1, 2))
    for one in range(profiles.size):
        state_curves.stand(profiles[one], all_of, curves)
        for at, state in enumerate(states):
            state_curves.follow(state, all_of, curves)
            for world in range(worlds):
                for week in range(weeks + 1):
                    into[one, world, at, week, 0] = (
                        amounts[one] * curves.ahead[state, 0, week, world]
                    )
                    into[one, world, at, week, 1] = curves.still[state, week, world]


def _of_column(laid: Laid, columns: int) -> tuple[Places, ...]:
    of = np.repeat(np.arange(laid.kind.size), np.diff(laid.needs))
    found: list[list[int]] = [[] for _ in range(columns)]
    for one, column in zip(of.tolist(), laid.columns.tolist(), strict=True):
        if column >= 0:
            found[column].append(one)
    return tuple(np.unique(np.array(some, dtype=np.int64)) for some in found)


def _rest(joint: Joint, values: Floats, others: list[int]) -> Floats:
    place = np.full(len(joint.groups), -1, dtype=np.int64)
    place[others] = np.arange(len(others))
    group = place[joint.deals["group"].to_numpy()]
    some = replace(
        joint,
        groups=tuple(joint.groups[at] for at in others),
        deals=pl.DataFrame({"group": group[group >= 0]}),
    )
    if not others:
        return np.zeros(joint.draws)
    rest: Floats = joining.sums(some, values[group >= 0])[0, :, 0]
    return rest


@njit(cache=True, nogil=True, error_model="numpy")
def change(
    some: Places,
    before: np.ndarray,
    after: np.ndarray,
    laid: Laid,
    value: Floats,
    fresh: Floats,
    total: Floats,
) -> None:
    """What ``some`` sets bring in each draw with ready weeks ``after`` (columns + 1, draws), into
    ``fresh`` (some, draws); adds to ``total`` (draws,) what that is more than their ``value``
    (sets, draws) with ready weeks ``before``.
    """
    room = room_of(laid)
    for at in range(some.size):
        one = some[at]
        columns = laid.columns[laid.needs[one] : laid.needs[one + 1]]
        for draw in range(total.size):
            fresh[at, draw] = value[one, draw]
            for column in columns:
                if before[column, draw] != after[column, draw]:
                    fresh[at, draw] = brings(one, draw, after, laid, room)
                    total[draw] += fresh[at, draw] - value[one, draw]
                    break


@njit(cache=True, nogil=True, error_model="numpy")
def room_of(laid: Laid) -> Room:
    most = 0
    for one in range(laid.kind.size):
        most = max(most, laid.needs[one + 1] - laid.needs[one])
    return Room(np.empty(most, dtype=np.int64), np.empty((laid.weeks, 2)))


@njit(cache=True, nogil=True, error_model="numpy")
def brings(one: int, draw: int, ready: np.ndarray, laid: Laid, room: Room) -> float:
    """What the deals of a set bring in one draw."""
    first, end = laid.needs[one], laid.needs[one + 1]
    world = draw % laid.psi.shape[0]
    if laid.kind[one] == BY_WEEK:
        week = 0
        for need in range(first, end):
            week = max(week, ready[laid.columns[need], draw])
        return laid.flat[laid.begins[laid.groups[one]] + world * (laid.weeks + 1) + week]
    keys, found = room.keys[: end - first], 0.0
    for need in range(first, end):
        keys[need - first] = ready[laid.columns[need], draw]
    if laid.kind[one] == STEP_BY_STEP:
        _lacks(first, end, world, laid, keys, room.left)
        for group in range(laid.groups[one], laid.groups[one + 1]):
            found += laid.amounts[group] * _step_by_step(world, group, laid, room.left)
        return found
    _in_order(keys, laid.strengths[first:end])
    for group in range(laid.groups[one], laid.groups[one + 1]):
        found += _by_state(one, world, group, laid, keys)
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _in_order(keys: Places, strengths: Places) -> None:
    """Ready weeks with their needs' strengths beside them, the first met first."""
    for need in range(keys.size):
        key = keys[need] * 4 + strengths[need]
        before = need
        while before > 0 and keys[before - 1] > key:
            keys[before] = keys[before - 1]
            before -= 1
        keys[before] = key


@njit(cache=True, nogil=True, error_model="numpy")
def _by_state(one: int, world: int, group: int, laid: Laid, keys: Places) -> float:
    """V_1(0) + sum over needs met of S(a) (V_after(a) - V_before(a)), as `set_courses`."""
    weeks = laid.weeks + 1
    size = laid.many_states[one] * weeks * 2
    begin = laid.begins[group] + world * size
    flat = laid.flat[begin : begin + size].reshape((laid.many_states[one], weeks, 2))
    lacks = np.zeros(3, np.int64)
    for key in keys:
        lacks[key % 4] += 1
    state = laid.state_at[one, unmet.state(lacks[0], lacks[1], lacks[2])]
    at, still_open, found = 0, 1.0, flat[state, 0, 0]
    for key in keys:
        week = key // 4
        lacks[key % 4] -= 1
        after = laid.state_at[one, unmet.state(lacks[0], lacks[1], lacks[2])]
        still_open *= flat[state, week, 1] / flat[state, at, 1]
        found += still_open * (flat[after, week, 0] - flat[state, week, 0])
        state, at = after, week
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _lacks(first: int, end: int, world: int, laid: Laid, ready: Places, left: Floats) -> None:
    """The shares of the odds that are left in each week, as `promised_paths.follow`; worked out
    where a need is met, due, given up or wanted, and the same from there on.
    """
    strengths, promised = laid.strengths[first:end], laid.promised[first:end]
    until, keep, push = 0, 1.0, 1.0
    for week in range(laid.weeks):
        if week >= until:
            lacks = promised_paths.unmet(ready, strengths, promised, laid.psi[world], week)
            keep, push = np.exp(-lacks), np.exp(LOSS_SHARE * lacks)
            until = laid.weeks
            for need in range(ready.size):
                if ready[need] > week:
                    until = min(until, ready[need])
                for at in (promised_paths.DUE, promised_paths.UNTIL, promised_paths.WANTED):
                    if promised[need, at] > week:
                        until = min(until, int(np.ceil(promised[need, at])))
        left[week, WON], left[week, LOST] = keep, push


@njit(cache=True, nogil=True, error_model="numpy")
def _step_by_step(world: int, group: int, laid: Laid, left: Floats) -> float:
    """A deal's odds of being won by the end, as `promised_paths.follow`."""
    size = laid.weeks * 2
    begin = laid.begins[group] + world * size
    rates = laid.flat[begin : begin + size].reshape((laid.weeks, 2))
    whole = min(int(laid.end), laid.weeks)
    won, still_open = 0.0, 1.0
    for week in range(min(whole + 1, laid.weeks)):
        to_win = left[week, WON] * rates[week, WON]
        still_open /= 1.0 + to_win + left[week, LOST] * rates[week, LOST]
        part = 1.0 if week < whole else laid.end - whole
        won += part * still_open * to_win
    return won
