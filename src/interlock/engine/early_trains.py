"""Whether a feature that is done before its own release takes an earlier train."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine import luck, plain, team_history
from interlock.engine.arrays import Flags
from interlock.records.book import Book

PRIOR_EARLY, PRIOR_HELD = 9.0, 1.0
"""Declared: nine of ten features that could leave earlier do."""


@dataclass(frozen=True)
class Early:
    """Shipped features that were done when a train left before their own release: how many took
    it, and how many were held back.
    """

    went: int
    held: int

    @property
    def says(self) -> str:
        if not self.went + self.held:
            return ""
        could = plain.count(self.went + self.held, "feature")
        return f"Of {could} done before an earlier train than their own left, {self.went} took it"


def seen(book: Book) -> Early:
    """What the company's own shipped features did. ``book`` is as known on the day.

    A feature could leave early when the first train of its series that left on or after the day
    its last item was done left before the day of the release that it was then meant for. What waits
    for another feature says nothing.
    """
    trains = book.releases.filter(pl.col("train").is_not_null())
    left = trains.drop_nulls("shipped_on").select("train", first_on="shipped_on").sort("first_on")
    own = trains.select(meant="id", train="train", own_on=pl.coalesce("shipped_on", "due"))
    could = (
        _meant(book)
        .join(book.dependencies.select(id="feature"), on="id", how="anti")
        .join(own, on="meant")
        .sort("done_day")
        .join_asof(
            left,
            left_on="done_day",
            right_on="first_on",
            by="train",
            strategy="forward",
            check_sortedness=False,
        )
        .filter(pl.col("first_on") < pl.col("own_on"))
    )
    went = could.filter(pl.col("shipped_on") < pl.col("own_on")).height
    return Early(went, could.height - went)


def goes(
    early: Early,
    features: tuple[str, ...],
    train: tuple[str | None, ...],
    *,
    seed: int,
    draws: int,
) -> Flags:
    """Whether each feature would take an earlier train than its own, (draws, features): with a
    chance that is one for all of a company, Beta(9 + went, 1 + held). False without a ``train``.
    """
    chance = luck.betas(
        PRIOR_EARLY + early.went, PRIOR_HELD + early.held, draws, seed=seed, purpose="early train"
    )
    some = np.array([name is not None for name in train], dtype=bool)
    asked = [feature for feature, name in zip(features, train, strict=True) if name is not None]
    found = np.zeros((len(features), draws), dtype=bool)
    found[some] = luck.uniforms_of(asked, draws, seed=seed, purpose="takes it") < chance
    return found.T


def _meant(book: Book) -> pl.DataFrame:
    """(id, shipped_on, done_day, meant) of shipped features: the release that each was meant for on
    the day of its last item; today's where no later move is known.
    """
    items = team_history.with_upkeep(book).filter(~pl.col("upkeep"))
    done = items.group_by(id="feature").agg(done_day=pl.col("done_on").max()).drop_nulls()
    features = book.features.filter(pl.col("shipped_on").is_not_null()).select(
        "id", "shipped_on", "release"
    )
    moves = book.changes.filter(pl.col("table") == "features", pl.col("field") == "release")
    joined = features.join(done, on="id")
    later = (
        moves.join(joined, on="id")
        .filter(pl.col("at").dt.date() > pl.col("done_day"))
        .sort("at")
        .group_by("id", maintain_order=True)
        .agg(was=pl.col("old").first(), moved=pl.lit(value=True).first())
    )
    return joined.join(later, on="id", how="left").select(
        "id", "shipped_on", "done_day",
        meant=pl.when("moved").then("was").otherwise("release"),
    )  # fmt: skip
