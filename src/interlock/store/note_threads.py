"""What notes are about, and in which threads they stand."""

from datetime import date
from typing import Any

import polars as pl

from interlock.records.errors import UnknownName
from interlock.records.notes import KINDS
from interlock.records.rights import Viewer
from interlock.store import shown


def firsts(rows: pl.DataFrame) -> dict[str, str]:
    """note -> the note that began its thread, its own where it did: an answer to an answer stands
    in the same thread.
    """
    above: dict[str, str | None] = dict(rows.select("id", "reply_to").iter_rows())
    return {own_id: _first(own_id, above) for own_id in above}


def columns(kind: str, own_id: str, viewer: Viewer) -> dict[str, Any]:
    """The column of notes that names a record, and what it says of this one.

    Raises ``UnknownName`` for a kind, or a record, that there is not.
    """
    if kind not in KINDS:
        raise UnknownName("kind of record to write about", kind, KINDS)
    if kind == "weeks":
        return {"week": _day(own_id)}
    known = shown.table(kind, viewer)["id"]
    if not (known == own_id).any():
        raise UnknownName(KINDS[kind], own_id, known)
    return {KINDS[kind]: own_id}


def _first(own_id: str, above: dict[str, str | None]) -> str:
    seen = {own_id}
    while (first := above.get(own_id)) and first not in seen:
        seen.add(first)
        own_id = first
    return own_id


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise UnknownName("week", said, []) from error
