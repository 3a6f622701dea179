"""Who may take a sales tool, its file and its link alike: one rule, and nothing decided anywhere
else.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from interlock.records.rights import Viewer
from interlock.records.tool_tables import ASKED_FOR, DRAFT, INTERNAL, NO, READY, RETIRED

Row = Mapping[str, Any]

MAKES, IS_READY, LET = "makes", "ready", "let"
"""Why somebody may take a tool: they make it, it is ready, or its owner lets them."""


def taken_as(viewer: Viewer, tool: Row, *, deal: str = "", lets: Iterable[Row] = ()) -> str:
    """Why ``viewer`` may take ``tool`` for ``deal``: one of ``MAKES``, ``IS_READY``, ``LET``; empty
    where they may not.

    Who changes tools, and the owner of this one, take it as it is. Everybody takes what is ready
    and need not be looked at again. Anything else they take only for a deal for which somebody
    lets them.
    """
    if makes(viewer, tool):
        return MAKES
    if tool["state"] == READY and not tool["review"]:
        return IS_READY
    is_let = any(
        let["tool"] == tool["name"] and _is(let["person"], viewer) and let["deal"] == deal
        for let in lets
    )
    return LET if is_let and deal else ""


def why_not(tool: Row, *, deal: str = "") -> str:
    """Why somebody who may not take a tool may not, and whom to ask."""
    whom = tool["owner"] or "whoever makes it"
    if tool["state"] == READY:
        why = f"{tool['name']} is looked at again before it is used: {tool['review']}."
    else:
        why = f"{tool['name']} {_NOT_YET.get(tool['state'], 'is not said to be ready')}."
    if tool["state"] == RETIRED:
        return f"{why} Ask {whom} what is used instead."
    return f"{why} Ask {whom} to let you have it for {f'deal {deal}' if deal else 'your deal'}."


_NOT_YET = {
    ASKED_FOR: "is asked for and not made yet",
    DRAFT: "is a draft and not ready",
    INTERNAL: "is for ourselves alone",
    RETIRED: "is retired",
}


def makes(viewer: Viewer, tool: Row) -> bool:
    """Whether a tool is theirs to change: they change tools, or it is their own."""
    return "tools" in viewer.right.changes or (
        bool(viewer.right.changes) and _is(tool["owner"], viewer)
    )


def answers(viewer: Viewer, ask: Row, tool: Row | None, said: str = "") -> bool:
    """Whether an ask is theirs to answer: they make its ``tool``, or change tools where it names
    none; that it is wanted no more (`NO`) whoever asked says too.
    """
    if said == NO and viewer.right.changes and _is(ask["by"], viewer):
        return True
    return makes(viewer, tool) if tool else "tools" in viewer.right.changes


def _is(name: str | None, viewer: Viewer) -> bool:
    return (name or "").casefold() == viewer.name.casefold() != ""
