"""The plan as a choice of features by month: what is left to do, what can be done by when, and what
comes of it, in whole numbers for the exact engine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from interlock.engine import plan_layers, releases
from interlock.engine.arrays import Flags, Floats, Places
from interlock.engine.joint import WEEKS
from interlock.engine.plan_worlds import Worlds
from interlock.engine.releases import Delivery
from interlock.engine.selection import Groups, Selection
from interlock.records.calendar import DAYS_PER_WEEK, day_after, months_later

PLANNED = 0.6
"""The quantile of a feature's simulated work left that counts as its size."""

PARTS_OF_WEEK = 10
"""Work is counted in tenths of a week of its team."""

UNITS = 1_000_000
"""All worth together is at most so many units of money, each a power of ten."""


@dataclass(frozen=True, eq=False)
class Scope:
    """A ``selection`` among the features of ``Work.features`` with periods that end on ``ends``:
    worth in ``unit`` of money above ``base``, which comes without any of them.
    """

    selection: Selection
    ends: tuple[date, ...]
    unit: float
    base: float

    def money(self, value: float) -> float:
        """What a choice of so much worth brings in all."""
        return self.base + self.unit * value


@dataclass(frozen=True)
class Asked:
    """Places of features that ``must`` be in, must not (``without``), or whose work comes first
    whatever is chosen (``frozen``).
    """

    must: frozenset[int] = frozenset()
    without: frozenset[int] = frozenset()
    frozen: frozenset[int] = frozenset()


NOTHING = Asked()


def by_periods(
    worlds: Worlds, ends: Sequence[date], asked: Asked = NOTHING, *, units: int = UNITS
) -> Scope:
    """The features by the end of which period they are in, each team's work within what it is
    expected to get done until then.

        size of f for team j = 60 % quantile of f's simulated items left x j's share / j's pace
        capacity of j by p   = mean over scenarios of j's items until then, less frozen work, / pace
        worth                = `plan_layers`, all that is in by a period ready from its end on

    Exact with such sizes, capacities and ends. Not in it: that a feature is ready sooner within
    its period, trains, pulls of stated dates, time that passes once work has ended, luck that
    teams and features share. Features that no team's pace decides ship as simulated.
    """
    delivery = worlds.of.delivery
    days = [(end - delivery.as_of).days for end in ends]
    size, can = sizes(delivery), capacity(delivery, days)
    some = sorted(asked.frozen)
    can = np.maximum(can - size[some].sum(axis=0), 0)
    size[some] = 0
    return _scope(worlds, ends, size, can, asked, units)


def at_once(worlds: Worlds, ready: date, asked: Asked = NOTHING, *, units: int = UNITS) -> Scope:
    """The features that are in, all ready from a day on, with room for all work of all teams
    together: one period and one size, weeks of whichever team.
    """
    size = sizes(worlds.of.delivery).sum(axis=1, keepdims=True)
    return _scope(worlds, [ready], size, size.sum(axis=0, keepdims=True), asked, units)


def _scope(
    worlds: Worlds,
    ends: Sequence[date],
    size: Places,
    can: Places,
    asked: Asked,
    units: int,
) -> Scope:
    delivery = worlds.of.delivery
    free = decided(delivery)
    weeks = [-(-(end - delivery.as_of).days // DAYS_PER_WEEK) for end in ends]
    layers = plan_layers.layers(worlds, weeks, free)
    unit = _unit(layers.worth, units)
    waits, together, never = couplings(delivery, asked.without, free)
    selection = Selection(
        sizes=size,
        capacity=can,
        worth=np.rint(layers.worth / unit).astype(np.int64),
        needs=layers.needs,
        waits=waits,
        together=together,
        must=asked.must,
        without=asked.without | never,
    )
    return Scope(selection, tuple(ends), unit, layers.base)


def asked(features: Sequence[str], *, must: Iterable[str], without: Iterable[str]) -> Asked:
    """Wishes of features by id as places among ``features``."""
    place = {feature: at for at, feature in enumerate(features)}
    return Asked(*(frozenset(place[one] for one in some) for some in (must, without)))


def months(as_of: date, until: date) -> tuple[date, ...]:
    """The last day of each calendar month after a day, and of what is left until another."""
    first = as_of.replace(day=1)
    ends = []
    while (last := months_later(first, 1) - timedelta(days=1)) < until:
        if last > as_of:
            ends.append(last)
        first = day_after(last)
    return (*ends, until)


def sizes(delivery: Delivery) -> Places:
    """Tenths of a week of each team's time that each feature takes: (features, teams)."""
    todo = delivery.todo
    left = np.quantile(delivery.left, PLANNED, axis=0)
    weeks = left[todo.part_feature] * todo.part_share / pace(delivery)[todo.part_team]
    found = np.zeros((len(todo.features), todo.queue_start.size - 1))
    np.add.at(found, (todo.part_feature, todo.part_team), weeks * PARTS_OF_WEEK)
    found[~decided(delivery)] = 0
    return np.rint(found).astype(np.int64)


def capacity(delivery: Delivery, days: Sequence[int]) -> Places:
    """Tenths of a week of its time that each team has until each day, (days, teams)."""
    items = delivery.capacity.mean(axis=0, dtype=float)
    until = np.vstack([np.zeros(items.shape[1]), np.cumsum(items, axis=0)])
    weeks = np.array(days) / DAYS_PER_WEEK
    found = np.array([np.interp(weeks, np.arange(len(until)), one) for one in until.T])
    found = found.reshape(-1, weeks.size).T
    whole: Places = np.floor(found / pace(delivery) * PARTS_OF_WEEK).astype(np.int64)
    return whole


def pace(delivery: Delivery) -> Floats:
    """Items a week of each team, on average over weeks and scenarios, (teams,)."""
    found: Floats = np.maximum(delivery.capacity.mean(axis=(0, 1), dtype=float), 1e-9)
    return found


def decided(delivery: Delivery) -> Flags:
    """Features whose end their teams' work decides, (features,)."""
    todo = delivery.todo
    basis = releases.basis_of(todo, delivery.paces)
    _, place = releases.fixed_weeks(todo, delivery, basis, np.zeros(len(todo.features)))
    free: Flags = place < 0
    return free


def couplings(
    delivery: Delivery, without: frozenset[int], free: Flags
) -> tuple[tuple[tuple[int, int], ...], Groups, frozenset[int]]:
    """What waits for what; what ships together, as releases without a train do; and features that
    never ship, so that what waits for them does not either. What is left out nothing waits for.
    """
    todo = delivery.todo
    waiting = np.repeat(np.arange(len(todo.features)), np.diff(todo.waits_start)).tolist()
    ready = np.median(releases.ship_days(delivery), axis=0)
    never = frozenset(np.flatnonzero(~free & (ready > WEEKS * DAYS_PER_WEEK)).tolist())
    waits = tuple(
        (feature, first)
        for feature, first in zip(waiting, todo.waits_for.tolist(), strict=True)
        if not {feature, first} & without and free[feature] and (free[first] or first in never)
    )
    together = [
        tuple(one for one in members.tolist() if free[one] and one not in without)
        for members in map(todo.members, todo.releases)
        if members.size and todo.train[members[0]] is None
    ]
    return waits, tuple(group for group in together if len(group) > 1), never


def _unit(worth: Floats, units: int) -> float:
    """The least power of ten, one or more, in which all worth is so many units at most."""
    total, unit = float(worth.max(axis=1, initial=0.0).sum()), 1.0
    while total / unit > units:
        unit *= 10
    return unit
