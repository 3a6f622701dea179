"""Stated dates as one more forecaster of ship dates: pooled with the work, by what both scored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from interlock.engine import history, luck, releases, ship_statements, stated_pool, stated_ratio
from interlock.engine.pace import DECLARED, Floats
from interlock.engine.releases import NEVER, Days, Delivery, Shifts
from interlock.engine.stated_rows import Rows, rows
from interlock.engine.week_grid import GRID, POINTS
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

START = np.array([0.8, 0.2])
"""Weights of the work and of the stated date before either could be scored: declared."""

FEWEST_SHIPPED = 10
"""Features shipped with a date, before stated dates have a part."""

LOOKS, LOOK_DRAWS = 4, 128
"""Past days, first ones of quarters, on which both are scored; draws of the work on each."""

_WORK: WeakKeyDictionary[Book, dict[tuple[date, int, int], Mapping[str, Floats]]] = (
    WeakKeyDictionary()
)

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Stated:
    """The ``weight`` of stated dates, learnt from so many past ``forecasts``; and, for each of the
    ``things`` that have one today, the chance of having shipped within each week of
    ``week_grid.GRID``, (things, points).
    """

    weight: float
    forecasts: int
    things: tuple[str, ...]
    cdf: Floats


def prepare(
    book: Book, *, as_of: date, seed: int, draws: int, weeks: int, source: Book | None = None
) -> Delivery:
    """`releases.prepare`, with ship dates pulled towards what stated dates are worth here.

        F = (1 - w) F_work + w F_stated

    F_stated multiplies the time that is left until the date by what such times came to, by
    distance, team and kind of promise (`stated_ratio`); w is that of a linear pool on past days
    (`stated_pool`). Each draw keeps its place: where the work's date is at u among its dates, the
    pooled one is at u among all; the difference is the draw's shift, the same in every what-if.
    ``source`` is the book that ``book`` was cut from, if it was: forecasts of past days are kept as
    long as that is, for other days' sake.
    """
    delivery = releases.prepare(book, as_of=as_of, seed=seed, draws=draws, weeks=weeks)
    stated = learnt(delivery, source or book)
    if stated is None:
        return delivery
    said = (
        f"Stated dates count {round(100 * stated.weight)} % beside the work, "
        f"by {stated.forecasts} forecasts of past days"
    )
    return replace(delivery, shifts=_shifts(delivery, stated), stated_says=said)


def learnt(delivery: Delivery, source: Book) -> Stated | None:
    """What stated dates say and count; None where too few features shipped that had one, where
    nobody's pace is known, or where they count nothing.
    """
    if DECLARED in delivery.paces.basis:
        return None
    book, as_of = delivery.book, delivery.as_of
    said = ship_statements.monthly(book, as_of=as_of)
    if said.filter(pl.col("shipped_on").is_not_null())["what"].n_unique() < FEWEST_SHIPPED:
        return None
    every = rows(said)
    seen = list(_looks(delivery, source, said, every))
    weight = _weight(every, seen, as_of)
    if not weight:
        return None
    today = every.day == _day(as_of)
    now = stated_ratio.learn(every.where(~today), _day(as_of)).cdf(every.where(today))
    things = tuple(said["what"].to_numpy()[today])
    return Stated(weight, sum(len(places) for places, _ in seen), things, now)


def _looks(
    delivery: Delivery, source: Book, said: pl.DataFrame, every: Rows
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(places among the statements, what work and date said of each: (2, some, points)) on the
    latest quarters' first days.
    """
    what = said["what"].to_numpy()
    days = {day for day in said["said_on"] if day.day == 1 and day.month % 3 == 1}
    for day in sorted(days - {delivery.as_of}, reverse=True)[:LOOKS]:
        past = every.where(every.day < _day(day))
        if np.unique(past.thing[past.shipped < _day(day)]).size < FEWEST_SHIPPED:
            continue
        work = _work(source, day, delivery.seed, delivery.weeks)
        here = np.flatnonzero(every.day == _day(day))
        here = here[[what[at] in work for at in here]]
        dates = stated_ratio.learn(past, _day(day)).cdf(every.where(here))
        by_work = np.array([work[what[at]] for at in here]).reshape(-1, POINTS)
        yield here, np.stack([by_work, dates])


def _work(source: Book, day: date, seed: int, weeks: int) -> Mapping[str, Floats]:
    """What the work alone said on a past day: feature -> its chance within each week."""
    kept = _WORK.setdefault(source, {})
    asked = (day, seed, weeks)
    if asked not in kept:
        known = history.known(source, as_of=day)
        then = releases.prepare(known, as_of=day, seed=seed, draws=LOOK_DRAWS, weeks=weeks)
        ship = releases.ship(then)
        kept[asked] = dict(zip(ship.features, _by_week(ship.days), strict=True))
    return kept[asked]


def _weight(every: Rows, seen: list[tuple[np.ndarray, np.ndarray]], as_of: date) -> float:
    if not seen:
        return float(START[1])
    places = np.concatenate([places for places, _ in seen])
    cdf = np.concatenate([cdf for _, cdf in seen], axis=1)
    scored = stated_pool.seen(cdf, every.where(places), _day(as_of))
    return float(stated_pool.weights(scored, START)[1])


def _by_week(days: Days) -> Floats:
    """Share of draws (draws, features) within each week of the grid: (features, points)."""
    weeks = np.sort(np.where(days >= NEVER, np.inf, days) / DAYS_PER_WEEK, axis=0).T
    share: Floats = np.array([np.searchsorted(row, GRID, side="right") for row in weeks])
    return share.reshape(-1, POINTS) / len(days)


def _shifts(delivery: Delivery, stated: Stated) -> Shifts:
    """Days by which each draw of each feature is pulled. Those that ship together, with the last of
    their release, share their luck.
    """
    ship, todo = releases.ship(delivery), delivery.todo
    cdf = dict(zip(stated.things, stated.cdf, strict=True))
    found = {}
    for at, feature in enumerate(todo.features):
        if feature in cdf:
            together = todo.train[at] is None and todo.release[at] is not None
            luck_of = f"release {todo.release[at]}" if together else feature
            found[feature] = _shift(
                luck_of, ship.days[:, at], cdf[feature], stated.weight, delivery
            )
    return found


def _shift(entity: str, days: Days, stated: Floats, weight: float, delivery: Delivery) -> Floats:
    """Pooled less simulated days of each draw, u being its place among all draws; among those of
    the same day, by its own luck.
    """
    by_day = np.sort(days)
    low, high = (np.searchsorted(by_day, days, side=side) for side in ("left", "right"))
    within = luck.uniforms(days.size, seed=delivery.seed, purpose="place in a day", entity=entity)
    u = (low + within * (high - low)) / days.size
    pooled = (1 - weight) * _by_week(days[:, None])[0] + weight * stated
    weeks = np.interp(u, pooled + 1e-9 * np.arange(POINTS), GRID)
    wanted = np.maximum(np.round(weeks * DAYS_PER_WEEK), 1.0)
    shift: Floats = wanted - np.minimum(days, delivery.weeks * DAYS_PER_WEEK)
    return shift


def _day(day: date) -> float:
    return float((day - _EPOCH).days)
