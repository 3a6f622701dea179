"""Small files made for one test, and what reading them gives."""

from pathlib import Path

import polars as pl

from interlock.importers.folder import read_folder
from interlock.importers.table import Rows, read_rows
from interlock.records.reading import Reading

DEALS = "id,name,outcome,stage,amount,created_on\nD1,Acme,open,Qualify,100,2026-01-05\n"
FEATURES = "id,key,name,team\nF1,CORE-1,Offline mode,Core\nF2,CORE-2,Audit log,Core\n"


def write(home: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return home


def read(home: Path, files: dict[str, str | bytes]) -> Reading:
    return read_folder(write(home, files))


def rows_of(home: Path, content: str | bytes, name: str = "file.csv") -> Rows:
    return read_rows(write(home, {name: content}) / name)


def cells(rows: Rows) -> list[tuple[object, ...]]:
    return rows.frame.rows()


def log_of(reading: Reading, field: str, id: str) -> list[tuple[str, str | None, str | None]]:
    """(day, old, new) of one field of one record, in order."""
    changes = reading.book.changes.filter(pl.col("field") == field, pl.col("id") == id)
    days = changes.select(pl.col("at").dt.date().cast(pl.String), "old", "new")
    return days.rows()
