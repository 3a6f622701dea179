"""A promise whose day is typed over leaves a move: no day that was given is forgotten."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from interlock.records.shared_tables import MOVES, PROMISES
from interlock.store import about, read, revisions
from interlock.store.kept import RECORD
from interlock.store.overrides import Key

Records = Mapping[str, Mapping[Key, Mapping[str, Any]]]
DUE = "due"


def moment() -> datetime:
    """Now, as records have it: in the company's time zone."""
    return timezone.now().astimezone(ZoneInfo(about.company().time_zone)).replace(tzinfo=None)


def with_moves(records: Records, *, by: str) -> Records:
    """What is typed, with a move of each promise that gets another day than the one that stands,
    but for those whose move is typed with it.
    """
    given = {
        key[0]: said[DUE] for key, said in records.get(PROMISES.name, {}).items() if DUE in said
    }
    for key in records.get(MOVES.name, {}):
        given.pop(key[0], None)
    if not given:
        return records
    rows = read.table(PROMISES.name, revisions.latest()).select("id", DUE).iter_rows()
    stood = {own_id: day for own_id, day in rows if own_id in given}
    moved = {
        (own_id, moment()): {RECORD: True, "by": by, "old": day, "new": given[own_id]}
        for own_id, day in stood.items()
        if day is not None and day != given[own_id]
    }
    return {**records, MOVES.name: {**records.get(MOVES.name, {}), **moved}} if moved else records
