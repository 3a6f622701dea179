"""The text of a file, whatever its encoding."""

import gzip
import zlib
from pathlib import Path

from interlock.records.problems import Problem

MARKS_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(path: Path, name: str) -> tuple[str, tuple[Problem, ...]]:
    """The text of ``path``, unpacked where it is a .gz: UTF-8, UTF-16, else Windows-1252."""
    try:
        raw = path.read_bytes()
        raw = gzip.decompress(raw) if path.name.lower().endswith(".gz") else raw
    except (OSError, EOFError, zlib.error) as error:
        remedy = "export or pack the file again"
        return "", (Problem(name, f"cannot be opened: {error}", remedy=remedy),)
    if (wide := _wide(raw)) is not None:
        return raw.decode(wide, errors="replace"), ()
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = "not UTF-8; read as Windows-1252"
        remedy = "export as UTF-8 if names look wrong"
        return raw.decode("cp1252", errors="replace"), (Problem(name, what, line, remedy=remedy),)


def _wide(raw: bytes) -> str | None:
    """UTF-16 is known by its mark, or by every other byte of the beginning being nothing."""
    if raw[:2] in MARKS_16:
        return "utf-16"
    start = raw[:64]
    if len(start) > 3 and not any(start[1::2]) and all(start[::2]):
        return "utf-16-le"
    if len(start) > 3 and not any(start[::2]) and all(start[1::2]):
        return "utf-16-be"
    return None
