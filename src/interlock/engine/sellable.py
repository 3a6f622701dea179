"""A release is sellable once it has shipped and its sales tools are ready."""

from collections.abc import Collection

import numpy as np
import polars as pl

from interlock.engine.arrays import Flags
from interlock.engine.outlook import Outlook
from interlock.engine.releases import Days
from interlock.records.book import Book


def tools_left(now: Outlook, release: str) -> tuple[str, ...]:
    """Names of the tools that are neither ready nor retired and show a feature of the release that
    was not dropped, in the order of their names.
    """
    shown = _shown(now, _features(now.book, release))
    return tuple(sorted(shown))


def days(now: Outlook, release: str) -> Days:
    """The day on which a release has shipped and its tools are ready, along the same draws:
    (draws,).

        max(R, T_k over the tools k that show a feature of the release that ships by R)

    What goes with a later train is no part of the release in that draw, nor is a tool that shows
    nothing else of it.
    """
    shipped = now.ship.release_days[:, now.ship.releases.index(release)]
    last = shipped
    for tool, features in _shown(now, _features(now.book, release)).items():
        ready = now.tools.days_of(now.tools.tools.index(tool))
        last = np.where(_goes(now, features, shipped), np.maximum(last, ready), last)
    return last


def _features(book: Book, release: str) -> frozenset[str]:
    mine = pl.col("release") == release
    return frozenset(book.features.filter(mine, pl.col("dropped_on").is_null())["id"])


def _shown(now: Outlook, features: Collection[str]) -> dict[str, list[str]]:
    """tool that is left -> those of some features that it shows."""
    shows = dict(now.book.tools.select("name", "features").iter_rows())
    found = {
        tool: [one for one in shows[tool] or () if one in features] for tool in now.tools.tools
    }
    return {tool: some for tool, some in found.items() if some}


def _goes(now: Outlook, features: Collection[str], shipped: Days) -> Flags:
    """Whether any of some features of a release goes with it, or went before: (draws,)."""
    column = {feature: at for at, feature in enumerate(now.ship.features)}
    found = [now.ship.days[:, column[one]] <= shipped for one in features if one in column]
    any_goes: Flags = np.logical_or.reduce(
        [np.full(len(shipped), len(found) < len(features)), *found]
    )
    return any_goes
