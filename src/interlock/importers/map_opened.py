"""A file that somebody brought, opened to be mapped: its first rows, and a first guess at them."""

import glob
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from interlock.importers import samples
from interlock.importers.guess import guess
from interlock.importers.guess_changes import fields, tables
from interlock.importers.guess_translations import translations
from interlock.importers.guess_values import Content, contents
from interlock.importers.sources import detect
from interlock.importers.table import Rows
from interlock.importers.tidy import without_repeated_headers
from interlock.records.errors import UnknownName
from interlock.records.guesses import SourceGuess, WordGuess
from interlock.records.mapping_form import Said
from interlock.records.tables import TABLES

LATELY = 4
"""So many files stay open: each answer in the browser looks at one again."""


@dataclass(frozen=True, eq=False)
class Opened:
    """The first ``rows`` of a file of ``of_rows``, what stands under each header, and the guess as
    which table it is read, None where it fits none. ``known_as`` is what it is without a mapping.
    """

    rows: Rows
    of_rows: int
    contents: Mapping[str, Content]
    guess: SourceGuess | None
    known_as: str

    @property
    def said(self) -> Said:
        """The guess as a source of a mapping file; nothing where there is none."""
        return _said(self.guess, self.rows.headers) if self.guess else {}


@lru_cache(LATELY)
def opened(folder: Path, file: str, table: str = "") -> Opened:
    """A file of a folder, taken for a table, or for the one that it fits best.

    Raises ``UnknownName``.
    """
    kept = samples.kept(folder)
    mine = next((one for one in kept if one[0].file == file), None)
    if mine is None:
        raise UnknownName("file", file, [rows.file for rows, _ in kept])
    rows, of_rows = without_repeated_headers(mine[0]), mine[1]
    found = detect(rows.headers) if rows.headers else None
    others = [] if found else [one for one, _ in kept if one.file != file and one.headers]
    stated = {file: table} if table else {}
    guessed = guess([rows, *others], stated=stated, known_too=found is not None)
    source = next((one for one in guessed.sources if one.file == file), None)
    by_header = {one.header: one for one in contents(rows)}
    return Opened(rows, of_rows, by_header, source, found.source.name if found else "")


def words_of(table: str, ours: str, content: Content, about: str) -> tuple[WordGuess, ...]:
    """The words under a header in ours, where a column of ours asks for that. ``about`` is the
    table that a log tells of.
    """
    if (table, ours) == ("changes", "field"):
        return fields(TABLES[about], content)
    if (table, ours) == ("changes", "table"):
        return tables(content)
    allowed = TABLES[table].column(ours).allowed if ours in TABLES[table].names else ()
    return translations(table, ours, allowed, content) if allowed else ()


def _said(source: SourceGuess, headers: tuple[str, ...]) -> dict[str, Any]:
    used = {column.ours: column.theirs for column in source.columns if column.used}
    words = {
        ours: {word.theirs: word.ours for word in some if word.ours is not None}
        for ours, some in source.words.items()
        if ours in used
    }
    return {
        "file": glob.escape(source.file),
        "headers": [header for header in dict.fromkeys(headers) if header.strip()],
        "table": source.table,
        "null": [null.word for null in source.nulls],
        "constant": {one.ours: one.value for one in source.constants},
        "columns": used,
        "date_formats": {one.ours: one.formats[0] for one in source.dates if len(one.formats) == 1},
        "values": {ours: some for ours, some in words.items() if some},
    }
