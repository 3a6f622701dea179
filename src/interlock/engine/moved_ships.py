"""Ship dates between two days: with the delivery of one and the decisions of the other."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from math import lcm
from typing import Self

import numpy as np
import polars as pl

from interlock.engine import releases, tool_dates
from interlock.engine.moved_players import DECISIONS, DELIVERY
from interlock.engine.outlook import Outlook
from interlock.engine.releases import NEVER, Days, ShipDates
from interlock.engine.tool_dates import NO_TOOLS, ToolDates
from interlock.records.book import Book

SHIPPING = DELIVERY | DECISIONS
DECIDED = ("team", "order", "release", "dropped_on")
"""Fields of a feature that somebody decides; its stated and its ship date are delivery's."""

DECIDED_LOG = ("order", "release", "dropped_on")


@dataclass(frozen=True)
class Ships:
    """Simulated ship dates by who has moved: ``by`` a set of DELIVERY and DECISIONS -> the book
    and the dates, counted from the day of their delivery. ``decided``: whether any decision about
    scope or staffing fell between the days.
    """

    then: date
    now: date
    by: dict[int, tuple[Book, ShipDates]]
    decided: bool
    seed: int

    @classmethod
    def between(cls, last: Outlook, now: Outlook) -> Self:
        """Two simulations that exist, and two more where decisions fell between the days.

        Decisions are: features added, dropped, moved between releases or teams and re-ordered; what
        waits for what; teams' people and how much they take on at once. Everything else of a
        tracker is delivery. A decision of later days is told to an earlier one as if just taken,
        one not yet taken is left out: an added feature counts as dropped. What stated dates pull
        (`stated_ships`) goes with the delivery.
        """
        ends = {0: (last.book, last.ship), SHIPPING: (now.book, now.ship)}
        if not _decided(last.book, now.book):
            by = {**ends, DELIVERY: ends[SHIPPING], DECISIONS: ends[0]}
            return cls(last.as_of, now.as_of, by, decided=False, seed=now.seed)
        decided = _decided_then(last.book, now.book, last.as_of)
        undecided = _undecided(last.book, now.book, last.as_of)
        hybrids = {DECISIONS: _shipped(last, decided), DELIVERY: _shipped(now, undecided)}
        return cls(last.as_of, now.as_of, {**ends, **hybrids}, decided=True, seed=now.seed)

    def features(self, state: int) -> pl.DataFrame:
        """Features in a state of delivery and decisions; one not known yet counts as dropped, for
        nobody will ship it.
        """
        features = self.by[state][0].features
        later = self.by[SHIPPING][0].features.join(features, on="id", how="anti")
        return pl.concat([features, later.with_columns(dropped_on=pl.lit(self.then, pl.Date))])

    def dates(self, states: Collection[int], today: date) -> ShipDates:
        """The dates of several states side by side, counted from ``today``, each feature under a
        name of its own for every state; draws go on in turn where one state has more than another.
        """
        names = [named(one, state) for state in states for one in self.by[state][1].features]
        of_states = [(state, self.by[state][1].days) for state in states]
        return replace(
            self.by[0][1], features=tuple(names), days=self._beside(of_states, states, today)
        )

    def tools(self, state: int) -> pl.DataFrame:
        """Sales tools in a state of delivery and decisions."""
        return self.by[state][0].tools

    def tool_dates(self, states: Collection[int], today: date) -> ToolDates:
        """The days on which they are ready, as `dates` gives those of features."""
        dated = self._dated
        found = [(state, dated[state]) for state in states if dated[state].days is not None]
        if not found:
            return NO_TOOLS
        of_states = [(state, one.days) for state, one in found if one.days is not None]
        return ToolDates(
            tools=tuple(named(tool, state) for state, one in found for tool in one.tools),
            days=self._beside(of_states, states, today),
            basis=tuple(basis for _, one in found for basis in one.basis),
            waits_for=tuple(
                tuple(named(feature, state) for feature in shown)
                for state, one in found
                for shown in one.waits_for
            ),
        )

    @cached_property
    def _dated(self) -> Mapping[int, ToolDates]:
        days = {state: self.now if state & DELIVERY else self.then for state in self.by}
        return {
            state: tool_dates.dated(book, ship, as_of=days[state], seed=self.seed)
            for state, (book, ship) in self.by.items()
        }

    def _beside(
        self, of_states: Sequence[tuple[int, Days]], states: Collection[int], today: date
    ) -> Days:
        """Days counted from ``today``, of one state beside the other, in as many draws for all of
        ``states``.
        """
        draws = lcm(*(len(self.by[state][1].days) for state in states))
        found = []
        for state, days in of_states:
            counted_from = self.now if state & DELIVERY else self.then
            passed = _from(days, (today - counted_from).days)
            found.append(np.tile(passed, (draws // len(passed), 1)))
        return np.hstack(found)


def named(row: str, state: int) -> str:
    """A feature's or a deal's name in one state of its own."""
    return f"{state} {row}"


def _from(days: Days, passed: int) -> Days:
    """The same dates counted from so many days later; what was to ship by then has, today."""
    moved = np.where(days >= NEVER, days, np.maximum(days - passed, 0))
    return moved.astype(days.dtype)


def _shipped(outlook: Outlook, book: Book) -> tuple[Book, ShipDates]:
    of = outlook.delivery
    prepared = releases.prepare(book, as_of=of.as_of, seed=of.seed, draws=of.draws, weeks=of.weeks)
    return book, releases.ship(replace(prepared, shifts=of.shifts, stated_says=of.stated_says))


def _decided(last: Book, now: Book) -> bool:
    """Whether any decision differs between two days' books."""
    return (
        not _same(last.features.select("id", *DECIDED), now.features.select("id", *DECIDED))
        or not _same(last.teams, now.teams)
        or not _same(last.dependencies, now.dependencies)
    )


def _same(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    return one.sort(one.columns).equals(other.sort(one.columns))


def _decided_then(last: Book, now: Book, day: date) -> Book:
    """The earlier book with the later decisions, taken by its day; added features come with the
    items that were entered for them, none of them done yet.
    """
    both = _taking(last.features, now.features)
    added = now.features.join(last.features, on="id", how="anti").with_columns(
        shipped_on=pl.lit(None, pl.Date)
    )
    items = now.items.join(last.items, on="id", how="anti").filter(
        pl.col("feature").is_in(added["id"].implode())
    )
    undone = items.with_columns(
        pl.when(pl.col(column) <= day).then(column).alias(column)
        for column in ("started_on", "done_on", "dropped_on")
    )
    features = pl.concat([both, added]).with_columns(_by(day, "created_on", "dropped_on"))
    return last.with_tables(
        features=features,
        items=pl.concat([last.items, undone.with_columns(_by(day, "created_on"))]),
        teams=now.teams,
        dependencies=now.dependencies,
        changes=_with_log(last.changes, now.changes, day),
    )


def _undecided(last: Book, now: Book, day: date) -> Book:
    """The later book without the decisions since ``day``."""
    both = _taking(now.features.join(last.features, on="id", how="semi"), last.features)
    added = now.features.join(last.features, on="id", how="anti").with_columns(
        dropped_on=pl.lit(day, pl.Date)
    )
    return now.with_tables(
        features=pl.concat([both, added]),
        teams=last.teams,
        dependencies=last.dependencies,
        changes=now.changes.filter(~_decision() | (pl.col("at").dt.date() <= day)),
    )


def _taking(features: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """``features`` with what is decided as in ``other``."""
    decided = other.select("id", *DECIDED)
    joined = features.drop(DECIDED).join(decided, on="id", how="left", maintain_order="left")
    return joined.select(features.columns)


def _by(day: date, *columns: str) -> list[pl.Expr]:
    """Days, none of them after ``day``."""
    return [pl.when(pl.col(c) > day).then(pl.lit(day)).otherwise(c).alias(c) for c in columns]


def _decision() -> pl.Expr:
    return (pl.col("table") == "features") & pl.col("field").is_in(DECIDED_LOG)


def _with_log(last: pl.DataFrame, now: pl.DataFrame, day: date) -> pl.DataFrame:
    later = now.filter(_decision(), pl.col("at").dt.date() > day)
    evening = pl.lit(datetime.combine(day, time(23, 59))).cast(pl.Datetime("us"))
    return pl.concat([last, later.with_columns(at=evening)])
