"""A promise whose day is typed over leaves a move: no day that was given is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
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


def moved(
    given: Mapping[str, date | None], *, by: str, why: str = "", told: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """A row of moves for each promise that is ``given`` another day than the one that stands."""
    rows = read.table(PROMISES.name, revisions.latest()).select("id", DUE).iter_rows()
    now = moment()
    return [
        {"promise": own_id, "at": now, "by": by, "old": stood, "new": given[own_id],
         "why": why or None, "told": list(told)}
        for own_id, stood in rows
        if own_id in given and stood != given[own_id]
    ]  # fmt: skip


def with_moves(records: Records, *, by: str) -> Records:
    """What is typed, with a move of each promise that gets another day than the one that stands,
    but for those whose move is typed with it.
    """
    said = records.get(PROMISES.name, {})
    typed = {key[0] for key in records.get(MOVES.name, {})}
    given = {
        key[0]: values[DUE] for key, values in said.items() if DUE in values and key[0] not in typed
    }
    if not given:
        return records
    rows = moved(given, by=by)
    keyed = {tuple(row.pop(name) for name in MOVES.key): {RECORD: True, **row} for row in rows}
    return {**records, MOVES.name: {**records.get(MOVES.name, {}), **keyed}} if keyed else records
