"""Load: what a what-if can be about, for a viewer to choose from."""

from functools import lru_cache

import polars as pl

from interlock.records.book import Book
from interlock.records.changeable import Called, Changeable
from interlock.records.rights import Viewer
from interlock.store import connect, read, shown

TABLES = ("features", "releases", "teams", "deals", "promises", "needs")
MOST_NEEDED = 3
VIEWERS = 16
"""Of so many the answer is kept."""


def load_changeable(viewer: Viewer) -> Changeable:
    """Records that a change may name. Raises ``NothingKept``."""
    return _at(connect.where(), read.latest(), viewer)


@lru_cache(maxsize=VIEWERS)
def _at(_: str, revision: int, viewer: Viewer) -> Changeable:
    """The same of a revision of the book that stands there: it never changes."""
    book = shown.book(viewer, TABLES, at=revision)
    is_under_way = pl.col("shipped_on").is_null() & pl.col("dropped_on").is_null()
    features = book.features.filter(is_under_way)
    deals = book.deals.filter(outcome="open")
    teams = {*features["team"].drop_nulls(), *book.teams["name"]}
    return Changeable(
        features=_called(features, "key", "name"),
        releases=_called(book.releases.filter(pl.col("shipped_on").is_null()), "name"),
        teams=tuple((name, name) for name in sorted(teams)),
        deals=_called(deals, "name", "account"),
        promises=_called(book.promises.filter(pl.col("done_on").is_null()), "what"),
        most_needed=_most_needed(book, features, deals),
    )


def _called(frame: pl.DataFrame, *names: str) -> Called:
    rows = frame.select("id", *names).iter_rows()
    told = [(own, " ".join(dict.fromkeys(filter(None, said))) or own) for own, *said in rows]
    return tuple(sorted(told, key=lambda one: one[1].casefold()))


def _most_needed(book: Book, features: pl.DataFrame, deals: pl.DataFrame) -> tuple[str, ...]:
    waits = (
        book.needs.join(features, left_on="feature", right_on="id", how="semi")
        .join(deals, left_on="deal", right_on="id", how="semi")
        .group_by("feature")
        .len()
        .sort(pl.col("len"), "feature", descending=[True, False])
    )
    return tuple(waits["feature"][:MOST_NEEDED])
