"""Records that stood in the book and that no source holds any longer."""

from collections.abc import Iterator

from interlock.records.revision import Gone
from interlock.records.table import Table
from interlock.records.tables import LOGS, TABLES
from interlock.store import connect, difference, versions, wire


def listed() -> tuple[Gone, ...]:
    """Every such record with the revision that ended it, the latest first."""
    with connect.moment():
        found = [one for name, table in TABLES.items() if name not in LOGS for one in _of(table)]
    return tuple(sorted(found, key=lambda one: (-one.revision, one.table, one.record)))


def _of(table: Table) -> Iterator[Gone]:
    key = list(table.key)
    ended, stands = versions.ended(table), versions.standing(table)
    gone = ended.join(stands, on=key, how="anti", nulls_equal=True)
    last = gone.sort("until").unique(key, keep="last").sort(key)
    called = difference.called(table, wire.from_wire(table, last))
    for record, revision in zip(called, last["until"], strict=True):
        yield Gone(table.name, record, revision)
