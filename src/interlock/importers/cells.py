"""Delimited text as cells, each row with the line on which it begins."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import polars as pl

from interlock.importers.reach import beyond
from interlock.records.problems import Problem

DELIMITERS = ",;\t|"
LINE = "line"
MOST_OPEN_QUOTES = 20
"""So often a file is read on after a quote that never ends; each time costs a look to its end."""

MOST_COLUMNS, MOST_CELL = 5_000, 1_000_000
"""More columns, or a longer cell (bytes), than any export has."""

MOST_CAREFUL = 60_000_000
"""Bytes that are looked at row by row at most: each takes about ten times its size."""

MOST_HEADER, CHUNK = 1_000_000, 1 << 26
csv.field_size_limit(MOST_CELL)

QUOTE, RETURN, NEWLINE = (ord(sign) for sign in '"\r\n')
END = "\x1aend"
ENDLESS = "a quote opens here and never ends"
WRONG = {"unexpected end": ENDLESS, "expected after": "a quote closes inside a cell"}
MOST_BROKEN = 10_000


@dataclass(frozen=True)
class Cells:
    """Headers, and a frame with ``line`` and ``c0`` to ``cn``; ``left_out`` counts broken rows."""

    headers: tuple[str, ...]
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: int = 0


NO_CELLS = Cells((), pl.DataFrame(schema={LINE: pl.Int64}))


def split(raw: bytes, name: str) -> Cells:
    """All cells of UTF-8 text; blank rows are no rows, and empty cells are null."""
    header = _header(raw)
    delimiter = max(DELIMITERS, key=lambda d: (header.count(d), -DELIMITERS.index(d)))
    width = header.count(delimiter) + 1
    if width > MOST_COLUMNS:
        what = f"has {width:,} columns, more than {MOST_COLUMNS:,}"
        return _not_read(Problem(name, what, 1, remedy="export fewer columns"))
    lines = _row_lines(raw, ord(delimiter))
    if problem := beyond(name, 0 if lines is None else len(lines), width, len(raw)):
        return _not_read(problem)
    if (cells := _regular(raw, delimiter, lines)) is not None:
        return _without_huge(cells, name) if len(raw) > MOST_CELL else cells
    if len(raw) > MOST_CAREFUL:
        what = "quotes or rows are irregular, and it is too large to look at row by row"
        return _not_read(Problem(name, what, remedy="export it anew in smaller parts"))
    return careful(raw.decode(), delimiter, name)


def _header(raw: bytes) -> str:
    """The first line, without what stands in quotes."""
    line = raw[:MOST_HEADER].lstrip().partition(b"\n")[0].decode(errors="replace")
    return "".join(line.split('"')[::2])


def _not_read(problem: Problem) -> Cells:
    return Cells((), NO_CELLS.frame, (problem,))


def _regular(raw: bytes, delimiter: str, lines: np.ndarray | None) -> Cells | None:
    """Polars' reader, for text whose quotes and rows are all as they should be; else None."""
    frame = _polars(raw, delimiter) if lines is not None else None
    if lines is None or frame is None or frame.height != len(lines):
        return None
    frame.columns = [f"c{at}" for at in range(frame.width)]
    frame = frame.select(pl.Series(LINE, lines), trimmed(pl.all()))
    frame = frame.filter(~pl.all_horizontal(pl.exclude(LINE).is_null()))
    if not frame.height:
        return None
    headers = tuple(cell or "" for cell in frame.row(0)[1:])
    return Cells(headers, frame.slice(1))


def _polars(raw: bytes, delimiter: str) -> pl.DataFrame | None:
    try:
        return pl.read_csv(
            io.BytesIO(raw),
            has_header=False,
            infer_schema=False,
            separator=delimiter,
            truncate_ragged_lines=False,
        )
    except (pl.exceptions.PolarsError, OSError):
        return None


def _without_huge(cells: Cells, name: str) -> Cells:
    """Rows with a cell that no person wrote are left out, and said."""
    length = pl.max_horizontal(pl.exclude(LINE).str.len_bytes())
    huge = cells.frame.select(LINE, length=length).filter(pl.col("length") > MOST_CELL)
    problems = tuple(_huge(name, line, length) for line, length in huge.iter_rows())
    if not problems:
        return cells
    frame = cells.frame.filter(~pl.col(LINE).is_in(huge[LINE].implode()))
    return replace(cells, frame=frame, problems=problems, left_out=len(problems))


def _huge(name: str, line: int, length: int) -> Problem:
    what = f"a cell of {length:,} bytes, more than {MOST_CELL:,}"
    return Problem(name, what, line, remedy="shorten it in the export", row_left_out=True)


def _row_lines(raw: bytes, delimiter: int) -> np.ndarray | None:
    """The line on which each row begins; None where a quote stands elsewhere than around a cell, or
    where lines end otherwise than with a newline.
    """
    if raw.count(b"\r") != raw.count(b"\r\n"):
        return None
    signs = np.frombuffer(raw, np.uint8)
    ends, newlines_before, within_quotes = [], 0, False
    for start in range(0, signs.size, CHUNK):
        part = signs[start : start + CHUNK]
        newlines = np.flatnonzero(part == NEWLINE)
        quotes = part == QUOTE
        inside = np.logical_xor.accumulate(quotes) ^ within_quotes
        opening = start + np.flatnonzero(quotes & inside)
        closing = start + np.flatnonzero(quotes & ~inside)
        if not _around_cells(signs, opening, closing, delimiter):
            return None
        ends.append(newlines_before + np.flatnonzero(~inside[newlines]) + 2)
        newlines_before += newlines.size
        within_quotes = bool(inside[-1])
    lines = np.concatenate([[1], *ends])
    if within_quotes:
        return None
    return lines[:-1] if signs[-1] == NEWLINE else lines


def _around_cells(
    signs: np.ndarray, opening: np.ndarray, closing: np.ndarray, delimiter: int
) -> bool:
    """Whether every quote opens a cell, closes one, or is doubled within one."""
    edges = (delimiter, NEWLINE, QUOTE)
    before = signs[opening[opening > 0] - 1]
    after = signs[closing[closing < signs.size - 1] + 1]
    return bool(np.isin(before, edges).all() and np.isin(after, (*edges, RETURN)).all())


def trimmed(cells: pl.Expr) -> pl.Expr:
    stripped = cells.str.strip_chars()
    return pl.when(stripped != "").then(stripped).name.keep()


def careful(text: str, delimiter: str, name: str) -> Cells:
    """Row after row, so that ragged rows and open quotes are met one by one."""
    rows, problems = _rows(text, delimiter, name)
    if not rows:
        return replace(NO_CELLS, problems=tuple(problems), left_out=len(problems))
    headers = tuple(cell.strip() for cell in rows[0][1])
    body = [row for row in rows[1:] if not _too_long(row[1], headers)]
    long = [row for row in rows[1:] if _too_long(row[1], headers)]
    if problem := beyond(name, len(body), len(headers), len(text)):
        return _not_read(problem)
    problems += [_long(name, line, len(cells), len(headers)) for line, cells in long]
    return Cells(headers, _frame(body, len(headers)), tuple(problems), len(problems))


def _rows(
    text: str, delimiter: str, name: str
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """(line, cells) of every row; after a broken one reading goes on with the next line."""
    lines = list(io.StringIO(text, newline=""))
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    first, endless = 0, 0
    while first < len(lines):
        broken = None
        for began, cells, why in _parsed(lines, first, delimiter):
            if why:
                broken = began
                endless += why == ENDLESS
                problems.append(_open(name, broken + 1, why))
            elif any(cell.strip() for cell in cells):
                rows.append((began + 1, cells))
        if broken is None:
            break
        if endless > MOST_OPEN_QUOTES or len(problems) > MOST_BROKEN:
            problems.append(_open(name, broken + 2, "too many open quotes; not read from here on"))
            break
        first = broken + 1
    return rows, problems


def _parsed(
    lines: Sequence[str], first: int, delimiter: str
) -> Iterator[tuple[int, list[str], str]]:
    """(index of its line, cells, "") per row; the last may say why reading cannot go on there."""
    rest = (lines[at] for at in range(first, len(lines)))
    ended = [] if lines[-1].endswith(("\n", "\r")) else ["\n"]
    reader = csv.reader(chain(rest, ended, [END]), delimiter=delimiter, strict=True)
    began = first
    try:
        for cells in reader:
            if cells == [END]:
                return
            yield began, cells, ""
            began = first + reader.line_num
    except csv.Error as error:
        yield (
            began,
            [],
            next((said for key, said in WRONG.items() if key in str(error)), str(error)),
        )


def _open(name: str, line: int, why: str) -> Problem:
    remedy = "close the quote, or double it where it is part of the text"
    return Problem(name, why, line, remedy=remedy, row_left_out=True)


def _long(name: str, line: int, count: int, width: int) -> Problem:
    what = f"{count} cells, but the header has {width}"
    return Problem(
        name, what, line, remedy="quote cells that hold the delimiter", row_left_out=True
    )


def _too_long(cells: Sequence[str], headers: Sequence[str]) -> bool:
    return any(cell.strip() for cell in cells[len(headers) :])


def _frame(body: Sequence[tuple[int, Sequence[str]]], width: int) -> pl.DataFrame:
    padded = [[*cells[:width], *[""] * (width - len(cells))] for _, cells in body]
    columns = {f"c{at}": [cells[at] for cells in padded] for at in range(width)}
    frame = pl.DataFrame(columns, schema={f"c{at}": pl.String for at in range(width)})
    lines = pl.Series(LINE, [line for line, _ in body], dtype=pl.Int64)
    return frame.with_columns(trimmed(pl.all())).select(lines, pl.all())
