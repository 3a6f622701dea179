"""Files of sales tools in a backup: each as it is in the storage, and back into it."""

import shutil
from pathlib import Path
from zipfile import ZipFile

from interlock.records.errors import NotABackup, NotWritten
from interlock.store import tool_files

FOLDER = "tool_files/"


def write(archive: ZipFile) -> None:
    """Every file that the storage has, beside the tables."""
    for name in _names():
        if content := tool_files.opened(name):
            with content, archive.open(f"{FOLDER}{name}", "w", force_zip64=True) as packed:
                shutil.copyfileobj(content, packed)


def bring_back(file: Path) -> int:
    """Every file of a backup whose row is in the book, into the storage, all or none; how many that
    are. One that is there already stays.

    Raises ``NotABackup`` where one is not what its row says, and ``NotWritten``.
    """
    from interlock.store.models import ToolFile

    brought: list[str] = []
    with ZipFile(file) as archive:
        packed = {name for name in archive.namelist() if name.startswith(FOLDER)}
        try:
            for row in ToolFile.objects.order_by("pk"):
                inside = f"{FOLDER}{row.kept}"
                if inside not in packed or tool_files.storage().exists(row.kept):
                    continue
                with archive.open(inside) as content:
                    if tool_files.measured(content) != (row.size, row.sha256):  # type: ignore[arg-type]
                        raise NotABackup(file)
                    tool_files.put(row.kept, content)  # type: ignore[arg-type]
                brought.append(row.kept)
        except (NotABackup, NotWritten):
            for name in brought:
                tool_files.storage().delete(name)
            raise
    return len(brought)


def missing() -> tuple[str, ...]:
    """Files that have a row and are not in the storage, each with its tool."""
    from interlock.store.models import ToolFile

    rows = ToolFile.objects.order_by("tool", "pk")
    return tuple(
        f"{one.name} of {one.tool}" for one in rows if not tool_files.storage().exists(one.kept)
    )


def count() -> int:
    """How many files have a row."""
    from interlock.store.models import ToolFile

    return ToolFile.objects.count()


def _names() -> list[str]:
    from interlock.store.models import ToolFile

    return list(ToolFile.objects.order_by("pk").values_list("kept", flat=True))
