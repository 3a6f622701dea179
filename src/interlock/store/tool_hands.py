"""Who asks for sales tools, and who may be let have one."""

import polars as pl

from interlock.records.rights import Viewer
from interlock.store import members, shown


def may_ask(deal: str, viewer: Viewer) -> bool:
    """Whether the viewer asks for tools for a deal; without one, for none in particular."""
    if deal:
        return shown.may_change("tool_asks", deal, viewer)
    return viewer.may_change("tool_asks", own=False)


def hands(viewer: Viewer) -> tuple[str, ...]:
    """Who may be let have a tool: people of ours, owners of deals, and members."""
    people, deals = shown.table("people", viewer), shown.table("deals", viewer)
    ours = people.filter(pl.col("side").ne_missing("buyer"))["name"].drop_nulls()
    known = {one.known_as for one in members.listed()}
    return tuple(sorted({*ours, *deals["owner"].drop_nulls(), *known} - {""}))
