"""Every table that a file holds: text, workbook, Parquet or JSON, alone or in a zip."""

from collections.abc import Iterator
from pathlib import Path

from interlock.importers.cells import Cells
from interlock.importers.json_rows import split_json
from interlock.importers.packed import Content, contents
from interlock.importers.sheets import WORKBOOKS, split_parquet, split_workbook
from interlock.importers.table import Rows, delimited

DELIMITED = (".csv", ".tsv")
KINDS = (*DELIMITED, ".json", ".parquet", *WORKBOOKS)
SUFFIXES = (*KINDS, *(f"{kind}.gz" for kind in (*DELIMITED, ".json")), ".zip")
"""What a file may be called for us to look into it."""


def read_tables(path: Path, *, name: str = "") -> Iterator[Rows]:
    """Each table of ``path`` as rows of text: one of a CSV, one a sheet of a workbook, all of a
    zip's files.
    """
    for content in contents(path, name or path.name):
        yield from _tables(content)


def _tables(content: Content) -> Iterator[Rows]:
    kind = content.name.lower().removesuffix(".gz")
    if content.problem is not None:
        yield delimited(b"", content.name, content.problem)
    elif kind.endswith(WORKBOOKS):
        yield from (_rows(name, cells) for name, cells in split_workbook(content.raw, content.name))
    elif kind.endswith(".parquet"):
        yield _rows(content.name, split_parquet(content.raw, content.name))
    elif kind.endswith(".json"):
        yield _rows(content.name, split_json(content.raw, content.name))
    elif kind.endswith(DELIMITED):
        yield delimited(content.raw, content.name)


def _rows(name: str, cells: Cells) -> Rows:
    return Rows(name, cells.headers, cells.frame, cells.problems, left_out=cells.left_out)
