"""Who types a tool's mark away, or a newer version of it, has looked at it: that day is kept."""

from collections.abc import Mapping
from typing import Any

from interlock.records.tool_tables import TOOLS
from interlock.store import read, revisions
from interlock.store.overrides import Key
from interlock.store.promise_moves import moment

Records = Mapping[str, Mapping[Key, Mapping[str, Any]]]
LOOKED = "looked_on"


def with_looks(records: Records) -> Records:
    """What is typed, with the day on which tools were looked at: those whose mark goes, and those
    that are of another version than the one that stands.
    """
    said = {
        key: values
        for key, values in records.get(TOOLS.name, {}).items()
        if LOOKED not in values and values.keys() & {"review", "edition"}
    }
    if not said:
        return records
    stood = {row["name"]: row for row in read.table(TOOLS.name, revisions.latest()).to_dicts()}
    today = moment().date()
    looked = {
        key: {**values, LOOKED: today}
        for key, values in said.items()
        if key[0] in stood and _is_look(stood[key[0]], values)
    }
    return {**records, TOOLS.name: {**records[TOOLS.name], **looked}} if looked else records


def _is_look(stood: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    review = values.get("review", stood["review"])
    edition = values.get("edition", stood["edition"])
    return not review and bool(stood["review"] or edition != stood["edition"])
