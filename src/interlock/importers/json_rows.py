"""JSON as rows of text: one object a row, its inner fields named with a dot between."""

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from interlock.importers.cells import LINE, MOST_COLUMNS, NO_CELLS, Cells, trimmed
from interlock.importers.reach import beyond
from interlock.records.problems import Problem

NAMES = ("name", "login", "title", "username", "id")
"""Of an object in a list, the first of these stands for it."""

DEEPEST = 4
BLANK = " \t\r\n,"


def split_json(raw: bytes, name: str) -> Cells:
    """A list of objects, or objects after each other, or lists of them (pages put together).

    ``line`` is where an object begins. What comes after the first thing that is no JSON is not
    read, and said.
    """
    text = raw.decode(errors="replace")
    records, problems = [], []
    try:
        for line, record in _records(text):
            records.append((line, _flat(record)))
    except (ValueError, RecursionError) as error:
        where = text.count("\n", 0, getattr(error, "pos", 0)) + 1
        what = f"is no JSON from here on: {getattr(error, 'msg', error)}"
        problems.append(Problem(name, what, where, remedy="export the file again"))
    headers = tuple(dict.fromkeys(key for _, record in records for key in record))
    if len(headers) > MOST_COLUMNS:
        what = f"has {len(headers):,} different fields, more than {MOST_COLUMNS:,}"
        return Cells((), NO_CELLS.frame, (*problems, Problem(name, what)))
    if problem := beyond(name, len(records), len(headers), len(raw)):
        return Cells((), NO_CELLS.frame, (*problems, problem))
    columns = {f"c{at}": [r.get(key) for _, r in records] for at, key in enumerate(headers)}
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    lines = pl.Series(LINE, [line for line, _ in records], pl.Int64)
    frame = frame.with_columns(trimmed(pl.all())).select(lines, pl.all())
    return Cells(headers, frame, tuple(problems), len(problems))


def _records(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, object) for every object on the outside or in an outer list."""
    decoder = json.JSONDecoder()
    at, line, counted = 0, 1, 0
    while (at := _skipped(text, at)) < len(text):
        if text[at] in "[]":
            at += 1
            continue
        record, end = decoder.raw_decode(text, at)
        line, counted = line + text.count("\n", counted, at), at
        if isinstance(record, dict):
            yield line, record
        at = end


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANK:
        at += 1
    return at


def _flat(record: dict[str, Any], before: str = "", depth: int = 0) -> dict[str, str | None]:
    flat: dict[str, str | None] = {}
    for key, value in record.items():
        if isinstance(value, dict) and depth < DEEPEST:
            flat |= _flat(value, f"{before}{key}.", depth + 1)
        else:
            flat[_whole(f"{before}{key}")] = _said(value)
    return flat


def _said(value: Any) -> str | None:
    if value is None or value == []:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ";".join(said for one in value if (said := _said(_named(one))))
    return _whole(value) if isinstance(value, str) else json.dumps(value)


def _whole(text: str) -> str:
    """Text without halves of signs, which JSON lets stand alone and UTF-8 does not."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _named(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return next((value[name] for name in NAMES if name in value), None)
