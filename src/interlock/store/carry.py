"""Steps carried out as one revision, within the transaction that found them."""

from collections.abc import Mapping

from interlock.records.tables import SAID
from interlock.store import call_lock, revisions, versions
from interlock.store.difference import Step
from interlock.store.kept import KEPT, OVERRIDES


def out(
    steps: Mapping[str, Step], *, by: str, origin: str, words: str, undoes: int | None = None
) -> int:
    """Begin a revision, end what its steps end and insert what they insert, table by table.

    Raises ``NotPossible`` for calls of a week that is locked.
    """
    if OVERRIDES.name in steps:
        call_lock.hold(steps[OVERRIDES.name])
    revision = revisions.begin(
        by=by, origin=origin, words=words, undoes=undoes, moves_forecasts=_moves_forecasts(steps)
    )
    for name, step in steps.items():
        if step.changes:
            versions.close(KEPT[name], step.close, revision)
            versions.insert(KEPT[name], step.insert, revision)
    return revision


def _moves_forecasts(steps: Mapping[str, Step]) -> bool:
    """Whether any table changes that forecasts read, be it by what was typed over."""
    changed = {name for name, step in steps.items() if step.changes}
    if OVERRIDES.name in changed:
        step = steps[OVERRIDES.name]
        changed |= {*step.insert["table"], *step.end["table"]}
    return bool(changed - SAID - {OVERRIDES.name})
