"""The first rows of files, as a mapping reads them."""

from collections.abc import Mapping, Sequence

import polars as pl

from interlock.importers import finish, mapped
from interlock.importers.mapping import MappingFile
from interlock.importers.merge import together
from interlock.importers.table import Rows
from interlock.importers.wish_list import SCHEMA as WISHED
from interlock.importers.wish_list import WISHES
from interlock.records.company import Company
from interlock.records.guesses import Guessed, Preview, sureness
from interlock.records.tables import TABLES

SHOWN = 5


def previews(
    files: Sequence[Rows], guessed: Guessed, mapping: MappingFile, company: Company
) -> tuple[Preview, ...]:
    """One for each source, in the order of the mapping."""
    by_name = {rows.file: rows for rows in files}
    found = []
    for source, by in zip(guessed.sources, mapping.sources, strict=True):
        extract = mapped.read(by_name[source.file], by, company)
        frame = first(source.file, extract.tables, source.table, company)
        said = sureness(source.score)
        found.append(Preview(source.file, source.table, said, frame, extract.taken))
    return tuple(found)


def first(
    file: str, tables: Mapping[str, pl.DataFrame], name: str, company: Company
) -> pl.DataFrame:
    """The columns that hold something, of the first rows."""
    table = TABLES[name]
    few = {key: frame.head(SHOWN) for key, frame in tables.items()}
    if WISHES in few:
        return few[WISHES].select(c for c in WISHED if few[WISHES][c].count())
    frame = together([(file, few)], table)
    if name == "deals" and frame.height:
        frame, _ = finish.deals(frame, company)
    return frame.select(c for c in table.names if frame[c].null_count() < frame.height)
