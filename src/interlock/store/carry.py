"""Steps carried out as one revision, within the transaction that found them."""

from collections.abc import Mapping

from interlock.store import revisions, versions
from interlock.store.difference import Step
from interlock.store.kept import KEPT


def out(
    steps: Mapping[str, Step], *, by: str, origin: str, words: str, undoes: int | None = None
) -> int:
    """Begin a revision, end what its steps end and insert what they insert, table by table."""
    revision = revisions.begin(by=by, origin=origin, words=words, undoes=undoes)
    for name, step in steps.items():
        versions.close(KEPT[name], step.close, revision)
        versions.insert(KEPT[name], step.insert, revision)
    return revision
