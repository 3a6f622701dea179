"""A .toml file as a table of settings, and what is wrong with its writing."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from interlock.records.errors import near_misses
from interlock.records.problems import Problem


def read_toml(path: Path | None) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """What ``path`` says; nothing, and why, where it is no TOML. No file says nothing."""
    if path is None:
        return {}, ()
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig")), ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        at = re.search(r"line (\d+)", str(error))
        line = int(at[1]) if at else None
        remedy = "mend the line" if at else "save it as UTF-8 text in TOML's form"
        return {}, (Problem(path.name, f"this is no TOML: {error}", line, remedy=remedy),)


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


def tables(value: Any) -> list[dict[str, Any]] | None:
    """``[[name]]`` as a list of tables; None where it is something else."""
    fits = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return value if fits else None
