"""The search for an order that brings more: insertions and swaps, in scenarios that all share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from interlock.engine import luck, plan_starts
from interlock.engine.arrays import Places
from interlock.engine.clocks import Clock, standing
from interlock.engine.plan_aims import Aim
from interlock.engine.plan_rules import Rules
from interlock.engine.plan_worlds import Worlds

SWAPS, NEAR = 0.25, 0.5
"""Shares of moves that swap two features, and of insertions that go a few places only."""

NEAR_PLACES = 3.0
AGAINST, MOST_LOTS = 0.1, 20
"""The chance that a move is tried although it promises nothing; lots drawn for one at most."""

WEIGHED_EVERY = 300
LEAST_GAIN = 1e-9
"""A move is kept when it brings more than this share of what there is."""


@dataclass(frozen=True)
class Best:
    """The best order so far: its ``value`` in sample, from which of the ``starts`` it came, each
    with its value; after so many ``moves`` tried, of which some were ``kept``, and ``seconds``.
    """

    order: Places
    value: float
    began: str
    starts: Mapping[str, float]
    moves: int
    kept: int
    seconds: float


Progress = Callable[[Best], None]


def search(
    worlds: Worlds,
    few: Worlds,
    starts: Mapping[str, Places],
    *,
    aim: Aim,
    rules: Rules,
    seed: int,
    moves: int,
    seconds: float = np.inf,
    progress: Progress = lambda _: None,
    clock: Clock = standing,
) -> Best | None:
    """The best of the starts, and what insertions and swaps in its teams' queues make of it; None
    where no start keeps the ``rules``.

    A move is looked at in the ``few`` first scenarios: where it gains less than one standard error
    below nothing there it is dropped, else it is kept if it gains in all of ``worlds``. So the
    answer hangs on seed and ``moves`` alone, until ``seconds`` by the ``clock`` are over.
    """
    began = clock()
    both = _Both(worlds, few, aim, rules)
    values = {name: both.of_start(order) for name, order in starts.items()}
    allowed = {name: value for name, value in values.items() if value > -np.inf}
    if not allowed:
        return None
    first = max(allowed, key=allowed.__getitem__)
    both.begin(starts[first])
    kept, tried, told = 0, 0, clock()

    def best() -> Best:
        took = clock() - began
        return Best(worlds.order, both.value, first, values, tried, kept, took)

    progress(best())
    movable = _Movable(worlds, rules)
    lots = luck.source(seed=seed, purpose="moves of a plan")
    while tried < moves and movable.any and clock() - began < seconds:
        if tried % WEIGHED_EVERY == 0:
            movable.weigh(few)
        tried += 1
        order, touched = movable.moved(worlds.order, lots)
        kept += both.better(order, touched)
        if clock() - told > 1.0:
            told = clock()
            progress(best())
    return best()


class _Both:
    """All scenarios and the few first, which go together."""

    def __init__(self, worlds: Worlds, few: Worlds, aim: Aim, rules: Rules) -> None:
        self.worlds, self.few, self.aim, self.rules = worlds, few, aim, rules
        self.value = self._of_few = -np.inf

    def of_start(self, order: Places) -> float:
        value = self.aim.of_tried(self.worlds, self.worlds.try_order(order), order)
        return value if self.rules.hold(self.worlds) else -np.inf

    def begin(self, order: Places) -> None:
        self.value, self._of_few = (
            self.aim.of_tried(one, one.go_to(order), order) for one in (self.worlds, self.few)
        )

    def better(self, order: Places, touched: tuple[int, ...]) -> bool:
        """Whether an order is kept since it is better."""
        now = self.few.total
        some = self.few.try_order(order, touched)
        of_few = self.aim.of_tried(self.few, some, order)
        error = (some - now).mean(axis=0).std() / np.sqrt(self.few.of.draws)
        if of_few - self._of_few < -error:
            return False
        value = self.aim.of_tried(self.worlds, self.worlds.try_order(order, touched), order)
        if value - self.value <= LEAST_GAIN * abs(self.value) or not self.rules.hold(self.worlds):
            return False
        self.worlds.keep()
        self.few.keep()
        self.value, self._of_few = value, of_few
        return True


class _Movable:
    """Moves of features that are not frozen, within the queue of one of their teams.

    Of those drawn by lot few are taken against what weeks are worth: with c what a week's delay of
    a feature costs and p the weeks of its work, feature j put before others K gains about

        c_j sum of p_k - p_j sum of c_k

    Source: Smith (1956), on one machine; here a guess of where to look.
    """

    def __init__(self, worlds: Worlds, rules: Rules) -> None:
        todo = worlds.of.delivery.todo
        movable = ~rules.frozen[todo.part_feature]
        count = np.bincount(todo.part_team[movable], minlength=todo.queue_start.size - 1)
        self._feature, self._team = todo.part_feature, todo.part_team
        self._some = np.flatnonzero(movable & (count[todo.part_team] > 1))
        self._mates = [
            todo.part_feature[movable & (todo.part_team == team)] for team in range(count.size)
        ]
        self._weeks = plan_starts.work_weeks(worlds.of)
        self._costs = np.zeros(len(todo.features))

    @property
    def any(self) -> bool:
        return bool(self._some.size)

    def weigh(self, few: Worlds) -> None:
        """Learn what weeks are worth in the order kept."""
        self._costs = plan_starts.lost_by_a_week(few)

    def moved(self, order: Places, lots: np.random.Generator) -> tuple[Places, tuple[int, ...]]:
        """Another order, and the features that stand elsewhere in it beside the others."""
        rank = np.empty(order.size, dtype=np.int64)
        rank[order] = np.arange(order.size)
        for _ in range(MOST_LOTS):
            part = self._some[lots.integers(self._some.size)]
            mates = self._mates[self._team[part]]
            line = mates[np.argsort(rank[mates])]
            at = int(np.flatnonzero(line == self._feature[part])[0])
            to = _place(at, line.size, lots)
            if self._promises(line, at, to) or lots.random() < AGAINST:
                break
        feature, other = int(line[at]), int(line[to])
        if lots.random() < SWAPS:
            swapped = order.copy()
            swapped[[rank[feature], rank[other]]] = other, feature
            return swapped, (feature, other)
        rest = np.delete(order, rank[feature])
        return np.insert(rest, rank[other], feature), (feature,)

    def _promises(self, line: Places, at: int, to: int) -> bool:
        passed = line[to:at] if to < at else line[at + 1 : to + 1]
        mine = self._costs[line[at]] * self._weeks[passed].sum()
        theirs = self._weeks[line[at]] * self._costs[passed].sum()
        return bool(mine > theirs if to < at else mine < theirs)


def _place(at: int, count: int, lots: np.random.Generator) -> int:
    """Another place in a queue: a few away, or any."""
    if lots.random() < NEAR:
        step = int(lots.geometric(1 / NEAR_PLACES)) * (1 if lots.random() < 0.5 else -1)
        to = min(max(at + step, 0), count - 1)
    else:
        to = int(lots.integers(count))
    if to != at:
        return to
    return at + 1 if at + 1 < count else at - 1
