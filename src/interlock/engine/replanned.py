"""Delivery under decisions that nobody has taken yet: the same pace and luck, another queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from interlock.engine import early_trains, pooled_capacity, presence, releases, trains, work
from interlock.engine.capacity import Capacity
from interlock.engine.pace import Floats
from interlock.engine.releases import Delivery
from interlock.engine.trains import Train
from interlock.engine.work import Work
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

PLANNED_BY = ("features", "items", "releases", "teams", "dependencies")
"""Tables of which delivery is made; what else there is says nothing of when a feature ships."""


@dataclass(frozen=True)
class Part:
    """A feature that is this share of what was left of a ``whole`` one."""

    whole: str
    share: float


def replanned(delivery: Delivery, book: Book, parts: Mapping[str, Part]) -> Delivery:
    """The delivery with the features, order, releases and people of ``book``.

    Pace, scope growth and everything else that the past taught stay. A feature that was there keeps
    its simulated work, a part has its share of the whole one's, a new one has work simulated for
    its items. Where no table that says what is to be done is another one, nothing is worked out.
    """
    if not parts and is_alike(delivery.book, book):
        return replace(delivery, book=book)
    todo = work.open_work(book, delivery.paces.teams, delivery.sizes)
    return replace(
        delivery,
        book=book,
        todo=todo,
        left=_left(delivery, todo, parts),
        capacity=_capacity(delivery, book),
        stops=_stops(delivery, book),
        goes=early_trains.goes(
            delivery.early, todo.features, todo.train, seed=delivery.seed, draws=delivery.draws
        ),
    )


def in_order(delivery: Delivery, features: Sequence[str]) -> Delivery:
    """The same work in another order of the queues."""
    at = delivery.todo.places(features)
    return replace(
        delivery,
        todo=delivery.todo.in_order(features),
        left=delivery.left.T[at].T,
        goes=delivery.goes[:, at],
    )


def is_alike(before: Book, after: Book) -> bool:
    """Whether the same work is to be done by the same people for the same days."""
    return after.company == before.company and all(
        after.table(name) is before.table(name) for name in PLANNED_BY
    )


def _left(delivery: Delivery, todo: Work, parts: Mapping[str, Part]) -> Floats:
    """Items left of each feature in every draw: (draws, features)."""
    place = {feature: at for at, feature in enumerate(delivery.todo.features)}
    wholes = {feature: Part(feature, 1.0) for feature in place} | dict(parts)
    old = [feature in wholes for feature in todo.features]
    left = np.empty((len(todo.features), delivery.draws))
    for at, feature in enumerate(todo.features):
        if feature in wholes:
            part = wholes[feature]
            left[at] = part.share * delivery.left[:, place[part.whole]]
    if not all(old):
        fresh = releases.simulated_left(
            todo, delivery.growth, seed=delivery.seed, draws=delivery.draws
        )
        new = np.flatnonzero(~np.array(old))
        left[new] = fresh.T[new]
    return left.T


def _capacity(delivery: Delivery, book: Book) -> Capacity:
    """Simulated anew where other people work."""
    if book.company.staffing == delivery.book.company.staffing:
        return delivery.capacity
    paces, was = delivery.paces, _presence(delivery, delivery.book)
    there = _presence(delivery, book)
    others = np.flatnonzero((there != was).any(axis=1)).tolist()
    teams = {paces.teams[at] for at in others}
    capacity = delivery.capacity.copy(order="K")
    capacity[:, :, others] = pooled_capacity.simulate(
        delivery.pooled.only(teams),
        paces.of(others),
        as_of=delivery.as_of,
        seed=delivery.seed,
        draws=delivery.draws,
        weeks=delivery.weeks,
        presence=there[others],
    )
    return capacity


def _presence(delivery: Delivery, book: Book) -> presence.Shares:
    return presence.shares(
        book.company,
        delivery.paces.teams,
        presence.people_of(book),
        after=delivery.as_of,
        weeks=delivery.weeks,
        as_of=delivery.as_of,
    )


def _stops(delivery: Delivery, book: Book) -> Mapping[str, Train]:
    if book.releases.equals(delivery.book.releases):
        return delivery.stops
    return trains.trains(
        book,
        as_of=delivery.as_of,
        seed=delivery.seed,
        draws=delivery.draws,
        horizon_days=delivery.weeks * DAYS_PER_WEEK,
    )
