"""How far the cells of a file reach: a few bytes can mean a table that no memory holds."""

import io
import re
import zipfile

from interlock.importers.packed import BROKEN, MOST_BYTES, MOST_SWOLLEN, SWELLS_FROM
from interlock.records.problems import Problem

MOST_EMPTY = 5_000_000
"""Cells that a table may have however few bytes it is written in."""

COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})\d""")
ROW = re.compile(rb"""\sr=["'][A-Z]{1,3}(\d{1,9})""")
CHUNK = 1 << 21


def beyond(name: str, rows: int, columns: int, size: int, *, to_a_byte: int = 1) -> Problem | None:
    """Why a table is not opened: it is large, and has more cells than its ``size`` (bytes) can
    fill, ``to_a_byte`` of them being as dense as a true export gets.
    """
    cells = rows * columns
    if cells <= max(MOST_EMPTY, to_a_byte * size):
        return None
    what = f"reaches over {rows:,} rows and {columns:,} columns, far more than {size:,} bytes fill"
    return Problem(name, what, remedy="export or save only the rows and columns that are filled")


def workbook_beyond(raw: bytes, name: str) -> Problem | None:
    """Why a workbook (.xlsx, .xlsm) is not opened; what is no such workbook is nothing to say."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            size = sum(info.file_size for info in archive.infolist())
            if size > MOST_BYTES or size > max(SWELLS_FROM, MOST_SWOLLEN * len(raw)):
                what = f"unpacks to {size / 1e9:.1f} GB, more than can be read"
                return Problem(name, what, remedy="export fewer columns or years, or as CSV")
            for info in archive.infolist():
                if "worksheets/" in info.filename and info.filename.endswith(".xml"):
                    rows, columns = _extent(archive, info)
                    if problem := beyond(name, rows, columns, info.file_size):
                        return problem
    except BROKEN:  # who reads workbooks will say so
        return None
    return None


def _extent(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> tuple[int, int]:
    """(rows, columns): the last row and the last column in which a cell stands, as far as the first
    and the last megabytes of the sheet tell.
    """
    with archive.open(sheet) as file:
        first, before, last = file.read(CHUNK), b"", b""
        while more := file.read(CHUNK):
            before, last = last, more
    ends = first + before + last
    rows, columns = map(int, set(ROW.findall(ends))), map(_number, set(COLUMN.findall(ends)))
    return max(rows, default=0), max(columns, default=0)


def _number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
