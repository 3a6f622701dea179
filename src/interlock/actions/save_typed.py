"""Save: what somebody types over a record, or as a record of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from interlock.store import connect, hooks, revisions, typed

Values = Mapping[str, Any]


def type_over(
    table: str, key: Sequence[str], values: Values, *, by: str, seen: int | None = None
) -> int | None:
    """Type ``values`` over the record that ``key`` names; they stand whatever its source says
    later, and None takes a value away. The number of the change, None when nothing differs.

    ``seen`` is the change after which the record was read, the last one without it. Raises
    ``Conflict`` where somebody typed over the same since, ``UnknownName``, ``BadValues`` and
    ``NotPossible``.
    """
    connect.open_book()
    seen = revisions.latest() if seen is None else seen
    own = typed.key_from(table, key)
    with connect.change():
        made = typed.over(table, own, values, by=by, seen=seen)
        _tell(table, made, [{"id": own[0], **values}])
    return made


def type_record(table: str, values: Values, *, by: str) -> int | None:
    """Type a record that no source holds: the number of the change.

    Raises ``NotPossible`` where there is one with its key, ``UnknownName`` and ``BadValues``.
    """
    connect.open_book()
    with connect.change():
        made = typed.add(table, values, by=by)
        _tell(table, made, [values])
    return made


def type_records(
    table: str,
    records: Sequence[Values],
    *,
    gone: Sequence[Sequence[str]] = (),
    by: str,
    words: str,
) -> int | None:
    """Type whole records, each new or over the one that has its key, and let those of the keys
    ``gone`` be what their source says, as one change: its number, None when nothing differs.

    Raises ``UnknownName``, ``BadValues``, and ``NotPossible`` for calls of a week that is locked.
    """
    connect.open_book()
    keys = [typed.key_from(table, key) for key in gone]
    with connect.change():
        made = typed.put(table, records, gone=keys, by=by, words=words)
        _tell(table, made, records)
    return made


def give_back(table: str, key: Sequence[str], columns: Sequence[str], *, by: str) -> int:
    """Let the source's values count again in these columns; without any in all, and a record that
    was typed is no more. The number of the change. Raises ``UnknownName`` and ``NotPossible``.
    """
    connect.open_book()
    return typed.give_back(table, typed.key_from(table, key), columns, by=by)


def _tell(table: str, made: int | None, records: Sequence[Values]) -> None:
    """Have webhooks told of promises that were typed, in the change that types them."""
    if table == "promises":
        hooks.tell_promises(made, records)
