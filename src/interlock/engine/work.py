"""The work that is left: each unfinished feature's items, teams, order, and what it waits for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import compress

import numpy as np
import polars as pl

from interlock.engine import team_history
from interlock.engine.arrays import Floats, Places
from interlock.engine.sizes import Sizes
from interlock.records.book import Book
from interlock.records.circles import circle_in
from interlock.records.errors import DependencyCircle


@dataclass(frozen=True)
class Work:
    """Unfinished features in queue order, with their work split into parts by team.

    ``known`` and ``done`` (features,) count items; ``weight`` (features,) is how many typical items
    each of those left is worth. Arrays of parts are as ``queue.work_through``
    takes them. ``due`` is the stated date: the feature's, else its release's. ``releases`` are the
    open ones, in any train or none.
    """

    features: tuple[str, ...]
    team: tuple[str, ...]
    release: tuple[str | None, ...]
    train: tuple[str | None, ...]
    due: tuple[date | None, ...]
    known: Floats
    done: Floats
    weight: Floats
    part_feature: Places
    part_share: Floats
    queue_start: Places
    waits_start: Places
    waits_for: Places
    wip_limit: Places
    releases: tuple[str, ...]
    release_train: tuple[str | None, ...]
    release_due: tuple[date | None, ...]

    @property
    def part_team(self) -> Places:
        """The team of each part of the work."""
        teams: Places = (
            np.searchsorted(self.queue_start, np.arange(self.part_feature.size), side="right") - 1
        )
        return teams

    def members(self, release: str) -> Places:
        return np.array([at for at, r in enumerate(self.release) if r == release], dtype=np.int64)

    def places(self, features: Iterable[str]) -> Places:
        place = {feature: at for at, feature in enumerate(self.features)}
        return np.array([place[feature] for feature in features], dtype=np.int64)

    def waiting_for_nothing(self) -> "Work":
        """The same work without dependencies."""
        nothing = np.zeros_like(self.waits_start)
        return replace(self, waits_start=nothing, waits_for=self.waits_for[:0])

    def without(self, dropped: frozenset[str]) -> "Work":
        """The same work as if ``dropped`` were not there: nothing waits for them any more."""
        stays = np.array([feature not in dropped for feature in self.features], dtype=bool)
        if stays.all():
            return self
        place = np.cumsum(stays) - 1
        part_stays = stays[self.part_feature]
        waiting = np.repeat(np.arange(stays.size), np.diff(self.waits_start))
        wait_stays = stays[waiting] & stays[self.waits_for]
        return replace(
            self,
            features=tuple(compress(self.features, stays)),
            team=tuple(compress(self.team, stays)),
            release=tuple(compress(self.release, stays)),
            train=tuple(compress(self.train, stays)),
            due=tuple(compress(self.due, stays)),
            known=self.known[stays],
            done=self.done[stays],
            weight=self.weight[stays],
            part_feature=place[self.part_feature[part_stays]],
            part_share=self.part_share[part_stays],
            queue_start=_kept_before(part_stays)[self.queue_start],
            waits_start=_kept_before(wait_stays)[self.waits_start[np.append(stays, True)]],
            waits_for=place[self.waits_for[wait_stays]],
        )

    def in_order(self, features: Sequence[str]) -> "Work":
        """The same work, its features in another order of the queues."""
        order = self.places(features)
        place = np.argsort(order)
        team = np.searchsorted(self.queue_start, np.arange(self.part_share.size), side="right")
        part_feature = place[self.part_feature]
        parts = np.lexsort((part_feature, team))
        waits = [self.waits_for[self.waits_start[at] : self.waits_start[at + 1]] for at in order]
        return replace(
            self,
            features=tuple(features),
            team=tuple(self.team[at] for at in order),
            release=tuple(self.release[at] for at in order),
            train=tuple(self.train[at] for at in order),
            due=tuple(self.due[at] for at in order),
            known=self.known[order],
            done=self.done[order],
            weight=self.weight[order],
            part_feature=part_feature[parts],
            part_share=self.part_share[parts],
            waits_start=np.cumsum([0, *map(len, waits)]).astype(np.int64),
            waits_for=place[np.concatenate([*waits, np.zeros(0, dtype=np.int64)])],
        )


def _kept_before(kept: np.ndarray) -> Places:
    """How many are kept before each place, and in all."""
    return np.concatenate([[0], np.cumsum(kept)])


def open_work(book: Book, teams: tuple[str, ...], sizes: Sizes) -> Work:
    """All work left, in the order of the queues."""
    features = open_features(book)
    ids = tuple(features["id"])
    items = (
        team_history.with_upkeep(book)
        .filter(~pl.col("upkeep"), pl.col("dropped_on").is_null())
        .join(features.select(feature="id"), on="feature")
    )
    counts = (
        features.select(feature="id")
        .join(_counts(items), on="feature", how="left", maintain_order="left")
        .fill_null(0)
    )
    parts = _parts(features, items, teams)
    waits = _waits(book, ids)
    place = {feature: at for at, feature in enumerate(ids)}
    releases = book.releases.filter(pl.col("shipped_on").is_null()).sort(
        "due", "id", nulls_last=True
    )
    return Work(
        features=ids,
        team=tuple(features["team"]),
        release=tuple(features["release"]),
        train=tuple(features["train"]),
        due=tuple(features["stated"]),
        known=counts["known"].to_numpy().astype(float),
        done=counts["done"].to_numpy().astype(float),
        weight=_weights(features, items, sizes),
        part_feature=parts["at"].to_numpy().astype(np.int64),
        part_share=parts["share"].to_numpy(writable=True),
        queue_start=np.searchsorted(parts["team_at"].to_numpy(), np.arange(len(teams) + 1)).astype(
            np.int64
        ),
        waits_start=np.cumsum([0, *(len(waits[f]) for f in ids)]).astype(np.int64),
        waits_for=np.array([place[other] for f in ids for other in waits[f]], dtype=np.int64),
        wip_limit=_wip_limits(book, teams),
        releases=tuple(releases["id"]),
        release_train=tuple(releases["train"]),
        release_due=tuple(releases["due"]),
    )


def open_features(book: Book) -> pl.DataFrame:
    """Features neither shipped nor dropped, in queue order; those without a place come last, oldest
    first.
    """
    releases = book.releases.select(
        pl.col("id").alias("release"), "train", pl.col("due").alias("release_due")
    )
    return (
        book.features.filter(pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null())
        .join(releases, on="release", how="left", maintain_order="left")
        .drop("team")
        .join(team_history.feature_teams(book), on="id", how="left", maintain_order="left")
        .with_columns(stated=pl.coalesce("wanted_by", "release_due"))
        .sort("order", "created_on", "id", nulls_last=True)
    )


def _counts(items: pl.DataFrame) -> pl.DataFrame:
    return items.group_by("feature").agg(known=pl.len(), done=pl.col("done_on").is_not_null().sum())


def _weights(features: pl.DataFrame, items: pl.DataFrame, sizes: Sizes) -> Floats:
    """Mean size of each feature's unfinished items beside its team's usual; 1 where sizes do not
    count.
    """
    if sizes.relative is None:
        return np.ones(features.height)
    left = items.filter(pl.col("done_on").is_null()).drop("size").join(sizes.relative, on="id")
    means = left.group_by("feature").agg(pl.col("size").mean())
    joined = features.select(feature="id").join(
        means, on="feature", how="left", maintain_order="left"
    )
    return joined["size"].fill_null(1.0).to_numpy()


def _parts(features: pl.DataFrame, items: pl.DataFrame, teams: tuple[str, ...]) -> pl.DataFrame:
    """(at, team_at, share): a feature's work by team, as its unfinished items stand; without any,
    all of it its own team's.

    Sorted by team, then by the feature's place in the queue.
    """
    place = features.select(feature="id", own_team="team").with_row_index("at")
    left = items.filter(pl.col("done_on").is_null()).group_by("feature", "team").agg(count=pl.len())
    parts = place.join(left, on="feature", how="left").with_columns(
        team=pl.coalesce("team", "own_team"), count=pl.col("count").fill_null(1)
    )
    number = {team: at for at, team in enumerate(teams)}
    return parts.with_columns(
        share=pl.col("count") / pl.col("count").sum().over("at"),
        team_at=pl.col("team").replace_strict(number, default=len(teams), return_dtype=pl.Int64),
    ).sort("team_at", "at")


def _wip_limits(book: Book, teams: tuple[str, ...]) -> Places:
    stated = dict(book.teams.select("name", "wip_limit").drop_nulls().iter_rows())
    limits = [stated.get(team, book.company.wip_limit) for team in teams]
    return np.maximum(np.array(limits, dtype=np.int64), 1)


def _waits(book: Book, ids: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What each feature waits for among the unfinished. Raises ``DependencyCircle``."""
    known = set(ids)
    waits: dict[str, tuple[str, ...]] = dict.fromkeys(ids, ())
    links = book.dependencies.select("feature", "after").sort("feature", "after")
    for feature, after in links.iter_rows():
        if feature in known and after in known:
            waits[feature] = (*waits[feature], after)
    if circle := circle_in(waits):
        names = team_history.feature_names(book)
        raise DependencyCircle([names[feature] for feature in circle])
    return waits
