"""Load: all that is kept of one feature, as a viewer may see it."""

import polars as pl

from interlock.records.book import Book
from interlock.records.feature_file import FeatureFile
from interlock.records.rights import Viewer
from interlock.store import shown

TABLES = ("features", "releases", "teams", "deals", "needs", "dependencies")


def load_feature(own_id: str, viewer: Viewer) -> FeatureFile:
    """A feature with what hangs on it. Raises ``UnknownName`` and ``NotAllowed``."""
    record = shown.record("features", (own_id,), viewer)
    book = shown.book(viewer, TABLES, log_of=("features", own_id), at=record.revision)
    release = record.values["release"]
    called = dict(book.releases.select("id", pl.coalesce("name", "id")).iter_rows())
    still = book.releases.filter(pl.col("shipped_on").is_null()).sort("due", "id", nulls_last=True)
    return FeatureFile(
        record=record,
        needs=tuple(_needs(book, own_id).to_dicts()),
        changes=tuple(book.changes.sort("at", descending=True).to_dicts()),
        after=_beside(book, own_id, "feature", "after"),
        before=_beside(book, own_id, "after", "feature"),
        release=called.get(release, release) or "",
        releases=tuple((one, called[one]) for one in still["id"]),
        teams=_teams(book),
        may_change="features" in viewer.right.changes,
    )


def _needs(book: Book, own_id: str) -> pl.DataFrame:
    """Of open deals first."""
    deals = book.deals.select("name", "owner", "outcome", "closed_on", deal="id")
    return (
        book.needs.filter(feature=own_id)
        .join(deals, on="deal", how="left")
        .sort(pl.col("outcome") != "open", "closed_on", "deal", descending=[False, True, False])
    )


def _beside(book: Book, own_id: str, mine: str, other: str) -> dict[str, str]:
    """Names of unfinished features on the other end of its dependencies."""
    others = book.dependencies.filter(pl.col(mine) == own_id).select(id=other)
    rows = book.features.join(others, on="id", how="semi").filter(
        pl.col("shipped_on").is_null(), pl.col("dropped_on").is_null()
    )
    return dict(rows.select("id", pl.coalesce("name", "key", "id")).sort("id").iter_rows())


def _teams(book: Book) -> tuple[str, ...]:
    named = pl.concat([book.teams["name"], book.features["team"]])
    return tuple(named.drop_nulls().unique().sort())
