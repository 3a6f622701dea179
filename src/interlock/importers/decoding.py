"""The text of a file as UTF-8, whatever its encoding."""

from interlock.records.problems import Problem

MARKS_16 = (b"\xff\xfe", b"\xfe\xff")
MARK_8 = b"\xef\xbb\xbf"


def as_utf8(raw: bytes, name: str) -> tuple[bytes, tuple[Problem, ...]]:
    """UTF-8 without its mark; UTF-16 and, where a byte fits neither, Windows-1252 are rewritten."""
    if (wide := _wide(raw)) is not None:
        return raw.decode(wide, errors="replace").encode(), ()
    raw = raw.removeprefix(MARK_8)
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = "not UTF-8; read as Windows-1252"
        remedy = "export as UTF-8 if names look wrong"
        problem = Problem(name, what, line, remedy=remedy)
        return raw.decode("cp1252", errors="replace").encode(), (problem,)
    return raw, ()


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
