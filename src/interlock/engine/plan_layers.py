"""What deals bring more, layer by layer, once more of what they need is ready by a day."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from interlock.engine import plan_sets, side_by_side
from interlock.engine.arrays import Flags, Floats, Places
from interlock.engine.joint import WEEKS, Joint
from interlock.engine.plan_sets import Laid
from interlock.engine.plan_worlds import Worlds
from interlock.engine.worth import NICE

LEAST, PARTS = 32, 16
"""Need-sets of a part at least, and parts at most, for several cores."""

Needs = tuple[int, ...]


class Layers(NamedTuple):
    """Layers that need the features ``needs[l]`` bring ``worth`` (layers, periods) more with all of
    them ready by each period than never; ``base`` is what comes with none of them.
    """

    needs: tuple[Needs, ...]
    worth: Floats
    base: float


def layers(worlds: Worlds, when: Sequence[int], free: Flags) -> Layers:
    """What each need-set gains by each of the ready weeks ``when``, in money, as layers:

        dealbreakers                     A(those ready)          - A(none)
        dealbreakers and importants      A(all musts)            - A(dealbreakers)
        musts and one nice-to-have       A(musts and that)       - A(musts)
        musts and every nice-to-have     A(all) - A(musts)       - the sum of the line before

    A is what the set's deals bring in expectation until the last day that counts, as `plan_sets`
    looks it up, meant over the worlds. Layers that need the same features are one.

    The layers of a set add up to A exactly where its musts are ready in one week, or are of one
    strength, and none, one, two or all of its nice-to-haves are ready with them. Otherwise what is
    ready sooner counts as if the rest never came, and what comes later as if all had come with it;
    of three nice-to-haves and more, some count each by itself; and nice-to-haves without the musts
    nothing. What falls below zero by that counts zero; no layer gains from coming later.

    ``free`` (features,) are to be chosen: all else is ready as simulated. A sales tool stands for
    the features that it shows, ready the usual time after them.
    """
    laid, joint = worlds.laid, worlds.of.joint
    some = min(worlds.of.draws, len(laid.psi))
    waits = [_waits(joint, column, free) for column in laid.columns.tolist()]
    every = _Every(laid, joint, waits, some)
    asked = [
        _asked(laid.strengths[first:end])
        for first, end in zip(laid.needs, laid.needs[1:], strict=False)
    ]
    values = every.values(asked, when)
    found: dict[Needs, Floats] = {}
    for at, masks in enumerate(asked):
        first = laid.needs[at]
        for mask, more in zip(
            masks[1:], _more(masks, laid.strengths[first:], values[at]), strict=True
        ):
            needs = frozenset().union(*(waits[first + need] for need in np.flatnonzero(mask)))
            falling = np.minimum.accumulate(np.maximum(more, 0.0))
            if needs and falling[0] > 0:
                key = tuple(sorted(needs))
                found[key] = found.get(key, 0.0) + falling
    base = float(worlds.rest[:some].mean()) + float(sum(value[0, 0] for value in values))
    return Layers(tuple(found), np.array(list(found.values())).reshape(-1, len(when)), base)


class _Every:
    """All sets, each of whose needs has a ready week of its own."""

    def __init__(self, laid: Laid, joint: Joint, waits: list[frozenset[int]], draws: int) -> None:
        self._laid = laid._replace(columns=np.arange(laid.columns.size))
        self._simulated = np.ascontiguousarray(joint.ready.T[laid.columns, :draws])
        self._chosen = np.array([bool(some) for some in waits], dtype=bool)
        self._after = np.array(
            [
                _after(joint, column) if some else 0
                for column, some in zip(laid.columns.tolist(), waits, strict=True)
            ]
        )

    def values(self, asked: list[list[Flags]], when: Sequence[int]) -> list[Floats]:
        """A of each set with each of its masks ready by each week, (masks, periods) a set."""
        found = [np.zeros((len(masks), len(when))) for masks in asked]
        for mask in range(max(map(len, asked), default=0)):
            some = np.array([at for at, masks in enumerate(asked) if len(masks) > mask])
            is_in = np.zeros(self._chosen.size, dtype=bool)
            for at in some.tolist():
                first, end = self._laid.needs[at : at + 2]
                is_in[first:end] = asked[at][mask]
            for period, week in enumerate(when if mask else when[:1]):
                means = self._means(some, is_in, week)
                for at, mean in zip(some.tolist(), means.tolist(), strict=True):
                    found[at][mask, period if mask else slice(None)] = mean
        return found

    def _means(self, some: Places, is_in: Flags, week: int) -> Floats:
        ready = self._simulated.copy()
        weeks = np.where(is_in, np.minimum(week + self._after, WEEKS), WEEKS)
        ready[self._chosen] = weeks[self._chosen, None]
        before = np.full_like(ready, -1)
        draws = ready.shape[1]

        def part(first: int, end: int) -> Floats:
            fresh = np.empty((end - first, draws))
            nothing = np.zeros((self._laid.kind.size, draws))
            plan_sets.change(
                some[first:end], before, ready, self._laid, nothing, fresh, np.zeros(draws)
            )
            mean: Floats = fresh.mean(axis=1)
            return mean

        return np.concatenate(side_by_side.in_parts(part, some.size, least=LEAST, most=PARTS))


def _waits(joint: Joint, column: int, free: Flags) -> frozenset[int]:
    """The features to be chosen for which a need waits, itself or through a tool."""
    shown = joint.shown.get(column, (column,))
    return frozenset(one for one in shown if 0 <= one < free.size and free[one])


def _after(joint: Joint, column: int) -> int:
    """Weeks that a tool usually takes once what it shows has shipped; none of a feature."""
    if column not in joint.shown:
        return 0
    last = joint.ready[:, list(joint.shown[column])].max(axis=1)
    ships = last < WEEKS
    return round(float(np.median((joint.ready[:, column] - last)[ships]))) if ships.any() else 0


def _asked(strengths: Places) -> list[Flags]:
    """Which needs are ready: none, then as in each layer."""
    masks = [np.zeros(strengths.size, dtype=bool)]
    for strength in range(NICE):
        if (strengths == strength).any():
            masks.append(strengths <= strength)
    nice = np.flatnonzero(strengths == NICE)
    for one in nice:
        masks.append(strengths < NICE)
        masks[-1][one] = True
    if nice.size > 1:
        masks.append(np.ones(strengths.size, dtype=bool))
    return masks


def _more(masks: list[Flags], strengths: Places, values: Floats) -> list[Floats]:
    """What each layer brings more, (periods,) each."""
    nice = int((strengths[: masks[0].size] == NICE).sum())
    musts = len(masks) - 1 - nice - (nice > 1)
    found = [values[at] - values[at - 1] for at in range(1, musts + 1)]
    single = [values[musts + 1 + at] - values[musts] for at in range(nice)]
    return found + single + ([values[-1] - values[musts] - sum(single)] if nice > 1 else [])
