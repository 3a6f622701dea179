"""What each team finished week by week, and how each feature's scope grew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl

from interlock.engine import presence
from interlock.engine.presence import Shares
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK, week_start_of
from interlock.records.company import Company

Counts = np.ndarray[Any, np.dtype[np.int64]]

MOST_WEEKS = 156
NO_FEATURE = "of no open feature"
_MARKED: WeakKeyDictionary[Book, pl.DataFrame] = WeakKeyDictionary()
"""Items already marked, as long as their book is in use: many ask for them."""

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Throughput:
    """Items finished per team and whole week before as_of, oldest first.

    ``weeks`` are first days; ``feature_items`` and ``other_items`` (teams, weeks) count items of
    features and all others; ``open`` (teams, weeks) is what could be done in each week, of what
    the team of today does in a full one. ``upkeep`` is the part of all finished items that went to
    each kind of upkeep: an upkeep type, or of no open feature (none, or one that had shipped).
    """

    teams: tuple[str, ...]
    weeks: tuple[date, ...]
    feature_items: Counts
    other_items: Counts
    open: Shares
    upkeep: Mapping[str, float]


@dataclass(frozen=True)
class ScopePath:
    """One finished feature's scope: at each look, items ``known`` and ``done``; ``final`` is what
    it came to.
    """

    known: Counts
    done: Counts
    final: int


def throughput(book: Book, *, as_of: date) -> Throughput:
    """Weekly counts of each team over at most three years, beginning with the first finished item.

    A week counts when it ended on or before ``as_of``. A team is any that has an item or an
    unfinished feature.
    """
    items = with_upkeep(book)
    last = week_start_of(as_of + timedelta(days=1), week_start=book.company.week_start)
    first = last - timedelta(days=DAYS_PER_WEEK * MOST_WEEKS)
    done = items.filter(pl.col("done_on") < last, pl.col("done_on") >= first)
    teams = _teams(book, items)
    oldest = min(done["done_on"].to_list(), default=last)
    began = week_start_of(oldest, week_start=book.company.week_start)
    count = (last - began).days // DAYS_PER_WEEK
    return Throughput(
        teams=teams,
        weeks=tuple(began + timedelta(days=DAYS_PER_WEEK * week) for week in range(count)),
        feature_items=_weekly(done.filter(~pl.col("upkeep")), teams, began, count),
        other_items=_weekly(done.filter(pl.col("upkeep")), teams, began, count),
        open=presence.shares(
            book.company,
            teams,
            presence.people_of(book),
            after=began - timedelta(days=1),
            weeks=count,
            as_of=as_of,
        ),
        upkeep=_upkeep_kinds(done, book.company),
    )


def feature_teams(book: Book) -> pl.DataFrame:
    """(id, team) of every feature: its own, else that of most of its items, else ""."""
    mostly = (
        book.items.drop_nulls(["feature", "team"])
        .group_by(id="feature")
        .agg(_mostly=pl.col("team").mode().sort().first())
    )
    return book.features.join(mostly, on="id", how="left", maintain_order="left").select(
        "id", team=pl.coalesce("team", "_mostly", pl.lit(""))
    )


def feature_names(book: Book) -> dict[str, str]:
    """What each feature is called in a sentence: its key, else its name, else its id."""
    return dict(book.features.select("id", name=pl.coalesce("key", "name", "id")).iter_rows())


def with_team(book: Book) -> pl.DataFrame:
    """Items with their team; the feature's where an item has none, and one team without a name
    where neither has.
    """
    teams = feature_teams(book).select(feature="id", feature_team="team")
    items = book.items.join(teams, on="feature", how="left", maintain_order="left")
    return items.with_columns(team=pl.coalesce("team", "feature_team", pl.lit("")))


def with_upkeep(book: Book) -> pl.DataFrame:
    """Items with their team and whether they are ``upkeep``, which no feature's scope counts.

    Upkeep is an item of no feature, one of the company's upkeep types, and what was finished for a
    feature after it had shipped. A feature all of whose items are of upkeep types (a security
    review) is work like any other.
    """
    if book not in _MARKED:
        _MARKED[book] = _with_upkeep(book)
    return _MARKED[book]


def _with_upkeep(book: Book) -> pl.DataFrame:
    shipped = book.features.select(feature="id", _shipped="shipped_on")
    types = list(book.company.upkeep_types)
    by_type = pl.col("type").str.to_lowercase().is_in(types).fill_null(value=False)
    return (
        with_team(book)
        .join(shipped, on="feature", how="left", maintain_order="left")
        .with_columns(_by_type=by_type)
        .with_columns(
            upkeep=pl.col("feature").is_null()
            | (pl.col("_by_type") & ~pl.col("_by_type").all().over("feature"))
            | (pl.col("done_on") > pl.col("_shipped")).fill_null(value=False)
        )
        .drop("_shipped", "_by_type")
    )


def _upkeep_kinds(done: pl.DataFrame, company: Company) -> dict[str, float]:
    """Share of all finished items that went to each kind of upkeep, largest first.

    ``done``: finished items with ``type`` and ``upkeep`` (see `with_upkeep`).
    """
    if not done.height:
        return {}
    kind = pl.col("type").str.to_lowercase()
    named = pl.when(kind.is_in(list(company.upkeep_types))).then(kind).otherwise(pl.lit(NO_FEATURE))
    counts = done.filter(pl.col("upkeep")).group_by(kind=named.fill_null(NO_FEATURE)).len()
    rows = counts.sort(["len", "kind"], descending=[True, False]).iter_rows()
    return {kind: count / done.height for kind, count in rows}


def scope_paths(book: Book) -> list[ScopePath]:
    """How the known scope of every shipped feature grew, looked at every week from its first item
    to its last.
    """
    shipped = book.features.filter(pl.col("shipped_on").is_not_null()).select(feature="id")
    items = with_upkeep(book).filter(
        ~pl.col("upkeep"), pl.col("dropped_on").is_null(), pl.col("created_on").is_not_null()
    )
    days = pl.col("created_on", "done_on").cast(pl.Int32).drop_nulls().sort()
    of_each = items.join(shipped, on="feature").group_by("feature").agg(days, count=pl.len())
    looked = of_each.sort("feature").select("created_on", "done_on", "count").iter_rows()
    return [path for created, done, count in looked if (path := _path(created, done, count))]


def _path(created: list[int], done: list[int], count: int) -> ScopePath | None:
    """``created`` and ``done`` are days in order."""
    if not done or done[-1] <= created[0]:
        return None
    looks = np.arange(created[0], done[-1], DAYS_PER_WEEK)
    known = np.searchsorted(created, looks, side="right")
    return ScopePath(known, np.searchsorted(done, looks, side="right"), count)


def _teams(book: Book, items: pl.DataFrame) -> tuple[str, ...]:
    unfinished = book.features.filter(
        pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()
    )
    theirs = feature_teams(book).join(unfinished, on="id", how="semi")["team"]
    return tuple(sorted({*items["team"], *theirs}))


def _weekly(done: pl.DataFrame, teams: tuple[str, ...], began: date, weeks: int) -> Counts:
    counts = np.zeros((len(teams), weeks), dtype=np.int64)
    week = (done["done_on"].cast(pl.Int32) - (began - _EPOCH).days) // DAYS_PER_WEEK
    team = done["team"].replace_strict(
        {name: at for at, name in enumerate(teams)}, return_dtype=pl.Int64
    )
    np.add.at(counts, (team.to_numpy().astype(int), week.to_numpy().astype(int)), 1)
    return counts
