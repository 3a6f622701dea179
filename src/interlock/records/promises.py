"""Promises as the site shows them: all of them, one, and what is known before one is given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from interlock.records.record import Record
from interlock.records.report_work import PromiseLine

SURE = (0.5, 0.8, 0.95)
"""The odds for which the page says a day before anything is promised."""

ABOUT = ("deal", "feature", "release", "tool")
"""What a promise may name: columns of promises."""

EVERYBODY = "everybody"
"""The word for whoever was given a promise that was given to all."""


def is_by_hand(said: Mapping[str, Any]) -> bool:
    """Whether people say that a promise, of these columns, is done: nothing that it names does."""
    return said["kind"] != "outcome" and not any(said[one] for one in ABOUT[1:])


@dataclass(frozen=True)
class DueOdds:
    """What is known of a day before it is promised.

    ``odds`` that it is met; ``days``: (p, the day by which it comes in so many cases, None where it
    does not within what is known). ``of`` says where that comes from: a deal, a feature or a
    release of the forecast, or acts: how the ``acts`` of the same side went that are settled; under
    ``fewest`` of them nothing is said.
    """

    of: str
    due: date | None
    odds: float | None
    days: tuple[tuple[float, date | None], ...] = ()
    acts: int = 0
    fewest: int = 0

    @property
    def is_enough(self) -> bool:
        return self.acts >= self.fewest


@dataclass(frozen=True)
class Hands:
    """What a viewer may do with a promise: move its day or take it away; say that it is done."""

    moves: bool
    does: bool


@dataclass(frozen=True)
class Named:
    """What promises may name, by id: what it is called; ``keys`` of features -> their ids."""

    deals: dict[str, str]
    features: dict[str, str]
    releases: dict[str, str]
    tools: dict[str, str]
    people: tuple[str, ...]
    keys: dict[str, str]

    def own_ids(self, kind: str, words: str) -> tuple[str, ...]:
        """Ids of the records of a kind that are called so, or have this id or key."""
        names: dict[str, str] = getattr(self, f"{kind}s")
        said = words.strip()
        if said in names:
            return (said,)
        if kind == "feature" and said in self.keys:
            return (self.keys[said],)
        return tuple(own for own, called in names.items() if called.casefold() == said.casefold())

    def called(self, line: PromiseLine) -> tuple[tuple[str, str, str], ...]:
        """(kind, id, what it is called) of everything that a promise names."""
        said = zip(ABOUT, (self.deals, self.features, self.releases, self.tools), strict=True)
        return tuple(
            (kind, own_id, names.get(own_id, own_id))
            for kind, names in said
            if (own_id := getattr(line, kind))
        )


@dataclass(frozen=True)
class PromiseList:
    """All promises, the next due first, then what is settled, latest first; each with what the
    viewer may do. ``releases``: feature -> the release it is meant for; ``commitments`` are those
    (ids) that buyers of won deals were given. ``seen_on``: the day of the last export.
    """

    lines: tuple[tuple[PromiseLine, Hands], ...]
    named: Named
    releases: dict[str, str]
    commitments: frozenset[str]
    today: date
    seen_on: date
    week_start: int
    simulated: bool


@dataclass(frozen=True)
class PromiseFile:
    """One promise with all that it was, and what is known of its day now."""

    line: PromiseLine
    hands: Hands
    named: Named
    record: Record
    known: DueOdds
    today: date
    seen_on: date


@dataclass(frozen=True)
class Said:
    """What is said of a promise that is about to be given; records by their ids or names."""

    kind: str
    maker: str
    due: date | None
    deal: str = ""
    feature: str = ""
    release: str = ""


@dataclass(frozen=True)
class Giving:
    """What somebody sees who is about to promise something."""

    named: Named
    levels: dict[str, float]
    known: DueOdds
    today: date
