"""Ship dates under any order of the queues: only teams that an order touches are worked through."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any

import numpy as np

from interlock.engine import plan_queues, plan_rides, releases, trains
from interlock.engine.arrays import Floats, Places
from interlock.engine.joint import WEEKS
from interlock.engine.plan_queues import Parts
from interlock.engine.plan_rides import Rides
from interlock.engine.releases import Delivery
from interlock.engine.work import Work
from interlock.records.calendar import DAYS_PER_WEEK


@dataclass
class _Tried:
    """What a try wrote: queues of teams, parts and features."""

    lines: dict[int, Places] = field(default_factory=dict)
    parts: set[int] = field(default_factory=set)
    features: set[int] = field(default_factory=set)


class Dates:
    """The ready weeks of every feature in every draw: as ``kept``, and as ``tried`` with another
    order, which is then kept or dropped.

    An order is the places of ``Work.features`` in the order of the queues: (features,). A team
    whose queue changes is worked through anew given when the other teams' parts end; teams with
    work that waits for a feature that moved follow, until nothing moves. Since nothing waits for
    what ends later, that is what working through all teams week by week gives.
    """

    def __init__(self, delivery: Delivery, *, beside: int = 0) -> None:
        """``beside``: so many rows of the ready weeks are for others to write."""
        todo = delivery.todo
        self._todo = todo
        self._capacity = np.ascontiguousarray(delivery.capacity.transpose(2, 0, 1))
        self._parts = _parts(delivery)
        self._rides = _rides(delivery)
        self._teams_of = _teams_of(todo)
        self._followers = _followers(todo)
        self._depth = _depth(todo)
        self._lines: list[Places] = [todo_parts(todo, team) for team in range(len(self._capacity))]
        features, draws = len(todo.features), delivery.draws
        parts = todo.part_feature.size
        self._ended, self._week_of = _twice(parts, draws, 0.0), _twice(parts, draws, np.int16(0))
        self._own, self._day = (_twice(features, draws, 0.0) for _ in range(2))
        self._ready = _twice(features + beside, draws, np.int32(WEEKS))
        self._tried = _Tried()
        self._date(self._work_through(dict(enumerate(self._lines))) | set(range(features)))
        self.keep()

    @property
    def ready(self) -> tuple[np.ndarray, np.ndarray]:
        """Weeks as kept and as tried, (features + beside, draws) each."""
        return self._ready

    @property
    def days(self) -> tuple[Floats, Floats]:
        """Days of shipping as kept and as tried, above the horizon or infinite for never."""
        return self._day

    @property
    def horizon(self) -> int:
        return self._rides.horizon

    def try_order(self, order: Places, teams: Iterable[int]) -> Places:
        """Try an order that differs in the queues of ``teams`` at most: the features whose ready
        weeks move.
        """
        self.forget()
        rank = np.empty(order.size, dtype=np.int64)
        rank[order] = np.arange(order.size)
        lines = {}
        for team in teams:
            line = self._lines[team]
            ahead = line[np.argsort(rank[self._parts.feature[line]], kind="stable")]
            if not np.array_equal(ahead, line):
                lines[team] = ahead
        return self._date(self._work_through(lines))

    def keep(self) -> None:
        """What was tried holds from now on."""
        for team, line in self._tried.lines.items():
            self._lines[team] = line
        self._copy(0, 1)

    def forget(self) -> None:
        """What was tried is dropped."""
        self._copy(1, 0)

    def _copy(self, to: int, source: int) -> None:
        parts, features = list(self._tried.parts), list(self._tried.features)
        for of in (self._ended, self._week_of):
            of[to][parts] = of[source][parts]
        for of in (self._own, self._day, self._ready):
            of[to][features] = of[source][features]
        self._tried = _Tried()

    def _work_through(self, lines: dict[int, Places]) -> set[int]:
        """Features whose end moves when these teams have other queues."""
        tried = self._tried = _Tried(lines)
        todo, moved, ahead = self._todo, set[int](), dict.fromkeys(lines)
        while ahead:
            team = next(iter(ahead))
            del ahead[team]
            line = lines.get(team, self._lines[team])
            tried.parts.update(line.tolist())
            changed = plan_queues.work_alone(
                self._capacity[team], line, int(todo.wip_limit[team]), self._parts,
                self._ended[1], self._week_of[1],
            )  # fmt: skip
            for feature in todo.part_feature[line[changed]].tolist():
                moved.add(feature)
                if not self._rides.ahead:
                    ahead |= dict.fromkeys(self._to_follow(feature, team))
        return moved

    def _to_follow(self, feature: int, team: int) -> Iterable[int]:
        """Teams whose work may begin at another time once a feature ends at another time."""
        shared = len(self._teams_of[feature]) > 1
        for follower in self._followers[feature]:
            for other in self._teams_of[follower]:
                if other != team or shared:
                    yield other

    def _date(self, moved: Iterable[int]) -> Places:
        rides, some = self._rides, set(moved)
        if rides.ahead:
            ahead = list(some)
            while ahead:
                later = [one for one in self._followers[ahead.pop()] if one not in some]
                some.update(later)
                ahead += later
        groups = {int(rides.group[one]) for one in some} - {-1}
        for group in groups:
            first, end = rides.member_start[group : group + 2]
            some.update(rides.members[first:end].tolist())
        self._tried.features.update(some)
        ordered = np.array(sorted(some, key=self._depth.__getitem__), dtype=np.int64)
        plan_rides.date(
            ordered, np.array(sorted(groups), dtype=np.int64), self._parts, rides,
            self._ended[1], self._week_of[1], self._own[1], self._day[1], self._ready[1],
        )  # fmt: skip
        before, after = self._ready
        differs = (before[ordered] != after[ordered]).any(axis=1)
        return ordered[differs]


def todo_parts(todo: Work, team: int) -> Places:
    """The parts of a team in the order of its queue."""
    return np.arange(todo.queue_start[team], todo.queue_start[team + 1])


def _twice(rows: int, draws: int, value: float | np.integer[Any]) -> tuple[np.ndarray, np.ndarray]:
    of = np.full((rows, draws), value)
    return of, of.copy()


def _parts(delivery: Delivery) -> Parts:
    todo = delivery.todo
    features = len(todo.features)
    basis = releases.basis_of(todo, delivery.paces)
    held = np.array([float(delivery.delays.get(feature, 0)) for feature in todo.features])
    weeks, place = releases.fixed_weeks(todo, delivery, basis, held)
    fixed = np.full((features, delivery.draws), np.nan)
    fixed[place >= 0] = weeks.T[place[place >= 0]]
    queued = todo.waiting_for_nothing() if delivery.ahead.usual else todo
    own = np.lexsort((todo.part_team, todo.part_feature))
    count = np.bincount(todo.part_feature, minlength=features)
    awaited = np.isin(np.arange(features), queued.waits_for)
    return Parts(
        feature=todo.part_feature,
        left=np.ascontiguousarray(delivery.left.T[todo.part_feature] * todo.part_share[:, None]),
        own_start=np.concatenate([[0], np.cumsum(count)]),
        own=own,
        fixed=fixed,
        held=held,
        waits_start=queued.waits_start,
        waits_for=queued.waits_for,
        watched=(awaited | (count > 1))[todo.part_feature],
    )


def _rides(delivery: Delivery) -> Rides:
    todo, draws = delivery.todo, delivery.draws
    names = list(delivery.stops)
    most = max((train.days.shape[1] for train in delivery.stops.values()), default=0)
    stops = np.full((len(names), most, draws), np.inf)
    for at, train in enumerate(delivery.stops.values()):
        stops[at, : train.days.shape[1]] = train.days.T
    own_stop = np.full(len(todo.features), -1, dtype=np.int64)
    for (_, own), features in trains.aboard(todo, delivery.stops).items():
        own_stop[features] = own
    together = [
        members
        for members in map(todo.members, todo.releases)
        if members.size and todo.train[members[0]] is None
    ]
    group = np.full(len(todo.features), -1, dtype=np.int64)
    for at, members in enumerate(together):
        group[members] = at
    shifts = np.full((len(todo.features), draws), np.nan)
    for at, feature in enumerate(todo.features):
        if feature in delivery.shifts:
            shifts[at] = delivery.shifts[feature]
    return Rides(
        train=np.array(
            [names.index(name) if name and name in delivery.stops else -1 for name in todo.train],
            dtype=np.int64,
        ),
        own_stop=own_stop,
        goes=delivery.goes,
        stops=stops,
        group=group,
        member_start=np.cumsum([0, *map(len, together)]),
        members=np.concatenate([*together, np.zeros(0, dtype=np.int64)]),
        shifts=shifts,
        is_pulled=bool(delivery.shifts),
        waits_start=todo.waits_start,
        waits_for=todo.waits_for,
        ahead=delivery.ahead.usual,
        horizon=delivery.weeks * DAYS_PER_WEEK,
    )


def _teams_of(todo: Work) -> list[tuple[int, ...]]:
    found: list[list[int]] = [[] for _ in todo.features]
    for feature, team in zip(todo.part_feature.tolist(), todo.part_team.tolist(), strict=True):
        found[feature].append(team)
    return [tuple(teams) for teams in found]


def _followers(todo: Work) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in todo.features]
    for feature, waits in enumerate(_waits(todo)):
        for other in waits:
            found[other].append(feature)
    return found


def _depth(todo: Work) -> list[int]:
    """Each feature's place in an order in which everything stands after what it waits for."""
    graph = dict(enumerate(_waits(todo)))
    place = {one: at for at, one in enumerate(TopologicalSorter(graph).static_order())}
    return [place[one] for one in range(len(todo.features))]


def _waits(todo: Work) -> list[list[int]]:
    return [
        todo.waits_for[todo.waits_start[at] : todo.waits_start[at + 1]].tolist()
        for at in range(len(todo.features))
    ]
