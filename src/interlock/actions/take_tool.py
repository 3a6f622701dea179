"""Take: a sales tool, its file or its link, by whom one rule lets have it; each taking is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from interlock.records.errors import NotPossible, NotToTake, UnknownName
from interlock.records.rights import Viewer
from interlock.records.tool_rights import LET, taken_as, why_not
from interlock.store import connect, read, shown, tool_files


@dataclass(frozen=True)
class Taken:
    """A tool in somebody's hands: ``content`` of its newest file, open, called ``name``; else its
    ``link``. ``why`` they have it, as `tool_rights` says.
    """

    why: str
    name: str = ""
    size: int = 0
    content: BinaryIO | None = None
    link: str = ""


def take_tool(
    tool: str, viewer: Viewer, *, at: datetime, deal: str = "", looks: bool = False
) -> Taken:
    """The newest file of a tool, or its link where it has no file, for a deal or for none. That
    they took it is kept, unless they only look whether they may.

    Raises ``UnknownName``; ``NotToTake``, which says why not and whom to ask; and ``NotPossible``
    where there is neither file nor link, or the storage has lost the file.
    """
    connect.open_book()
    revision = read.latest()
    rows = read.table("tools", revision).filter(name=tool).to_dicts()
    if not rows:
        raise UnknownName("sales tool", tool, shown.table("tools", viewer)["name"])
    if deal and deal not in shown.table("deals", viewer)["id"]:
        raise UnknownName("deal", deal, [])
    row = rows[0]
    lets = read.table("tool_lets", revision).filter(tool=tool).to_dicts()
    why = taken_as(viewer, row, deal=deal, lets=lets)
    if not why:
        raise NotToTake(why_not(row, deal=deal))
    return _given(row, why, viewer, deal, None if looks else at)


def _given(row: dict[str, Any], why: str, viewer: Viewer, deal: str, at: datetime | None) -> Taken:
    file, link = tool_files.newest(row["name"]), row["link"] or ""
    if file is None and not link:
        whom = row["owner"] or "whoever makes it"
        raise NotPossible(f"{row['name']} has neither file nor link: ask {whom} for it")
    content = tool_files.opened(file.kept) if file else None
    if file and content is None:
        raise NotPossible(
            f"The file {file.name} of {row['name']} is gone from where files are kept: bring it "
            "back from a backup, or put it there again"
        )
    if at:
        edition = (file.edition if file else row["edition"]) or ""
        tool_files.note_taken(
            row["name"], edition, file, person=viewer.name, deal=deal, let=why == LET, at=at
        )
    if file is None:
        return Taken(why=why, link=link)
    return Taken(why=why, name=file.name, size=file.size, content=content)
