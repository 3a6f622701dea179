"""A sum that no order can bring more than, proven in its scenarios: with hindsight of each."""

from dataclasses import replace

import numpy as np
from numba import njit

from interlock.engine import plan_sets
from interlock.engine.arrays import Floats, Places
from interlock.engine.joint import WEEKS
from interlock.engine.plan_scenarios import Scenarios
from interlock.engine.plan_sets import Laid
from interlock.engine.plan_worlds import Worlds
from interlock.engine.releases import Delivery
from interlock.engine.work import Work
from interlock.records.planning import Ceiling

DRAWS, STEPS, PACE = 64, 40, 2.0


def ceiling(worlds: Worlds, order: Places) -> Ceiling:
    """The lowest bound found, beside what the order brings in the same scenarios.

    In scenario d no feature f is ready before week e_f, in which it is were it first in all queues.
    What set s brings, v_s, falls when any of its features is ready later, so for all weights
    l_sf >= 0 that add up to one over f in s

        v_s(r) <= sum over f of l_sf v_s(r_f, the others at e)

    which leaves each feature worth so much by the week in which it is ready, and teams apart. In
    each week w what a team has done by then is no more than its capacity so far, so what the worths
    gain by being ready by w and not by w + 1 is at most what fits when the most per item goes first
    and the last in part (Dantzig 1957). Any weights give a bound; they are learnt step by step,
    going to features that come late. Waiting, trains, and that no order knows its scenario's luck
    are left out, all of which lowers what can be reached.
    """
    of = worlds.of.first(DRAWS)
    few = Worlds(of, like=worlds)
    first = Worlds(replace(of, delivery=alone(of.delivery)), like=worlds)
    laid, (earliest, _) = few.laid, first.dates.ready
    gains, least, feature = _gains(laid, earliest, len(of.features))
    flat = few.rest + _free(laid, earliest, len(of.features))
    bounds = _learnt(of, laid, gains, least, feature, flat)
    error = bounds.std(ddof=1) / np.sqrt(bounds.size) if bounds.size > 1 else 0.0
    plan = float(few.try_order(order)[0].mean())
    return Ceiling(float(bounds.mean()), float(error), plan, of.draws)


def alone(delivery: Delivery) -> Delivery:
    """The same work were each part the only one of its team."""
    todo = delivery.todo
    parts = np.argsort(todo.part_feature, kind="stable")
    team = todo.part_team[parts]
    own: Work = replace(
        todo,
        part_feature=todo.part_feature[parts],
        part_share=todo.part_share[parts],
        queue_start=np.arange(parts.size + 1),
        wip_limit=np.ones(parts.size, dtype=np.int64),
    )
    return replace(delivery, todo=own, capacity=delivery.capacity[:, :, team])


def _learnt(
    of: Scenarios, laid: Laid, gains: Floats, least: Floats, feature: Places, flat: Floats
) -> Floats:
    """The bound in each scenario with the best weights found: (draws,)."""
    todo, delivery = of.delivery.todo, of.delivery
    left = np.ascontiguousarray(delivery.left.T[todo.part_feature] * todo.part_share[:, None])
    for at, name in enumerate(todo.features):
        if name in delivery.shifts:
            left[np.ix_(todo.part_feature == at, delivery.shifts[name] < 0)] = 0.0
    can = np.zeros((todo.queue_start.size - 1, of.draws, WEEKS + 1))
    weeks = min(WEEKS, delivery.weeks)
    can[:, :, 1 : weeks + 1] = np.cumsum(delivery.capacity[:, :weeks].transpose(2, 0, 1), axis=2)
    set_of = np.repeat(np.arange(laid.kind.size), np.diff(laid.needs))
    weight = np.where(feature >= 0, 1.0, 0.0)
    weight /= np.maximum(np.bincount(set_of, weight, laid.kind.size), 1.0)[set_of]
    best, lowest = np.full(of.draws, np.inf), np.inf
    for step in range(STEPS):
        worth = np.zeros((len(todo.features), of.draws, WEEKS + 1))
        _add_up(weight, gains, feature, worth)
        got = np.ones_like(worth)
        fits = _fits(todo.queue_start, todo.part_feature, todo.part_share, left, can, worth, got)
        bounds = flat + (weight[:, None] * least).sum(axis=0) + fits
        if bounds.mean() < lowest:
            best, lowest = bounds, float(bounds.mean())
        reached = _reached(gains, least, feature, got)
        size = np.maximum(np.bincount(set_of, reached * weight, laid.kind.size), 1e-12)[set_of]
        weight = weight * np.exp(-PACE / np.sqrt(step + 1.0) * (reached / size - 1.0).clip(-5, 5))
        weight /= np.maximum(np.bincount(set_of, weight, laid.kind.size), 1e-300)[set_of]
    return best


def _free(laid: Laid, earliest: np.ndarray, features: int) -> Floats:
    """What sets that wait for no feature bring with all at their earliest: (draws,)."""
    found = np.zeros(earliest.shape[1])
    _free_into(laid, earliest, features, found)
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _free_into(laid: Laid, earliest: np.ndarray, features: int, found: Floats) -> None:
    room = plan_sets.room_of(laid)
    for one in range(laid.kind.size):
        waits = False
        for need in range(laid.needs[one], laid.needs[one + 1]):
            waits = waits or 0 <= laid.columns[need] < features
        if not waits:
            for draw in range(found.size):
                found[draw] += plan_sets.brings(one, draw, earliest, laid, room)


def _gains(laid: Laid, earliest: np.ndarray, features: int) -> tuple[Floats, Floats, Places]:
    """Of each need: what being ready in week w and not in w + 1 gains, the others at their earliest
    (needs, draws, weeks + 1), what never being ready brings (needs, draws), and its feature, -1
    for a tool or what is dropped.
    """
    draws = earliest.shape[1]
    gains = np.zeros((laid.columns.size, draws, WEEKS + 1))
    least = np.zeros((laid.columns.size, draws))
    _gains_into(laid, earliest.copy(), features, gains, least)
    feature = np.where((laid.columns >= 0) & (laid.columns < features), laid.columns, -1)
    return gains, least, feature


@njit(cache=True, nogil=True, error_model="numpy")
def _gains_into(laid: Laid, ready: np.ndarray, features: int, gains: Floats, least: Floats) -> None:
    room = plan_sets.room_of(laid)
    for one in range(laid.kind.size):
        for need in range(laid.needs[one], laid.needs[one + 1]):
            column = laid.columns[need]
            if not 0 <= column < features:
                continue
            for draw in range(ready.shape[1]):
                first = ready[column, draw]
                ready[column, draw] = WEEKS
                after = plan_sets.brings(one, draw, ready, laid, room)
                least[need, draw] = after
                for week in range(WEEKS - 1, first - 1, -1):
                    ready[column, draw] = week
                    now = plan_sets.brings(one, draw, ready, laid, room)
                    gains[need, draw, week] = max(now - after, 0.0)
                    after = now
                ready[column, draw] = first


@njit(cache=True, nogil=True, error_model="numpy")
def _add_up(weight: Floats, gains: Floats, feature: Places, worth: Floats) -> None:
    for need in range(weight.size):
        if feature[need] >= 0:
            worth[feature[need]] += weight[need] * gains[need]


@njit(cache=True, nogil=True, error_model="numpy")
def _reached(gains: Floats, least: Floats, feature: Places, got: Floats) -> Floats:
    """What each need's side of the inequality comes to on average."""
    found = np.zeros(feature.size)
    for need in range(feature.size):
        if feature[need] >= 0:
            found[need] = (
                least[need].mean() + (gains[need] * got[feature[need]]).sum() / (least.shape[1])
            )
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def _fits(
    queue_start: Places,
    part_feature: Places,
    part_share: Floats,
    left: Floats,
    can: Floats,
    worth: Floats,
    got: Floats,
) -> Floats:
    """The most that teams' capacities let be gained in each draw; ``got`` (features, draws, weeks)
    takes the least share of each feature that is had by each week.
    """
    draws = left.shape[1]
    found = np.zeros(draws)
    for team in range(queue_start.size - 1):
        first, count = queue_start[team], queue_start[team + 1] - queue_start[team]
        rate = np.empty(count)
        for draw in range(draws):
            for week in range(worth.shape[2]):
                free = can[team, draw, week]
                for at in range(count):
                    gain = part_share[first + at] * worth[part_feature[first + at], draw, week]
                    rate[at] = gain / max(left[first + at, draw], 1e-9)
                for at in np.argsort(-rate):
                    part = first + at
                    feature, size = part_feature[part], left[part, draw]
                    share = 1.0 if size <= free else free / size
                    free = max(free - share * size, 0.0)
                    found[draw] += share * part_share[part] * worth[feature, draw, week]
                    got[feature, draw, week] = min(got[feature, draw, week], share)
    return found
