"""A what-if as it was saved: a list of changes, each with its kind and the fields of that kind."""

import json
from collections.abc import Sequence
from dataclasses import MISSING, fields
from datetime import date
from pathlib import Path
from typing import Any

from interlock.records.errors import NothingRead, near_misses
from interlock.records.problems import Problem
from interlock.records.whatif import KINDS, WhatIf

TOLD = {
    "str": "text",
    "float": "a number",
    "int": "a whole number",
    "date": "a day such as 2026-12-15",
    "str | None": "text or null",
}
"""What each type of field may hold, in words."""

Row = dict[str, Any]


def read(path: Path) -> WhatIf:
    """The changes in a file that ``interlock whatif --save`` wrote, or that somebody wrote like it.

    Raises ``NothingRead`` with everything that is wrong.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NothingRead([_unread(path, error)]) from None
    rows = told.get("changes") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        remedy = "interlock whatif --save writes such a file"
        raise NothingRead([Problem(path.name, "has no list", None, "changes", remedy=remedy)])
    return of_rows(rows, path.name)


def of_rows(rows: Sequence[Any], said_in: str) -> WhatIf:
    """The changes as rows of plain values. Raises ``NothingRead`` with everything that is wrong."""
    problems = [one for at, row in enumerate(rows, 1) for one in _wrong(said_in, at, row)]
    if problems:
        raise NothingRead(problems)
    return WhatIf(tuple(_change(row) for row in rows))


def _unread(path: Path, error: Exception) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        return Problem(path.name, f"is no JSON: {error.msg}", error.lineno)
    why = "does not exist" if isinstance(error, FileNotFoundError) else "cannot be read"
    return Problem(path.name, why)


def _wrong(file: str, at: int, row: Any) -> list[Problem]:
    where = f"change {at}"
    kind = row.get("kind") if isinstance(row, dict) else None
    if kind not in KINDS:
        near = near_misses(str(kind), KINDS)
        remedy = f"did you mean {near[0]!r}?" if near else ""
        column = f"{where}, kind"
        return [Problem(file, "is no change", None, column, str(kind), ", ".join(KINDS), remedy)]
    known = {field.name: field for field in fields(KINDS[kind])}
    problems = [
        Problem(file, f"a {kind} has no such field", None, f"{where}, {name}", str(row[name]))
        for name in row
        if name != "kind" and name not in known
    ]
    for name, field in known.items():
        allowed = TOLD[_type(field.type)]
        if name not in row and field.default is MISSING:
            problems.append(Problem(file, "is missing", None, f"{where}, {name}", None, allowed))
        elif name in row and not _fits(row[name], _type(field.type)):
            column, value = f"{where}, {name}", str(row[name])
            problems.append(Problem(file, "does not fit", None, column, value, allowed))
    return problems


def _change(row: Row) -> Any:
    kind: Any = KINDS[row["kind"]]
    types = {field.name: _type(field.type) for field in fields(kind)}
    values = {
        name: date.fromisoformat(value) if types[name] == "date" else value
        for name, value in row.items()
        if name != "kind"
    }
    return kind(**values)


def _type(annotation: Any) -> str:
    return getattr(annotation, "__name__", "") if isinstance(annotation, type) else str(annotation)


def _fits(value: Any, type_: str) -> bool:
    if type_ == "date":
        try:
            return isinstance(value, str) and bool(date.fromisoformat(value))
        except ValueError:
            return False
    if type_ == "float":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if type_ == "int":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str) or (value is None and type_ == "str | None")
