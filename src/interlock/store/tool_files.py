"""Files of sales tools: in a folder or a bucket under names that nobody guesses, each with its row;
both stand or neither.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from interlock.records.errors import NotWritten
from interlock.records.sales_tools import KeptFile
from interlock.store import connect

UNDERWAY = timedelta(days=1)
"""How long a file may be on its way; what came to nothing before is removed."""

_BYTES, _CHUNK = 24, 2**16


def storage() -> Storage:
    """Where they are."""
    return storages["tools"]


@contextmanager
def kept(content: BinaryIO, *, at: datetime) -> Iterator[str]:
    """A file in the storage, as long as what is done meanwhile succeeds: the name that it has
    there. Raises ``NotWritten`` where the storage does not take it.
    """
    from interlock.store.models import ToolFileBegun

    _remove_unfinished(at - UNDERWAY)
    name = secrets.token_hex(_BYTES)
    with connect.told():
        ToolFileBegun.objects.create(kept=name, at=at)
    try:
        put(name, content)
        yield name
    except BaseException:
        _remove([name])
        raise


def put(name: str, content: BinaryIO) -> None:
    """Write a file under a name that is free. Raises ``NotWritten``."""
    try:
        made = storage().save(name, File(content, name))
    except Exception as error:  # each kind of storage has errors of its own
        raise NotWritten("The file", _why(error)) from error
    if made != name:
        storage().delete(made)
        raise NotWritten("The file", "one of its name is there")


def note(name: str, about: KeptFile, tool: str) -> int:
    """Keep the row of a file that is in the storage, in the change that its caller makes."""
    from interlock.store.models import ToolFile, ToolFileBegun

    said = {one: getattr(about, one) for one in ("edition", "name", "size", "sha256", "by", "at")}
    ToolFileBegun.objects.filter(kept=name).delete()
    return int(ToolFile.objects.create(tool=tool, kept=name, **said).pk)


def note_taken(tool: str, edition: str, file: Any, **about: Any) -> None:
    """Keep that somebody (``person``) took a tool: a file of it, or its link without one."""
    from interlock.store.models import ToolTaken

    with connect.told():
        ToolTaken.objects.create(tool=tool, edition=edition, file=file, **about)


def newest(tool: str) -> Any:
    """The row of a tool's newest file, None where it has none."""
    from interlock.store.models import ToolFile

    return ToolFile.objects.filter(tool=tool).order_by("-at", "-pk").first()


def opened(name: str) -> BinaryIO | None:
    """A file of the storage, open to be read; None where it is gone."""
    try:
        if not storage().exists(name):
            return None
        found: Any = storage().open(name)
    except OSError:
        return None
    return found


def measured(content: BinaryIO) -> tuple[int, str]:
    """How many bytes a file has, and their digest."""
    content.seek(0)
    size, digest = 0, hashlib.sha256()
    while part := content.read(_CHUNK):
        size += len(part)
        digest.update(part)
    content.seek(0)
    return size, digest.hexdigest()


def forget(names: Iterable[str]) -> None:
    """Have files removed, soon, whose rows are no more."""
    from interlock.store.models import ToolFileBegun

    at = datetime.now(UTC)
    ToolFileBegun.objects.bulk_create(
        [ToolFileBegun(kept=one, at=at) for one in names], ignore_conflicts=True
    )


def _remove_unfinished(before: datetime) -> None:
    """Remove what programs that ended halfway left in the storage."""
    from interlock.store.models import ToolFile, ToolFileBegun

    with connect.told():
        begun = set(
            ToolFileBegun.objects.filter(at__lt=before).values_list("kept", flat=True)
        ) - set(ToolFile.objects.values_list("kept", flat=True))
    if begun:
        _remove(sorted(begun))


def _remove(names: list[str]) -> None:
    """Remove files that have no row; what cannot be removed now is tried again later."""
    from interlock.store.models import ToolFileBegun

    for name in names:
        try:
            storage().delete(name)
        except Exception:  # noqa: S112 # each kind of storage has errors of its own
            continue
        ToolFileBegun.objects.filter(kept=name).delete()


def _why(error: Exception) -> str:
    return str(error).strip() or type(error).__name__
