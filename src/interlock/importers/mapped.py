"""A CSV of any shape, read as its mapping says."""

from collections.abc import Mapping

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Cleaned, Cleaner, Field, for_type, one_of, take
from interlock.importers.mapping import Mapped
from interlock.importers.source import Extract
from interlock.importers.table import Rows, plain_header
from interlock.importers.toml_files import meant
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem
from interlock.records.tables import TABLES, Table


def read(rows: Rows, mapped: Mapped, company: Company) -> Extract:
    """The table that ``mapped`` asks for. Without an ``id`` the file and the line are one."""
    table = TABLES[mapped.table]
    wrong = [*_missing_headers(rows, mapped), *_gaps(rows, mapped, table)]
    constants = _constants(mapped, table, company)
    wrong += _wrong_constants(rows, mapped, constants)
    if wrong:
        return Extract(tables={}, problems=tuple(wrong), unread=rows.frame.height)
    every = rows.frame.height
    rows = _filtered(rows.without_words(*mapped.null) if mapped.null else rows, mapped)
    taken = take(rows, _fields(mapped, table, company), required=_required(mapped, table))
    frame = _with_id(_with_constants(taken.frame, constants), rows.file, table)
    attributes = _attributes(rows, frame, table, mapped)
    unwanted = every - rows.frame.height
    why = f"{rows.file}: not asked for by [source.where]"
    return Extract(
        tables={table.name: frame, "attributes": attributes},
        problems=taken.problems,
        left_out=(LeftOut(table.name, unwanted, why),) if unwanted else (),
        taken=frame.height,
        unread=taken.left_out,
        read=frozenset(
            plain_header(h) for h in (*mapped.columns.values(), *mapped.attributes, *mapped.where)
        ),
    )


def _fields(mapped: Mapped, table: Table, company: Company) -> list[Field]:
    return [
        Field(ours, (theirs,), _cleaner(table, ours, mapped, company))
        for ours, theirs in mapped.columns.items()
    ]


def _required(mapped: Mapped, table: Table) -> list[str]:
    return [c.name for c in table.columns if c.required and c.name in mapped.columns]


def _gaps(rows: Rows, mapped: Mapped, table: Table) -> list[Problem]:
    """Columns that a table cannot do without; an id is made where there is none."""
    given = {*mapped.columns, *mapped.constant, "id"}
    absent = [c.name for c in table.columns if c.required and c.name not in given]
    remedy = "add it to [source.columns] or [source.constant]"
    return [
        Problem(
            rows.file, f"{table.name} needs {name}; the mapping does not give it", remedy=remedy
        )
        for name in absent
    ]


def _constants(mapped: Mapped, table: Table, company: Company) -> dict[str, Cleaned]:
    return {
        name: _cleaner(table, name, mapped, company)(pl.Series(name, [value], dtype=pl.String))
        for name, value in mapped.constant.items()
    }


def _with_constants(frame: pl.DataFrame, constants: Mapping[str, Cleaned]) -> pl.DataFrame:
    return frame.with_columns(
        pl.lit(one.values.item(), one.values.dtype).alias(name) for name, one in constants.items()
    )


def _wrong_constants(rows: Rows, mapped: Mapped, constants: Mapping[str, Cleaned]) -> list[Problem]:
    what = "the mapping's constant cannot be read"
    return [
        Problem(rows.file, what, None, name, mapped.constant[name], one.allowed)
        for name, one in constants.items()
        if one.bad.any() or one.asks
    ]


def _missing_headers(rows: Rows, mapped: Mapped) -> list[Problem]:
    wanted = dict.fromkeys([*mapped.columns.values(), *mapped.attributes, *mapped.where])
    return [
        Problem(
            rows.file,
            "the mapping names a column that the file does not have",
            1,
            name,
            allowed=", ".join(rows.headers),
            remedy=meant(name, rows.headers, "look at the file's first line"),
        )
        for name in wanted
        if not rows.has(name)
    ]


def _filtered(rows: Rows, mapped: Mapped) -> Rows:
    for name, values in mapped.where.items():
        column = rows.columns(name)[0]
        rows = rows.where(column.is_in(list(values)).fill_null(False))
    return rows


def _cleaner(table: Table, ours: str, mapped: Mapped, company: Company) -> Cleaner:
    """Words are translated as the mapping says; for a need's strength the company's count too."""
    date_format = mapped.date_formats.get(ours, mapped.date_format)
    allowed = table.column(ours).allowed
    words = {theirs.lower(): our for theirs, our in mapped.values.get(ours, {}).items()}
    if (table.name, ours) == ("needs", "strength"):
        words = {w: s.name for s in company.need_strengths for w in s.synonyms} | words
    if allowed:
        return one_of(allowed, words)
    clean = for_type(table, ours, time_zone=company.time_zone, date_format=date_format)
    return _translated(mapped.values[ours], clean) if words else clean


def _translated(words: Mapping[str, str], clean: Cleaner) -> Cleaner:
    return lambda column: clean(column.replace(dict(words)))


def _with_id(frame: pl.DataFrame, file: str, table: Table) -> pl.DataFrame:
    if "id" not in table.names or "id" in frame.columns:
        return frame
    return frame.with_columns(id=pl.format("{}:{}", pl.lit(file), LINE))


def _attributes(rows: Rows, frame: pl.DataFrame, table: Table, mapped: Mapped) -> pl.DataFrame:
    """The columns kept as they are, for the rows that were taken."""
    empty = pl.DataFrame(schema=dict.fromkeys(("table", "id", "name", "value"), pl.String))
    if table.key != ("id",):
        return empty
    kept = frame.select(LINE, "id")
    parts = [
        pl.DataFrame({LINE: rows.lines, "value": rows.columns(name)[0]})
        .drop_nulls()
        .join(kept, on=LINE, maintain_order="left")
        .select(table=pl.lit(table.name), id="id", name=pl.lit(name), value="value")
        for name in mapped.attributes
    ]
    return pl.concat([empty, *parts])
