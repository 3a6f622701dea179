"""Ship dates of features and releases: pace, scope, order, dependencies and trains put together."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np

from interlock.engine import (
    early_trains,
    luck,
    pace,
    pooled_capacity,
    presence,
    queue,
    release_words,
    scope_growth,
    side_by_side,
    sizes,
    team_history,
    trains,
    upkeep,
    work,
    work_ahead,
    work_weeks,
)
from interlock.engine.arrays import Flags, Places
from interlock.engine.capacity import Capacity
from interlock.engine.early_trains import Early
from interlock.engine.pace import DECLARED, PRIOR, Floats, Pace
from interlock.engine.pooled_capacity import Pooled
from interlock.engine.queue import After
from interlock.engine.release_words import NO_DATE
from interlock.engine.scope_growth import Growth
from interlock.engine.sizes import Sizes
from interlock.engine.trains import Train
from interlock.engine.work import Work
from interlock.engine.work_ahead import Ahead
from interlock.records.birth import PacePool
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

Days = np.ndarray[Any, np.dtype[np.int32]]
"""Days after as_of: (draws, features) or (draws, releases)."""

Shifts = Mapping[str, Floats]
"""Days by which each draw of a feature's ship day is pulled, (draws,)."""

NEVER = 1_000_000
"""Days that stand for: not within the horizon."""

DUE_RATIO, DUE_RATIO_SD = 1.79, 0.43
"""Actual over planned time, log-normal: median and sd of the log over one company's releases
(Landmark).
"""

_ROUNDING = 1e-6
PARTS, PART_DRAWS = 8, 128
"""Parts at most into which draws are cut for several cores, and draws of a part at least."""

MOST_PARTS, PART_FEATURES = 64, 16
"""The same of features."""


@dataclass(frozen=True)
class ShipDates:
    """Simulated ship days of the unfinished features and releases.

    ``days`` (draws, features) and ``release_days`` (draws, releases) count from as_of, ``NEVER``
    beyond the horizon. Per feature: ``basis`` (own history, prior or no date), ``items_left``
    known, ``holds`` in words, ``work_items`` expected in all and ``work_weeks`` of the team's time
    that they take.
    """

    features: tuple[str, ...]
    days: Days
    basis: tuple[str, ...]
    items_left: Floats
    holds: tuple[tuple[str, ...], ...]
    work_items: Floats
    work_weeks: Floats
    releases: tuple[str, ...]
    release_days: Days
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Delivery:
    """What every scenario shares: the work, with the items ``left`` of each feature (draws,
    features), pace, growth, simulated capacity (draws, weeks, teams), the trains, whether each
    feature ``goes`` with an earlier one than its own (draws, features), and whether work goes
    ``ahead`` on what waits. ``book`` is as known on ``as_of``. ``shifts`` pull ship days towards
    stated dates (`stated_ships`); ``stated_says`` what those count. ``delays`` hold features up by
    so many weeks once their work is done, and with them what waits for them.
    """

    book: Book
    todo: Work
    left: Floats
    paces: Pace
    growth: Growth
    capacity: Capacity
    pooled: Pooled
    stops: Mapping[str, Train]
    early: Early
    goes: Flags
    ahead: Ahead
    upkeep: Mapping[str, float]
    sizes: Sizes
    as_of: date
    seed: int
    shifts: Shifts = field(default_factory=dict)
    stated_says: str = ""
    delays: Mapping[str, float] = field(default_factory=dict)

    @property
    def pools(self) -> tuple[PacePool, ...]:
        return self.pooled.said()

    @property
    def draws(self) -> int:
        return self.capacity.shape[0]

    @property
    def weeks(self) -> int:
        return self.capacity.shape[1]

    def delayed(self, weeks: Mapping[str, float]) -> "Delivery":
        """The same with features held up by so many more weeks."""
        more = {feature: self.delays.get(feature, 0) + late for feature, late in weeks.items()}
        return replace(self, delays={**self.delays, **more})

    def first(self, draws: int) -> "Delivery":
        """The same in its first ``draws``."""
        stops = {
            name: replace(train, days=train.days[:draws]) for name, train in self.stops.items()
        }
        return replace(
            self,
            left=self.left[:draws],
            capacity=self.capacity[:draws],
            stops=stops,
            goes=self.goes[:draws],
            shifts={feature: shift[:draws] for feature, shift in self.shifts.items()},
        )


def prepare(book: Book, *, as_of: date, seed: int, draws: int, weeks: int) -> Delivery:
    """Fit pace and scope growth, and simulate scope, capacity and trains. ``book`` is as known on
    ``as_of``.
    """
    history = team_history.throughput(book, as_of=as_of)
    paces = upkeep.as_planned(pace.fit(history), book.company)
    pooled = pooled_capacity.learnt(history)
    growth = scope_growth.fit(team_history.scope_paths(book))
    sized = sizes.learnt(book, as_of=as_of)
    todo = work.open_work(book, paces.teams, sized)
    there = presence.shares(
        book.company, paces.teams, presence.people_of(book), after=as_of, weeks=weeks, as_of=as_of
    )
    horizon = weeks * DAYS_PER_WEEK
    early = early_trains.seen(book)
    return Delivery(
        book=book,
        todo=todo,
        left=simulated_left(todo, growth, seed=seed, draws=draws),
        paces=paces,
        growth=growth,
        capacity=pooled_capacity.simulate(
            pooled, paces, as_of=as_of, seed=seed, draws=draws, weeks=weeks, presence=there
        ),
        pooled=pooled,
        stops=trains.trains(book, as_of=as_of, seed=seed, draws=draws, horizon_days=horizon),
        early=early,
        goes=early_trains.goes(early, todo.features, todo.train, seed=seed, draws=draws),
        ahead=work_ahead.seen(book),
        upkeep=history.upkeep,
        sizes=sized,
        as_of=as_of,
        seed=seed,
    )


def ship(delivery: Delivery, *, without: frozenset[str] = frozenset()) -> ShipDates:
    """When every unfinished feature and open release ships, in every draw.

    Teams' simulated capacity works through the queue (``queue.work_through``) over simulated scope;
    a feature in a release with a train takes the first train after it is done (where it would go
    earlier than its own release, else the first from that on), one in a release
    without ships with the last of that release's features, any other when it is done. ``without``
    drops features: their work leaves the queue, and everything else keeps its luck.
    """
    todo = delivery.todo.without(without)
    left = delivery.left if todo is delivery.todo else delivery.left[:, _places(todo, delivery)]
    basis = basis_of(todo, delivery.paces)
    days = _ship_days(todo, left, delivery)
    horizon = delivery.weeks * DAYS_PER_WEEK
    items = left.mean(axis=0)
    return ShipDates(
        features=todo.features,
        days=_as_days(days, horizon),
        basis=basis,
        items_left=todo.known - todo.done,
        holds=release_words.holds(delivery.book, todo, delivery.growth),
        work_items=items,
        work_weeks=work_weeks.of_features(todo, items, delivery.paces),
        releases=todo.releases,
        release_days=_as_days(_releases_shipped(todo, days, delivery), horizon),
        notes=(
            *release_words.notes(delivery.book, todo, delivery.paces, basis, delivery.upkeep),
            *filter(
                None,
                [
                    delivery.early.says,
                    delivery.ahead.says,
                    delivery.sizes.says,
                    delivery.stated_says,
                ],
            ),
        ),
    )


def ship_days(delivery: Delivery) -> Days:
    """The ship days alone: (draws, features)."""
    days = _ship_days(delivery.todo, delivery.left, delivery)
    return _as_days(days, delivery.weeks * DAYS_PER_WEEK)


def _ship_days(todo: Work, left: Floats, delivery: Delivery) -> Floats:
    return pulled(todo, shipped(todo, done_days(todo, left, delivery), delivery), delivery)


def simulated_left(todo: Work, growth: Growth, *, seed: int, draws: int) -> Floats:
    """Items left of each feature in every draw, those not known yet included, each as many typical
    ones as its weight. (draws, features), a feature's draws side by side in memory.
    """
    left = np.empty((len(todo.features), draws))
    common = luck.normals(draws, seed=seed, purpose="scope of all features")

    def part(first: int, end: int) -> None:
        some = slice(first, end)
        normals = luck.normals_of(todo.features[some], draws, seed=seed, purpose="scope")
        final = scope_growth.final_items(
            growth, todo.known[some], todo.done[some], normals.T, common
        )
        left[some] = (np.maximum(final - todo.done[some], 0.0) * todo.weight[some]).T

    side_by_side.in_parts(part, len(todo.features), least=PART_FEATURES, most=MOST_PARTS)
    return left.T


def _places(todo: Work, delivery: Delivery) -> Places:
    """Where ``todo``'s features stand among all."""
    return delivery.todo.places(todo.features)


def basis_of(todo: Work, paces: Pace) -> tuple[str, ...]:
    """What each feature's date rests on.

    Where no team has finished anything yet: the stated date; without one a declared pace, as long
    as there are items to count; with neither there is no date.
    """
    known = dict(zip(paces.teams, paces.basis, strict=True))
    rests = []
    for team, due, items in zip(todo.team, todo.due, todo.known, strict=True):
        rest = known[team]
        if rest == DECLARED:
            rest = NO_DATE if due is None and not items else PRIOR
        rests.append(rest)
    return tuple(rests)


def done_days(
    todo: Work, left: Floats, delivery: Delivery, *, after: After | None = None
) -> Floats:
    """Days until each feature is done, infinite beyond the horizon. (draws, features). ``after``
    as in ``queue.work_through``.
    """
    basis = basis_of(todo, delivery.paces)
    held = np.array([float(delivery.delays.get(feature, 0)) for feature in todo.features])
    fixed, fixed_place = fixed_weeks(todo, delivery, basis, held)
    queued = todo.waiting_for_nothing() if delivery.ahead.usual else todo

    def part(first: int, end: int) -> Floats:
        done = queue.work_through(
            delivery.capacity[first:end], left[first:end], fixed[first:end], fixed_place, held,
            queued.part_feature, queued.part_share, queued.queue_start,
            queued.waits_start, queued.waits_for, queued.wip_limit,
            None if after is None else after[first:end],
        )  # fmt: skip
        return np.ceil(done * DAYS_PER_WEEK - _ROUNDING)

    parts = side_by_side.in_parts(part, delivery.draws, least=PART_DRAWS, most=PARTS)
    done = np.concatenate(parts)
    if not delivery.ahead.usual:
        return done
    return work_ahead.ended_after(done, todo.waits_start, todo.waits_for)


def fixed_weeks(
    todo: Work, delivery: Delivery, basis: tuple[str, ...], held: Floats
) -> tuple[Floats, Places]:
    """Weeks until done where no team's pace decides, (draws, some), and where each feature stands
    there, -1 where its teams decide.
    """
    declared = DECLARED in delivery.paces.basis
    weeks: list[Floats] = []
    place = np.full(len(todo.features), -1, dtype=np.int64)
    for at, (feature, due) in enumerate(zip(todo.features, todo.due, strict=True)):
        if basis[at] == NO_DATE:
            days = np.full(delivery.draws, np.inf)
        elif declared and due is not None:
            days = _days_by_due(feature, due, delivery)
        else:
            continue
        place[at] = len(weeks)
        weeks.append(days / DAYS_PER_WEEK + held[at])
    return np.array(weeks).reshape(len(weeks), delivery.draws).T, place


def _days_by_due(entity: str, due: date, delivery: Delivery) -> Floats:
    """Days by a stated date alone: the time until it, times a log-normal ratio; a week at least."""
    normal = luck.normals(delivery.draws, seed=delivery.seed, purpose="stated date", entity=entity)
    planned = max((due - delivery.as_of).days, DAYS_PER_WEEK)
    days: Floats = np.ceil(planned * DUE_RATIO * np.exp(DUE_RATIO_SD * normal))
    return days


def shipped(todo: Work, done: Floats, delivery: Delivery) -> Floats:
    """Ship days: done, then the train or the rest of the release. (draws, features)."""
    if not any(todo.release):
        return done
    days = done.copy()
    goes = delivery.goes[:, _places(todo, delivery)]
    for (name, own), features in trains.aboard(todo, delivery.stops).items():
        train, some = delivery.stops[name], done[:, features]
        earlier = goes[:, features]
        taken = trains.takes(train, some, own)
        if own and earlier.any():
            taken = np.where(earlier, trains.takes(train, some, 0), taken)
        days[:, features] = taken
    _with_the_last(todo, days)
    return days


def pulled(todo: Work, days: Floats, delivery: Delivery) -> Floats:
    """Ship days with the shifts of stated dates; with a train, on its nearest stop."""
    if not delivery.shifts:
        return days
    days = np.minimum(days, delivery.weeks * DAYS_PER_WEEK)
    for at, feature in enumerate(todo.features):
        if feature in delivery.shifts:
            days[:, at] = np.maximum(days[:, at] + delivery.shifts[feature], 1.0)
            train = delivery.stops.get(todo.train[at] or "")
            if train is not None:
                days[:, at] = trains.nearest(train, days[:, at])
    _with_the_last(todo, days)
    return days


def _with_the_last(todo: Work, days: Floats) -> None:
    """Features of a release without a train ship with the last of them."""
    for release in todo.releases:
        members = todo.members(release)
        if members.size and todo.train[members[0]] is None:
            days[:, members] = days[:, members].max(axis=1, keepdims=True)


def _releases_shipped(todo: Work, shipped: Floats, delivery: Delivery) -> Floats:
    """Ship days of open releases: the train's own day; without a train that of the last feature,
    else what the stated date is worth; infinite with none of them.
    """
    days = np.full((delivery.draws, len(todo.releases)), np.inf)
    for at, release in enumerate(todo.releases):
        train = delivery.stops.get(todo.release_train[at] or "")
        members, due = todo.members(release), todo.release_due[at]
        if train is not None and release in train.releases:
            days[:, at] = train.days[:, train.releases.index(release)]
        elif members.size:
            days[:, at] = shipped[:, members[0]]
        elif due is not None:
            days[:, at] = _days_by_due(f"release {release}", due, delivery)
    return days


def _as_days(days: Floats, horizon: int) -> Days:
    found = np.full(days.shape, NEVER, dtype=np.int32)
    np.copyto(found, days, where=days <= horizon, casting="unsafe")
    return found
