"""Values that another file explains: stage 3 is Proposal."""

import os.path
from collections.abc import Mapping
from pathlib import Path

from interlock.importers.mapping import Lookup, Mapped
from interlock.importers.opening import read_tables
from interlock.importers.toml_files import meant
from interlock.records.problems import Problem

Known = Mapping[str, Mapping[str, str]]
"""Our column -> their value -> what it means."""


def lookups(mapped: Mapped, home: Path) -> tuple[Known, list[Problem]]:
    """What every lookup of a source knows; a value that it does not know stays as it is."""
    known, problems = {}, []
    for ours, lookup in mapped.lookup.items():
        known[ours], wrong = _meanings(lookup, home)
        problems += wrong
    return known, problems


def _meanings(lookup: Lookup, home: Path) -> tuple[dict[str, str], list[Problem]]:
    path = home / lookup.file
    if not os.path.isfile(path):  # unlike Path.is_file it takes any name
        return {}, [_unusable(lookup, "is not there")]
    rows = next(read_tables(path), None)
    if rows is None:
        return {}, [_unusable(lookup, "holds no table")]
    columns = [rows.column(name) for name in (lookup.key, lookup.value)]
    missing = [n for n in (lookup.key, lookup.value) if not rows.has(n)]
    problems = [
        Problem(rows.file, "has no such column", 1, name, remedy=meant(name, rows.headers))
        for name in missing
    ]
    if columns[0] is None or columns[1] is None:
        return {}, problems
    pairs = zip(columns[0], columns[1], strict=True)
    return {key: value for key, value in pairs if key and value}, problems


def _unusable(lookup: Lookup, why: str) -> Problem:
    what = f"the file to look values up in {why}"
    remedy = "name a file beside the exports"
    return Problem("mapping.toml", what, None, "lookup", lookup.file, remedy=remedy)
