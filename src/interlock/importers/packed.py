"""The bytes of a file, taken out of .gz and .zip, and never more of them than can be held."""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from interlock.records.problems import Problem

MOST_BYTES = 1_500_000_000
"""What one file may hold once unpacked; a larger one is a problem, not half read."""

MOST_SWOLLEN, SWELLS_FROM = 200, 100_000_000
"""No export packs so many bytes into one: beyond this ratio a large packed file is a bomb."""

MOST_MEMBERS = 1_000
BROKEN = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, struct.error, zlib.error,
    lzma.LZMAError, zipfile.BadZipFile,
)  # fmt: skip
"""What the standard library raises on a damaged archive."""


@dataclass(frozen=True)
class Content:
    """One file's bytes, unpacked; or why they could not be had."""

    name: str
    raw: bytes = b""
    problem: Problem | None = None


def contents(path: Path, name: str) -> Iterator[Content]:
    """The file itself, or each file of a .zip as ``export.zip/deals.csv``; a .gz is unpacked."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            yield _too_large(name, size)
        elif path.name.lower().endswith(".zip"):
            yield from _members(path, name)
        else:
            with path.open("rb") as file:
                yield _unpacked(name, file, size)
    except BROKEN as error:
        yield _broken(name, error)


def _members(path: Path, name: str) -> Iterator[Content]:
    with zipfile.ZipFile(path) as packed:
        members = [info for info in packed.infolist() if not _hidden(info)]
        if len(members) > MOST_MEMBERS:
            what = f"holds {len(members):,} files, more than {MOST_MEMBERS:,}"
            yield Content(name, problem=Problem(name, what, remedy="pack fewer files"))
            return
        for info in sorted(members, key=lambda info: info.filename):
            inner = f"{name}/{info.filename}"
            try:
                with packed.open(info) as file:
                    yield _unpacked(inner, file, info.compress_size)
            except BROKEN as error:
                yield _broken(inner, error)


def _hidden(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in parts)


def _unpacked(name: str, file: IO[bytes], packed_size: int) -> Content:
    """All bytes of an open file, as long as they are not too many."""
    stream = gzip.GzipFile(fileobj=file) if name.lower().endswith(".gz") else file
    held = io.BytesIO()
    while part := stream.read(1 << 24):
        held.write(part)
        size = held.tell()
        if size > MOST_BYTES:
            return _too_large(name, size)
        if size > SWELLS_FROM and size > MOST_SWOLLEN * max(packed_size, 1):
            what = f"unpacks to more than {MOST_SWOLLEN} times its size; not read"
            return Content(name, problem=Problem(name, what, remedy="pack the export anew"))
    return Content(name, held.getvalue())


def _too_large(name: str, size: int) -> Content:
    what = f"holds {size / 1e9:.1f} GB or more, and at most {MOST_BYTES / 1e9:.1f} GB can be read"
    return Content(name, problem=Problem(name, what, remedy="export fewer columns or years"))


def _broken(name: str, error: BaseException) -> Content:
    problem = Problem(name, f"cannot be opened: {error}", remedy="export or pack the file again")
    return Content(name, problem=problem)
