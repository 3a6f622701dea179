"""Save: a promise that somebody gives, moves, takes back, or has kept."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from interlock.records.errors import NotAllowed, NotPossible, UnknownName
from interlock.records.promises import is_by_hand
from interlock.records.rights import Viewer
from interlock.store import connect, hooks, promise_moves, revisions, shown, typed

Row = dict[str, Any]
NAMES = {"release": ("releases", "id"), "tool": ("tools", "name")}
"""column of a promise -> the table and the column by which it names a record there."""


def give(said: Mapping[str, Any], *, viewer: Viewer, on: date, by: str) -> tuple[str, int | None]:
    """Give a promise: its id, and the number of the change. ``said`` are columns of promises but
    for its id and the day.

    Raises ``NotAllowed``, ``UnknownName`` and ``BadValues``.
    """
    connect.open_book()
    _may(viewer)
    for column, (table, key) in NAMES.items():
        _is_known(said.get(column), table, key, viewer)
    row: Row = {"id": secrets.token_hex(6), **said, "said_on": on}
    with connect.change():
        made = typed.put("promises", [row], by=by, words=f"promise given: {said['what']}")
        hooks.tell_promises(made, [row])
    return row["id"], made


def move(
    promise: str,
    day: date | None,
    *,
    why: str,
    told: Sequence[str],
    seen: int,
    viewer: Viewer,
    by: str,
) -> int | None:
    """Give a promise another day, or take its day away, saying why and who was told: the number of
    the change, None where the day stands already. What was said before stays.

    ``seen`` is the change after which it was read. Raises ``UnknownName``, ``NotAllowed``,
    ``Conflict`` where somebody moved it since, and ``NotPossible`` where it has no day to take
    away.
    """
    connect.open_book()
    row = _own(promise, viewer, "move")
    if row["due"] == day:
        if day is None:
            raise NotPossible("It has no day that could be taken away")
        return None
    due: Row = {"id": promise, "due": day}
    words = f"promise {'moved' if day else 'withdrawn'}: {row['what']}"
    with connect.change():
        moved = promise_moves.moved({promise: day}, by=viewer.name, why=why, told=told)
        records = {"promises": [due], "moves": moved}
        made = typed.put_together(records, by=by, words=words, seen=seen)
        hooks.tell_promises(made, [row | due])
    return made


def done(promise: str, *, viewer: Viewer, on: date, by: str) -> int | None:
    """Write down that a promise was kept on a day: the number of the change.

    Raises ``UnknownName``, ``NotAllowed``, and ``NotPossible`` where it is done already, or a
    record decides that.
    """
    connect.open_book()
    row = _own(promise, viewer, "say that it is done")
    if row["done_on"] is not None:
        raise NotPossible("It is done already")
    if not is_by_hand(row):
        raise NotPossible("What it names says when it is done")
    with connect.change():
        seen = revisions.latest()
        made = typed.over("promises", (promise,), {"done_on": on}, by=by, seen=seen)
        hooks.tell_promises(made, [row | {"done_on": on}])
    return made


def _may(viewer: Viewer) -> None:
    if "promises" not in viewer.right.changes:
        raise NotAllowed(viewer.role, "give promises")


def _own(promise: str, viewer: Viewer, does: str) -> Row:
    """A promise that the viewer may change: their own, of their deal, or for who manages."""
    rows = shown.table("promises", viewer).filter(id=promise).to_dicts()
    if not rows:
        raise UnknownName("promise", promise, [])
    if not viewer.says_done(rows[0]["maker"] or "", own=rows[0]["deal"] in shown.own_deals(viewer)):
        raise NotAllowed(viewer.role, f"{does} what others promised")
    return rows[0]


def _is_known(name: str | None, table: str, key: str, viewer: Viewer) -> None:
    known = shown.table(table, viewer)[key]
    if name and name not in known:
        raise UnknownName(table.removesuffix("s"), name, known.to_list())
