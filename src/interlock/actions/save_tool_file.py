"""Save: a file of a sales tool, by who makes the tool."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.conf import settings

from interlock.records.errors import BadValues, NotAllowed, UnknownName
from interlock.records.problems import Problem
from interlock.records.rights import Viewer
from interlock.records.sales_tools import KeptFile
from interlock.records.tool_rights import makes
from interlock.store import connect, file_kinds, read, revisions, shown, tool_files, typed

MIB = 2**20


@dataclass(frozen=True)
class Put:
    """A file that was put there, and the number of the change where the tool has a new version."""

    file: KeptFile
    change: int | None


def put_file(
    tool: str,
    named: str,
    content: BinaryIO,
    *,
    viewer: Viewer,
    at: datetime,
    by: str,
    edition: str = "",
) -> Put:
    """Keep a file of a tool, whole or not at all; it is the newest one, of the version ``edition``
    where that is given, else of the one that the tool has.

    Raises ``NotAllowed``, ``UnknownName``, ``BadValues`` with all that is wrong with the file, and
    ``NotWritten`` where the storage does not take it.
    """
    connect.open_book()
    _may(tool, viewer)
    name = file_kinds.safe_name(named)
    size, sha256 = tool_files.measured(content)
    _is_well(name, size, content)
    with tool_files.kept(content, at=at) as kept, connect.change():
        row, change = _may(tool, viewer), None
        if edition and edition != row["edition"]:
            seen = revisions.latest()
            change = typed.over("tools", (tool,), {"edition": edition}, by=by, seen=seen)
        which = edition or row["edition"] or ""
        file = KeptFile(which, name, size, sha256, viewer.name, at)
        tool_files.note(kept, file, tool)
    return Put(file, change)


def _may(tool: str, viewer: Viewer) -> dict[str, Any]:
    if not viewer.right.changes:
        raise NotAllowed(viewer.role, "change sales tools")
    rows = read.table("tools", read.latest()).filter(name=tool).to_dicts()
    if not rows:
        raise UnknownName("sales tool", tool, shown.table("tools", viewer)["name"])
    if not makes(viewer, rows[0]):
        raise NotAllowed(viewer.role, f"change {tool}, which is {rows[0]['owner'] or 'others'}'s")
    return rows[0]


def _is_well(name: str, size: int, content: BinaryIO) -> None:
    """Raises ``BadValues``."""
    found = []
    if size > settings.FILE_MIB * MIB:
        said = f"it is {size / MIB:,.1f} MiB; at most {settings.FILE_MIB:,} MiB are taken"
        found.append(Problem(name, said, remedy="make it smaller, or give a link to it"))
    if wrong := file_kinds.wrong_with(name, content):
        allowed = ", ".join(file_kinds.ALLOWED)
        found.append(Problem(name, wrong, column="file", value=name, allowed=allowed))
    if found:
        raise BadValues(found)
