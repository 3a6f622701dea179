"""Files that arrive from outside, put into a folder under names that stay in it."""

import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from interlock.importers.opening import SUFFIXES

LONGEST = 120
FOREIGN = r"[^\w .,()+@-]"

Arrival = tuple[str, Iterable[bytes]]
"""What a file is called, and its bytes, part by part."""


def put(files: Iterable[Arrival], into: Path, *, also: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names under which files that can be read, or end in ``also``, stand in ``into``; others
    are left alone.
    """
    names: list[str] = []
    for called, content in files:
        if is_readable(called, also=also):
            names.append(_own(_safe(called), names))
            _write(into / names[-1], content)
    return tuple(names)


def is_readable(called: str, *, also: tuple[str, ...] = ()) -> bool:
    """Whether a file is looked into that is called so."""
    return _safe(called).lower().endswith((*SUFFIXES, *also))


def _safe(name: str) -> str:
    """A name that stays in its folder, on any system."""
    last = re.split(r"[/\\]", name)[-1]
    return re.sub(FOREIGN, "_", last).strip(" .")[-LONGEST:]


def _own(name: str, taken: Sequence[str]) -> str:
    """A name that no other file of those that arrived together has."""
    stem, dot, suffix = name.partition(".")
    number = 1 + sum(one.startswith(stem) for one in taken)
    return name if name not in taken else f"{stem} {number}{dot}{suffix}"


def _write(file: Path, content: Iterable[bytes]) -> None:
    """The file stands whole under its name or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.part")
    with part.open("wb") as out:
        out.writelines(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
