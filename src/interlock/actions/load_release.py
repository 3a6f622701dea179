"""Load: all that is kept of one release, as a viewer may see it."""

import polars as pl

from interlock.records.feature_file import ReleaseFile
from interlock.records.rights import Viewer
from interlock.store import shown


def load_release(own_id: str, viewer: Viewer) -> ReleaseFile:
    """A release with its features, unfinished ones first. Raises ``UnknownName`` and
    ``NotAllowed``.
    """
    record = shown.record("releases", (own_id,), viewer)
    book = shown.book(viewer, ("features",), log_of=("releases", own_id), at=record.revision)
    ended = pl.coalesce("shipped_on", "dropped_on")
    features = book.features.filter(release=own_id).select(
        "id", "key", "team", "shipped_on", "dropped_on", name=pl.coalesce("name", "key", "id")
    )
    return ReleaseFile(
        record=record,
        features=tuple(features.sort(ended.is_not_null(), "team", "name").to_dicts()),
        changes=tuple(book.changes.sort("at", descending=True).to_dicts()),
        may_change="releases" in viewer.right.changes,
    )
