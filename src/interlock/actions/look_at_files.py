"""Look: what files hold that were read beside the book, and what they would change, as a page says
it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl

from interlock.importers import samples
from interlock.importers.guess import guess
from interlock.importers.table import Rows
from interlock.records.book import Book
from interlock.records.brought import FileLooked, Looked, UnknownFile
from interlock.records.problems import Problem, Source
from interlock.records.reading import Reading
from interlock.records.revision import TableChange
from interlock.render import problems_text, revisions_text

GROUPS = 100


def look_at(
    reading: Reading,
    folder: Path,
    *,
    known: Book | None,
    changes: Sequence[TableChange],
    doubts: Sequence[str],
    seen: int,
) -> Looked:
    """What was read of a folder, and what that would change in the book after the revision ``seen``
    (``known``).
    """
    book = reading.book
    groups = problems_text.alike(reading.problems)
    return Looked(
        seen=seen,
        files=tuple(_file(source, book) for source in book.sources),
        unknown=unknown(folder, reading.unrecognised),
        groups=tuple(map(problems_text.group, groups[:GROUPS])),
        problems=len(reading.problems),
        rows_left_out=problems_text.rows_left_out(reading.problems),
        missing=_missing(book.sources, known),
        changes=tuple(map(revisions_text.in_words, changes)),
        left_out=tuple(one for one in book.left_out if one.count),
        doubts=tuple(doubts),
        mapped=tuple(dict.fromkeys(one.table for one in reading.mappings)),
        prepared=True,
    )


def look_at_nothing(
    folder: Path, files: Sequence[str], problems: Sequence[Problem], *, seen: int
) -> Looked:
    """The same of files of which none is recognised."""
    groups = problems_text.alike(problems)
    return Looked(
        seen=seen,
        files=(),
        unknown=unknown(folder, files),
        groups=tuple(map(problems_text.group, groups[:GROUPS])),
        problems=len(problems),
    )


def unknown(folder: Path, names: Iterable[str]) -> tuple[UnknownFile, ...]:
    """Why nothing recognises these files, and which table each may hold."""
    wanted = set(names)
    if not wanted:
        return ()
    kept = [rows for rows, _ in samples.kept(folder)]
    guessed = guess([rows for rows in kept if rows.headers])
    likely = {one.file: one.table for one in guessed.sources}
    unfit = {one.file: one.why for one in guessed.unknown}
    return tuple(
        UnknownFile(
            rows.file,
            _why(rows, unfit.get(rows.file, "its headers are those of no export that is known")),
            likely.get(rows.file, ""),
        )
        for rows in kept
        if rows.file in wanted
    )


def _why(rows: Rows, otherwise: str) -> str:
    if not rows.headers:
        return "it is empty, or holds no table"
    return otherwise if rows.frame.height else "it holds a line of headers, and no rows"


def _file(source: Source, book: Book) -> FileLooked:
    kept = book.attributes.filter(pl.col("table").is_in(list(source.tables)))["name"].unique()
    names = set(kept)
    return FileLooked(
        file=source.file,
        kind=source.kind,
        why=source.why,
        tables=source.tables,
        rows=source.rows,
        read=tuple(one for one in source.columns_read if one not in names),
        kept=tuple(one for one in source.headers if one in names),
        ignored=tuple(one for one in source.columns_unread if one not in names),
    )


def _missing(now: Sequence[Source], known: Book | None) -> tuple[tuple[str, str], ...]:
    """Files of earlier times of whose kind none came now."""
    came = {source.series for source in now}
    before = known.sources if known else ()
    return tuple((one.file, one.kind) for one in before if one.series not in came)
