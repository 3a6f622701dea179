"""Sales tools for which a deal waits, as somebody asked for them and said how much hangs on it."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Schema

from interlock.records.sales_tools import ToolList
from interlock.web import tools
from interlock.web.api.lines import said


class AwaitedTool(Schema):
    """A tool, or a kind of one that is not there yet, for which a deal waits."""

    ask: str = said("id of the ask")
    tool: str | None = said("its name; none where it is not there yet")
    kind: str | None
    strength: str = said("how much hangs on it")
    state: str | None
    p50_on: date | None = said("ready in 5 of 10 cases by then; null where nothing is known")
    p80_on: date | None


def awaited(request: HttpRequest, deal: str) -> list[dict[str, Any]]:
    """What a deal waits for, in the order in which it was asked for."""
    _, found = tools.look(request, deal=deal)
    asks = [one.row for one in found.asks if one.row["deal"] == deal and one.row["strength"]]
    return [_told(row, found) for row in reversed(asks)]


def _told(row: Any, of: ToolList) -> dict[str, Any]:
    tool = of.named(row["tool"])
    ahead = tool.ahead if tool else None
    return {
        "ask": row["id"],
        "tool": row["tool"],
        "kind": row["kind"],
        "strength": row["strength"],
        "state": tool.row["state"] if tool else None,
        "p50_on": ahead.p50_on if ahead else None,
        "p80_on": ahead.p80_on if ahead else None,
    }
