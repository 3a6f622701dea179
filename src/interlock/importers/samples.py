"""The first rows of files that somebody brought, kept beside them: a mapping is tried on these."""

import hashlib
from pathlib import Path

import msgspec
import polars as pl

from interlock.importers import underway
from interlock.importers.table import Rows

MOST_ROWS = 20_000
_HELD = "rows"


class _Head(msgspec.Struct):
    """What a sample is of: ``rows`` in all."""

    file: str
    headers: tuple[str, ...]
    rows: int


def keep(folder: Path, rows: Rows) -> None:
    """Keep the first rows of a table."""
    place = underway.beside(folder) / _HELD
    place.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256(rows.file.encode(errors="replace")).hexdigest()[:16]
    rows.frame.head(MOST_ROWS).write_ipc(place / f"{name}.arrow", compression="zstd")
    head = _Head(rows.file, rows.headers, rows.frame.height)
    (place / f"{name}.json").write_bytes(msgspec.json.encode(head))


def kept(folder: Path) -> list[tuple[Rows, int]]:
    """The first rows of every table of the folder, by name, and how many rows it has in all."""
    place = underway.beside(folder) / _HELD
    heads = {file: msgspec.json.decode(file.read_bytes(), type=_Head) for file in _heads(place)}
    found = [
        (Rows(head.file, head.headers, pl.read_ipc(file.with_suffix(".arrow"))), head.rows)
        for file, head in heads.items()
    ]
    return sorted(found, key=lambda one: one[0].file)


def _heads(place: Path) -> list[Path]:
    return sorted(place.glob("*.json")) if place.is_dir() else []
