"""The time that owners of sales tools take, learnt from the tools that they finished."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import pi, sqrt
from typing import Any, NamedTuple, Self

import numpy as np

from interlock.records.book import Book
from interlock.records.tool_tables import READY, RETIRED

WEIGHT = 4.0
"""Tools' worth of what is declared, and of everybody's pace in one owner's: declared."""

FEWEST = 3
"""Finished tools from which on a pace is said to be somebody's own, or everybody's."""

OWN, EVERYBODY, ASSUMED = "own pace", "everybody's pace", "assumed"

SCALE = sqrt(3) / pi
"""The scale of a logistic distribution for each day of its standard deviation."""


class Shown(NamedTuple):
    """What a tool shows of the features that were not dropped: when the ``last`` shipped that did,
    the ids of those ``left``, and whether ``any`` of what it was to show is known at all.
    """

    last: date | None
    left: tuple[str, ...]
    any: bool

    @property
    def is_dropped(self) -> bool:
        return self.any and self.last is None and not self.left


class Times(NamedTuple):
    """Days are logistic with this ``mean`` and ``scale``; ``basis`` says what they rest on."""

    mean: float
    scale: float
    basis: str


@dataclass(frozen=True)
class Pace:
    """Days between what a tool waits for and its being ready: everybody's ``mean`` over ``count``
    finished tools, their ``variance`` about their owners', and of each owner (count, mean).
    """

    mean: float
    variance: float
    count: int
    owners: Mapping[str, tuple[int, float]]

    @classmethod
    def learnt(cls, lags: Mapping[str, list[float]], *, mean: float, sd: float) -> Self:
        """From the days of each owner's tools, and what is declared.

        m   = (n mean_all + 4 mean_declared) / (n + 4)
        v   = (sum over owners of sum (x - mean_owner)^2 + 4 sd_declared^2) / (n - owners + 4)
        """
        known = {owner: np.array(some, float) for owner, some in lags.items() if some}
        every = np.concatenate([*known.values(), np.zeros(0)])
        squares = sum(float(((some - some.mean()) ** 2).sum()) for some in known.values())
        return cls(
            mean=float(every.sum() + WEIGHT * mean) / (every.size + WEIGHT),
            variance=(squares + WEIGHT * sd**2) / (every.size - len(known) + WEIGHT),
            count=every.size,
            owners={owner: (some.size, float(some.mean())) for owner, some in known.items()},
        )

    def of(self, owner: str | None) -> Times:
        """One owner's, shrunk to everybody's; everybody's where nothing of theirs is known.

        m_o = (n_o mean_o + 4 m) / (n_o + 4)
        sd  = sqrt(v (1 + 1 / (n_o + 4)))
        """
        count, own = self.owners.get(_plain(owner), (0, 0.0))
        sd = sqrt(self.variance * (1 + 1 / (count + WEIGHT)))
        mean = (count * own + WEIGHT * self.mean) / (count + WEIGHT)
        is_own, is_known = count >= FEWEST, self.count >= FEWEST
        return Times(mean, SCALE * sd, OWN if is_own else EVERYBODY if is_known else ASSUMED)


@dataclass(frozen=True)
class Paces:
    """Days ``after_shipping``, of tools that show features, and ``after_asking``, of the others."""

    after_shipping: Pace
    after_asking: Pace


def learnt(book: Book) -> Paces:
    """The paces of the tools that were ready by the day on which ``book`` is known.

    A tool that was ready before all that it shows had shipped is counted once it has: its days
    are below zero.
    """
    shipping: dict[str, list[float]] = {}
    asking: dict[str, list[float]] = {}
    for tool, shown in with_shown(book):
        if tool["state"] not in (READY, RETIRED) or tool["ready_on"] is None:
            continue
        begins = shown.last if shown.any else tool["asked_on"]
        if begins is not None and not shown.left:
            days = shipping if shown.any else asking
            days.setdefault(_plain(tool["owner"]), []).append((tool["ready_on"] - begins).days)
    return Paces(
        Pace.learnt(shipping, mean=7.0, sd=21.0),
        Pace.learnt(asking, mean=28.0, sd=21.0),
    )


def with_shown(book: Book) -> Iterator[tuple[Mapping[str, Any], Shown]]:
    """Every tool, and what it shows of the features in the book."""
    features = {
        own_id: (shipped, dropped)
        for own_id, shipped, dropped in book.features.select(
            "id", "shipped_on", "dropped_on"
        ).iter_rows()
    }
    for tool in book.tools.iter_rows(named=True):
        known = {one: features[one] for one in tool["features"] or () if one in features}
        kept = {one: shipped for one, (shipped, dropped) in known.items() if shipped or not dropped}
        last = max((day for day in kept.values() if day), default=None)
        yield tool, Shown(last, tuple(one for one in kept if not kept[one]), bool(known))


def _plain(owner: str | None) -> str:
    return (owner or "").strip().casefold()
