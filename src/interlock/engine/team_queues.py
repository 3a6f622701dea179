"""Each team's queue of unfinished features as the book has it, and what it is after a move."""

from collections.abc import Sequence

import polars as pl

from interlock.engine import work
from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.feature_file import InQueue, Queue
from interlock.records.whole import whole

FIRST, UP, DOWN, LAST = WAYS = ("first", "up", "down", "last")


def queues(book: Book) -> tuple[Queue, ...]:
    """The queue of every team that has an unfinished feature, in the order in which it is worked
    through; by the team's name.
    """
    named = dict(book.releases.select("id", pl.coalesce("name", "id")).iter_rows())
    found: dict[str, list[InQueue]] = {}
    for row in work.open_features(book).iter_rows(named=True):
        found.setdefault(row["team"], []).append(
            InQueue(
                id=row["id"],
                name=row["name"] or row["key"] or row["id"],
                key=row["key"] or "",
                release=named.get(row["release"], row["release"]) or "",
                due=row["stated"],
                order=row["order"],
            )
        )
    return tuple(Queue(team, tuple(found[team])) for team in sorted(found))


def moved(queue: Queue, feature: str, to: str) -> tuple[InQueue, ...]:
    """The queue with one feature moved: first, up or down by one, last, or to a place, 1 first.

    Raises ``UnknownName`` for a feature that is not in it, and for a place that is none.
    """
    ids = [one.id for one in queue.features]
    if feature not in ids:
        raise UnknownName(f"feature in the queue of {queue.team or 'no team'}", feature, ids)
    at, last = ids.index(feature), len(ids) - 1
    place = {FIRST: 1, UP: at, DOWN: at + 2, LAST: last + 1}.get(to, whole(to))
    if place is None:
        raise UnknownName("place in a queue", to, WAYS)
    before = min(max(place - 1, 0), last)
    rest = [one for one in queue.features if one.id != feature]
    return (*rest[:before], queue.features[at], *rest[before:])


def orders(queue: Sequence[InQueue]) -> dict[str, int]:
    """id -> the place that each feature gets whose own is another now.

    The queue's own places are dealt out anew in the new order, so that features of other teams that
    share its work stay where they are beside it; where two have the same place, or one has none,
    those after it get the next.
    """
    taken = sorted(one.order for one in queue if one.order is not None)
    places: list[int] = []
    for at in range(len(queue)):
        least = places[-1] + 1 if places else 1
        places.append(max(least, taken[at]) if at < len(taken) else least)
    pairs = zip(queue, places, strict=True)
    return {one.id: place for one, place in pairs if one.order != place}
