"""Do teams begin what waits for another feature, or only when that is finished?"""

from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise

import numpy as np
import polars as pl

from interlock.engine import plain, team_history
from interlock.engine.pace import Floats
from interlock.records.book import Book

Places = np.ndarray[tuple[int], np.dtype[np.int64]]

PRIOR_BEGUN, PRIOR_WAITED = 1.0, 9.0
"""Declared: one follower in ten is begun early, as somebody tried it out."""

USUAL = 0.25
"""From this share on, waiting holds up the end of the work and not its begin."""


@dataclass(frozen=True)
class Ahead:
    """Features that waited for another: how many were ``begun`` before that was finished, and how
    many only ``after``.
    """

    begun: int
    after: int

    @property
    def usual(self) -> bool:
        """Whether work on what waits goes on: (begun + 1) / (begun + after + 10) >= 1/4."""
        counted = self.begun + self.after + PRIOR_BEGUN + PRIOR_WAITED
        return (self.begun + PRIOR_BEGUN) / counted >= USUAL

    @property
    def says(self) -> str:
        if not self.usual:
            return ""
        many = plain.count(self.begun + self.after, "feature")
        return (
            f"{self.begun} of {many} that waited for another were begun before that was finished, "
            "so waiting holds up the end of the work and not its begin"
        )


def seen(book: Book) -> Ahead:
    """What teams did with features that waited. ``book`` is as known on the day.

    A follower is begun on the day of its first finished item; what it waits for is finished with
    its last one, or when it ships. Followers without a finished item say nothing.
    """
    done = (
        team_history.with_upkeep(book)
        .filter(~pl.col("upkeep"), pl.col("dropped_on").is_null())
        .group_by("feature")
        .agg(
            begun=pl.col("done_on").min(),
            ended=pl.when(pl.col("done_on").is_not_null().all()).then(pl.col("done_on").max()),
        )
    )
    shipped = book.features.select(after="id", shipped="shipped_on")
    pairs = (
        book.dependencies.select("feature", "after")
        .join(done.select("feature", "begun"), on="feature")
        .join(done.select(after="feature", ended="ended"), on="after", how="left")
        .join(shipped, on="after", how="left")
        .filter(pl.col("begun").is_not_null())
        .with_columns(end=pl.min_horizontal("ended", "shipped"))
    )
    before = pairs.filter(pl.col("end").is_null() | (pl.col("begun") < pl.col("end"))).height
    return Ahead(before, pairs.height - before)


def ended_after(done: Floats, waits_start: Places, waits_for: Places) -> Floats:
    """No feature done before what it waits for: (draws, features)."""
    waits = {
        at: set(waits_for[first:end].tolist())
        for at, (first, end) in enumerate(pairwise(waits_start))
        if end > first
    }
    ended = done.copy()
    for at in TopologicalSorter(waits).static_order():
        if at in waits:
            ended[:, at] = np.maximum(ended[:, at], ended[:, list(waits[at])].max(axis=1))
    return ended
