"""What deals bring more, layer by layer, once more of what they need is ready by a day."""

from collections.abc import Sequence
from itertools import compress, pairwise, product
from typing import NamedTuple

import numpy as np

from interlock.engine import plan_sets, side_by_side
from interlock.engine.arrays import Flags, Floats, Places
from interlock.engine.joint import WEEKS, Joint
from interlock.engine.plan_sets import Laid
from interlock.engine.plan_worlds import Worlds
from interlock.engine.unmet import DEALBREAKER, IMPORTANT
from interlock.engine.worth import NICE

LEAST, PARTS = 32, 16
"""Need-sets of a part at least, and parts at most, for several cores."""

BOTH = 2
"""With one nice-to-have there are none and it; with more there is all of them as well."""

Needs = tuple[int, ...]


class Layers(NamedTuple):
    """Layers that need the features ``needs[l]`` bring ``worth`` (layers, periods) more with all of
    them ready by each period than never; ``base`` is what comes with none of them.
    """

    needs: tuple[Needs, ...]
    worth: Floats
    base: float


def layers(worlds: Worlds, when: Sequence[int], free: Flags) -> Layers:
    """What each need-set gains by each of the ready weeks ``when``, in money, as layers.

    A layer is some of a set's needs: its dealbreakers or none, its importants or none, and none,
    one or all of its nice-to-haves. With A what the set's deals bring in expectation until the last
    day that counts, as `plan_sets` looks it up, meant over the worlds, it is worth what its needs
    bring together more than all layers inside it:

        m(layer) = A(layer) - sum of m(layers inside layer)

    Layers that need the same features are one. They add up to A where of a set's needs are ready,
    in one week, all or none of a strength of musts and none, one or all nice-to-haves; in any weeks
    where all its needs are musts of one strength. Otherwise what is ready sooner counts as if the
    rest never came, and what comes later as if all had come with it; of three nice-to-haves and
    more, some count each by itself; and some of the dealbreakers or importants count nothing, as
    the worst one that is unmet decides. What falls below zero counts zero, and no layer gains from
    coming later.

    ``free`` (features,) are to be chosen: all else is ready as simulated. A sales tool stands for
    the features that it shows, ready the usual time after them.
    """
    laid, joint = worlds.laid, worlds.of.joint
    some = min(worlds.of.draws, len(laid.psi))
    waits = [_waits(joint, column, free) for column in laid.columns.tolist()]
    every = _Every(laid, joint, waits, some)
    edges = list(pairwise(laid.needs.tolist()))
    asked = [_asked(laid.strengths[first:end]) for first, end in edges]
    values = every.values(asked, when)
    found: dict[Needs, Floats] = {}
    for (first, end), masks, value in zip(edges, asked, values, strict=True):
        mine = waits[first:end]
        more = np.maximum(_more(laid.strengths[first:end], value), 0.0)
        for mask, falling in zip(masks[1:], np.minimum.accumulate(more, axis=1), strict=True):
            needs = tuple(sorted(frozenset().union(*compress(mine, mask))))
            if needs and falling[0] > 0:
                found[needs] = found.get(needs, 0.0) + falling
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
    """Which needs are ready: dealbreakers or not, importants or not, and none, each or all of the
    nice-to-haves.
    """
    musts = ([strengths < 0, strengths == one] for one in (DEALBREAKER, IMPORTANT))
    return [
        first | second | nice
        for first, second, nice in product(*map(_told_apart, musts), _nice(strengths))
    ]


def _told_apart(masks: list[Flags]) -> list[Flags]:
    """All of the masks where the last holds something, else the first."""
    return masks if masks[-1].any() else masks[:1]


def _nice(strengths: Places) -> list[Flags]:
    is_nice = strengths == NICE
    places = np.arange(strengths.size)
    each = [places == one for one in np.flatnonzero(is_nice)]
    return [strengths < 0, *each, *([is_nice] if len(each) > 1 else [])]


def _more(strengths: Places, values: Floats) -> Floats:
    """m of each layer but the first, which is nothing: (layers, periods)."""
    nice = len(_nice(strengths))
    musts = [1 + int((strengths == one).any()) for one in (DEALBREAKER, IMPORTANT)]
    gains = values.reshape(*musts, nice, -1)
    for axis in range(len(musts)):
        gains = np.diff(gains, axis=axis, prepend=0.0)
    more = gains - gains[:, :, :1]
    more[:, :, 0] = gains[:, :, 0]
    if nice > BOTH:
        more[:, :, -1] -= more[:, :, 1:-1].sum(axis=2)
    found: Floats = more.reshape(values.shape)[1:]
    return found
