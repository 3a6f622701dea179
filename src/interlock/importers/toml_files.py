"""A .toml file as a table of settings, and what is wrong with its writing."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from interlock.records.errors import near_misses
from interlock.records.problems import Problem

_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[\w-]+")
_DOTTED = rf"(?:{_PART.pattern})(?:\s*\.\s*(?:{_PART.pattern}))*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=")


def read_toml(path: Path | None) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What ``path`` says; nothing, and why, where it is no TOML. No file says nothing."""
    return parsed(path.read_bytes(), path.name) if path else ({}, ())


def parsed(content: bytes, file: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What the content of a file says; nothing, and why, where it is no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8-sig")), ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else None
        remedy = "mend the line" if at else "save it as UTF-8 text in TOML's form"
        return {}, (Problem(file, f"this is no TOML: {error}", line, remedy=remedy),)


def unknown_keys(
    file: str, said: Mapping[str, Any], known: Iterable[str], where: str = ""
) -> list[Problem]:
    """Keys that mean nothing here, with those that may be meant."""
    names = list(known)
    allowed = ", ".join(names)
    return [
        Problem(file, "unknown key", None, f"{where}{key}", None, allowed, meant(key, names))
        for key in said
        if key not in names
    ]


def meant(name: str, known: Iterable[str], otherwise: str = "take it out") -> str:
    near = near_misses(name, known)
    return f"did you mean {' or '.join(near)}?" if near else otherwise


def line_of(text: str, names: Sequence[str], nth: int = 1) -> int | None:
    """The line on which what has these names begins, such as (pipelines, Sales); of an array of
    tables the ``nth`` one.
    """
    at, table, begun = tuple(names), tuple[str, ...](), list[int]()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            found = table = _named(header[1])
        elif key := _KEY.match(line):
            found = table + _named(key[1])
        else:
            continue
        if found[: len(at)] == at and (not begun or (header and found == at)):
            begun.append(number)
    return (begun[nth - 1] if nth <= len(begun) else begun[0]) if begun else None


def _named(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"' ") for part in _PART.findall(dotted))


def tables(value: Any) -> list[dict[str, Any]] | None:
    """``[[name]]`` as a list of tables; None where it is something else."""
    fits = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return value if fits else None
