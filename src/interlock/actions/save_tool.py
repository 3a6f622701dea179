"""Save: a sales tool that somebody asks for, makes, changes, or lets somebody have before it is
ready.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from interlock.records.errors import NotAllowed, NotPossible, UnknownName
from interlock.records.rights import Viewer
from interlock.records.tool_rights import answers, makes
from interlock.records.tool_tables import ANSWERS, ASKED_FOR, DRAFT, INSTEAD, MADE, READY, RETIRED
from interlock.store import connect, revisions, shown, tool_hands, typed

Row = dict[str, Any]
MADE_BY_HAND = ("kind", "audience", "owner", "state", "edition", "link", "features", "due",
                "review")  # fmt: skip
"""Columns of a tool that somebody changes."""


def ask(
    *,
    tool: str = "",
    kind: str = "",
    deal: str = "",
    why: str = "",
    features: Sequence[str] = (),
    strength: str | None = None,
    viewer: Viewer,
    on: date,
    by: str,
) -> tuple[str, int | None]:
    """Ask for a ``tool`` that is not ready, or for one of a ``kind`` that is not there yet: the id
    of the ask, and the number of the change. With a ``strength`` the deal waits for it.

    Raises ``UnknownName``, ``NotAllowed``, ``BadValues``, and ``NotPossible`` where it is ready, or
    asked for already.
    """
    connect.open_book()
    if not tool_hands.may_ask(deal, viewer):
        raise NotAllowed(viewer.role, "ask for sales tools for deals that are not their own")
    if deal and deal not in shown.table("deals", viewer)["id"]:
        raise UnknownName("deal", deal, [])
    if not (tool or kind):
        raise NotPossible("Say which tool, or what kind of tool")
    if tool:
        found = _tool(tool, viewer)
        _is_worth_asking(found, deal, viewer)
        kind, features = found["kind"] or kind, features or found["features"] or ()
    row: Row = {
        "id": secrets.token_hex(6), "on": on, "by": viewer.name, "tool": tool or None,
        "kind": kind or None, "deal": deal or None, "features": list(features) or None,
        "why": why or None, "strength": strength or None,
    }  # fmt: skip
    words = f"sales tool asked for: {tool or kind}"
    return row["id"], typed.put("tool_asks", [row], by=by, words=words)


def answer(
    asks: Sequence[str],
    said: str,
    *,
    instead: str = "",
    because: str = "",
    viewer: Viewer,
    on: date,
    by: str,
) -> int | None:
    """Answer open asks (ids) alike, as one change: that it is made, that another tool is used
    ``instead``, or no, ``because`` of what. The number of the change.

    Raises ``UnknownName``, ``NotAllowed``, ``NotPossible`` for an answer that does not hold, and
    ``Conflict`` where somebody else answered meanwhile.
    """
    connect.open_book()
    seen = revisions.latest()
    rows = [_ask(one, viewer) for one in asks]
    for row in rows:
        _may_answer(row, said, viewer)
    if said not in ANSWERS:
        raise UnknownName("answer", said, ANSWERS)
    if said == INSTEAD and _tool(instead, viewer)["state"] != READY:
        raise NotPossible(f"{instead} is not ready, so that it cannot be used instead")
    told = {
        "answer": said,
        "instead": instead if said == INSTEAD else None,
        "because": because or None,
        "answered_by": viewer.name,
        "answered_on": on,
    }
    answered = [_whole(row) | told for row in rows]
    words = f"asked for a sales tool: {said}"
    return typed.put("tool_asks", answered, by=by, words=words, seen=seen)


def change(
    name: str,
    values: Mapping[str, Any],
    *,
    seen: int | None = None,
    viewer: Viewer,
    on: date,
    by: str,
) -> int | None:
    """Change columns of a tool (`MADE_BY_HAND`): the number of the change, None when nothing
    differs. Ready from a day on, it has that day; ready no more, it has none. Without its
    ``review`` it was looked at again.

    ``seen`` is the change after which it was read. Raises ``UnknownName``, ``NotAllowed``,
    ``BadValues`` and ``Conflict``.
    """
    connect.open_book()
    row = _own(name, viewer, "change")
    if strange := [one for one in values if one not in MADE_BY_HAND]:
        raise UnknownName("column of a tool to change", strange[0], MADE_BY_HAND)
    seen = revisions.latest() if seen is None else seen
    return typed.over("tools", (name,), _with_day(row, values, on), by=by, seen=seen)


def add(
    values: Mapping[str, Any],
    *,
    asks: Sequence[str] = (),
    viewer: Viewer,
    on: date,
    by: str,
) -> int | None:
    """Add a tool, in the state that is said or as a draft, with its name among the ``values``; it
    is what open ``asks`` (ids) wait for. The number of the change.

    Raises ``NotAllowed``, ``UnknownName``, ``BadValues``, and ``NotPossible`` where one is called
    so already.
    """
    connect.open_book()
    if "tools" not in viewer.right.changes:
        raise NotAllowed(viewer.role, "add sales tools")
    name = (values.get("name") or "").strip()
    called = {one.casefold() for one in shown.table("tools", viewer)["name"]}
    if name.casefold() in called:
        raise NotPossible(f"A sales tool is called {name} already")
    state = values.get("state") or (ASKED_FOR if asks else DRAFT)
    rows = [_ask(one, viewer) for one in asks]
    tool = {**values, "name": name or None, "state": state}
    tool |= {"asked_on": min((row["on"] for row in rows), default=None)}
    linked = [_whole(row) | {"tool": name} for row in rows if not row["tool"]]
    records = {"tools": [_with_day({"state": None}, tool, on)], "tool_asks": linked}
    return typed.put_together(records, by=by, words=f"sales tool added: {name}")


def let(
    tool: str, person: str, deal: str, why: str, *, viewer: Viewer, now: datetime, by: str
) -> int | None:
    """Let somebody have a tool that is not ready, for a deal: the number of the change.

    Raises ``UnknownName`` and ``NotAllowed``.
    """
    connect.open_book()
    _own(tool, viewer, "let anybody have")
    if deal not in shown.table("deals", viewer)["id"]:
        raise UnknownName("deal", deal, [])
    known = tool_hands.hands(viewer)
    if person not in known:
        raise UnknownName("person", person, known)
    at = now.astimezone(ZoneInfo(shown.company().time_zone)).replace(tzinfo=None)
    row = {"tool": tool, "person": person, "deal": deal, "by": viewer.name, "at": at,
           "why": why or None}  # fmt: skip
    return typed.put("tool_lets", [row], by=by, words=f"sales tool let: {tool} to {person}")


def take_back_let(tool: str, person: str, deal: str, *, viewer: Viewer, by: str) -> int | None:
    """Let somebody have a tool no longer: the number of the change.

    Raises ``UnknownName``, ``NotAllowed``, and ``NotPossible`` for what a file holds.
    """
    connect.open_book()
    _own(tool, viewer, "take back")
    key = (tool, person, deal)
    if not shown.table("tool_lets", viewer).filter(tool=tool, person=person, deal=deal).height:
        raise UnknownName("person who has it", person, [])
    if not shown.is_typed("tool_lets", key):
        raise NotPossible(
            "It came in with tool_lets.csv: take it out there, and bring the file again"
        )
    return typed.put(
        "tool_lets", [], gone=[key], by=by, words=f"sales tool let no longer: {tool} to {person}"
    )


def _is_worth_asking(tool: Row, deal: str, viewer: Viewer) -> None:
    """It is neither ready, nor gone for good, nor asked for already. Raises ``NotPossible``."""
    if tool["state"] == RETIRED:
        raise NotPossible(f"{tool['name']} is retired: ask for another of its kind")
    if tool["state"] == READY and not tool["review"]:
        raise NotPossible(f"{tool['name']} is ready: take it")
    asks = shown.table("tool_asks", viewer).filter(tool=tool["name"])
    if any(
        (one["deal"] or "") == deal and one["answered_on"] is None
        for one in asks.iter_rows(named=True)
    ):
        raise NotPossible(f"{tool['name']} is asked for already")


def _may_answer(ask: Row, said: str, viewer: Viewer) -> None:
    tool = _tool(ask["tool"], viewer) if ask["tool"] else None
    if not answers(viewer, ask, tool, said):
        raise NotAllowed(viewer.role, "answer for a sales tool that is not their own")
    if ask["answered_on"] is not None:
        raise NotPossible("It is answered already")
    if said == MADE and (tool is None or tool["state"] != READY):
        raise NotPossible("Make it ready first: then it is made")


def _own(name: str, viewer: Viewer, does: str) -> Row:
    """A tool that is the viewer's to change."""
    row = _tool(name, viewer)
    if not makes(viewer, row):
        raise NotAllowed(viewer.role, f"{does} a sales tool that is not their own")
    return row


def _tool(name: str, viewer: Viewer) -> Row:
    tools = shown.table("tools", viewer)
    rows = tools.filter(name=name).to_dicts()
    if not rows:
        raise UnknownName("sales tool", name, tools["name"])
    return rows[0]


def _ask(own_id: str, viewer: Viewer) -> Row:
    rows = shown.table("tool_asks", viewer).filter(id=own_id).to_dicts()
    if not rows:
        raise UnknownName("ask for a sales tool", own_id, [])
    return rows[0]


def _whole(row: Row) -> Row:
    """What names a record, and what it must have."""
    return {"id": row["id"], "on": row["on"]}


def _with_day(row: Row, values: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The values, with the day on which the tool was ready where they say how far it is."""
    if "state" not in values or values["state"] == row["state"]:
        return dict(values)
    return {**values, "ready_on": on if values["state"] == READY else None}
