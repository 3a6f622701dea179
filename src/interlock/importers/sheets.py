"""Workbooks and Parquet files as rows of text."""

import io
import subprocess
import sys

import fastexcel
import polars as pl

from interlock.importers.cells import LINE, MOST_COLUMNS, NO_CELLS, Cells, trimmed
from interlock.importers.reach import beyond, workbook_beyond
from interlock.records.problems import Problem

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
MOST_SHEETS = 100
PANIC = "PanicException"
"""What the readers, written in Rust, raise when a broken file surprises them: a class each."""
INSIDE = "it is broken inside"
READ_PARQUET = "import sys, polars; polars.read_parquet(sys.stdin.buffer.read())"
PARQUET_DENSE = 50
"""Cells that a byte of a true export in Parquet may mean: repeated values take next to nothing."""


def split_workbook(raw: bytes, name: str) -> list[tuple[str, Cells]]:
    """(name, cells) of every sheet that holds something; days are written as 2026-11-20."""
    if problem := workbook_beyond(raw, name):
        return [(name, _not_read(problem))]
    try:
        book = fastexcel.read_excel(raw)
        names = book.sheet_names[:MOST_SHEETS]
        return [(f"{name}/{sheet}", _sheet(book, sheet, name)) for sheet in names]
    except BaseException as error:
        return [(name, _broken(name, _of_the_file(error)))]


def split_parquet(raw: bytes, name: str) -> Cells:
    try:
        lazy = pl.scan_parquet(io.BytesIO(raw))
        rows, columns = lazy.select(pl.len()).collect().item(), len(lazy.collect_schema())
        if columns > MOST_COLUMNS:
            return _too_wide(columns, name)
        if problem := beyond(name, rows, columns, len(raw), to_a_byte=PARQUET_DENSE):
            return _not_read(problem)
        if not _is_survived(raw):
            return _broken(name, INSIDE)
        frame = lazy.collect()
    except BaseException as error:
        return _broken(name, _of_the_file(error))
    headers = tuple(frame.columns)
    texts = [_text(frame[header]).alias(f"c{at}") for at, header in enumerate(headers)]
    return _cells(headers, pl.DataFrame(texts))


def _sheet(book: fastexcel.ExcelReader, sheet: str, name: str) -> Cells:
    frame = book.load_sheet(sheet, header_row=None, dtypes="string").to_polars()
    if frame.width > MOST_COLUMNS:
        return _too_wide(frame.width, name)
    frame = frame.rename({old: f"c{at}" for at, old in enumerate(frame.columns)})
    frame = frame.with_columns(trimmed(pl.all())).with_row_index(LINE, 1)
    frame = frame.filter(~pl.all_horizontal(pl.exclude(LINE).is_null()))
    if not frame.height:
        return NO_CELLS
    headers = tuple(cell or "" for cell in frame.drop(LINE).row(0))
    return _cells(headers, frame.slice(1))


def _cells(headers: tuple[str, ...], frame: pl.DataFrame) -> Cells:
    """``line`` is the sheet's row; a table without rows counts from 2, below its header."""
    if LINE not in frame.columns:
        frame = frame.with_columns(trimmed(pl.all())).with_row_index(LINE, 2)
    line = pl.col(LINE).cast(pl.Int64)
    return Cells(headers, frame.select(line, pl.exclude(LINE)))


def _text(column: pl.Series) -> pl.Series:
    """Values as an export would write them."""
    if isinstance(column.dtype, pl.List | pl.Array):
        return column.cast(pl.List(pl.String)).list.join(";")
    if isinstance(column.dtype, pl.Struct | pl.Binary | pl.Object):
        return pl.Series(column.name, [None] * len(column), pl.String)
    return column.cast(pl.String)


def _is_survived(raw: bytes) -> bool:
    """Whether a process of its own lives through reading a Parquet file: on some wrong sizes the
    reader ends its process, without an error that could be said.
    """
    try:
        run = subprocess.run(
            [sys.executable, "-c", READ_PARQUET], input=raw, capture_output=True, check=False
        )
    except OSError:
        return True
    return run.returncode in (0, 1)


def _of_the_file(error: BaseException) -> str:
    """What an error says of a broken file; one that does not come from the file is raised."""
    if type(error).__name__ == PANIC:
        return INSIDE
    if isinstance(error, (fastexcel.FastExcelError, pl.exceptions.PolarsError, OSError)):
        return str(error)
    raise error


def _broken(name: str, why: str) -> Cells:
    problem = Problem(name, f"cannot be opened: {why}", remedy="save or export the file again")
    return _not_read(problem)


def _too_wide(columns: int, name: str) -> Cells:
    what = f"has {columns:,} columns, more than {MOST_COLUMNS:,}"
    return _not_read(Problem(name, what, 1, remedy="export fewer columns"))


def _not_read(problem: Problem) -> Cells:
    return Cells((), NO_CELLS.frame, (problem,))
