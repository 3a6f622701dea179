"""A CSV of any shape, read as its mapping says."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Cleaned, Cleaner, Field, day, for_type, one_of, take, text
from interlock.importers.lookups import Known, lookups
from interlock.importers.mapping import Mapped
from interlock.importers.numbers import with_decimal
from interlock.importers.said_currency import with_said_currency
from interlock.importers.source import Extract
from interlock.importers.table import Rows, plain_header
from interlock.importers.toml_files import meant
from interlock.importers.wish_list import WISHES, apart, whole
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem
from interlock.records.table import MONEY, Table
from interlock.records.tables import BY_NAME, TABLES

NUMBERS = (MONEY, pl.Float64(), pl.Int32())


def read(rows: Rows, mapped: Mapped, company: Company, home: Path = Path()) -> Extract:
    """The table that ``mapped`` asks for. Without an ``id`` the file and the line are one; files to
    look values up in stand in ``home``.
    """
    table = TABLES[mapped.table]
    wrong = [*_missing_headers(rows, mapped), *_gaps(rows, mapped, table)]
    constants = _constants(mapped, table, company)
    wrong += [*_wrong_constants(rows, mapped, constants), *_not_given(rows, mapped)]
    known, not_found = lookups(mapped, home)
    wrong += not_found
    if wrong:
        return Extract(tables={}, problems=tuple(wrong), unread=rows.frame.height)
    every = rows.frame.height
    rows = _filtered(rows.without_words(*mapped.null) if mapped.null else rows, mapped)
    taken = take(rows, _fields(mapped, table, company, known), required=_required(mapped, table))
    frame, garbled = (
        _with_id(_with_constants(some, constants), rows.file, table)
        for some in (taken.frame, taken.garbled)
    )
    if table.name == "deals" and "amount" in mapped.columns:
        frame = with_said_currency(frame, rows, mapped.columns["amount"])
    frame, earlier = _last_of_each(frame, mapped)
    attributes = _attributes(rows, frame, table, mapped)
    unwanted = every - rows.frame.height
    left_out = {
        f"{rows.file}: not asked for by [source.where]": unwanted,
        f"{rows.file}: an earlier row of the same {', '.join(mapped.unique)}": earlier,
    }
    return Extract(
        tables={**_led(frame, mapped), "attributes": attributes},
        problems=taken.problems,
        left_out=tuple(LeftOut(table.name, n, why) for why, n in left_out.items() if n),
        taken=frame.height,
        unread=taken.left_out,
        read=frozenset(plain_header(header) for header in mapped.needs),
        garbled={table.name: garbled},
    )


def _led(frame: pl.DataFrame, mapped: Mapped) -> dict[str, pl.DataFrame]:
    """The table as it is, or as wishes where records are named by account or link."""
    return {WISHES: apart(whole(frame))} if mapped.by_name else {mapped.table: frame}


def _fields(mapped: Mapped, table: Table, company: Company, known: Known) -> list[Field]:
    """What is looked up is so before anything else."""
    clean = {ours: _cleaner(table, ours, mapped, company) for ours in mapped.columns}
    return [
        Field(ours, (theirs,), _translated(known.get(ours, {}), clean[ours]))
        for ours, theirs in mapped.columns.items()
    ]


def _last_of_each(frame: pl.DataFrame, mapped: Mapped) -> tuple[pl.DataFrame, int]:
    if not mapped.unique:
        return frame, 0
    last = frame.unique(mapped.unique, keep="last", maintain_order=True)
    return last, frame.height - last.height


def _required(mapped: Mapped, table: Table) -> list[str]:
    stood_in = {BY_NAME[table.name][n] for n in mapped.columns if n not in table.names}
    return [
        c.name
        for c in table.columns
        if c.required and c.name in mapped.columns and c.name not in stood_in
    ]


def _gaps(rows: Rows, mapped: Mapped, table: Table) -> list[Problem]:
    """Columns that a table cannot do without; an id is made where there is none."""
    given = {*mapped.columns, *mapped.constant, "id"}
    given |= {BY_NAME[table.name][n] for n in mapped.columns if n not in table.names}
    absent = [c.name for c in table.columns if c.required and c.name not in given]
    remedy = "add it to [source.columns] or [source.constant]"
    return [
        Problem(
            rows.file, f"{table.name} needs {name}; the mapping does not give it", remedy=remedy
        )
        for name in absent
    ]


def _not_given(rows: Rows, mapped: Mapped) -> list[Problem]:
    """Columns that rows are to be unique by, and that the mapping does not give."""
    what = "rows cannot be unique by what the mapping does not give"
    remedy = "add it to [source.columns], or take it out of unique"
    given = {*mapped.columns, *mapped.constant, "id"}
    return [
        Problem(rows.file, what, None, name, allowed=", ".join(sorted(given)), remedy=remedy)
        for name in mapped.unique
        if name not in given
    ]


def _constants(mapped: Mapped, table: Table, company: Company) -> dict[str, Cleaned]:
    return {
        name: _cleaner(table, name, mapped, company)(pl.Series(name, [value], dtype=pl.String))
        for name, value in mapped.constant.items()
    }


def _with_constants(frame: pl.DataFrame, constants: Mapping[str, Cleaned]) -> pl.DataFrame:
    return frame.with_columns(
        pl.lit(one.values).first().alias(name) for name, one in constants.items()
    )


def _wrong_constants(rows: Rows, mapped: Mapped, constants: Mapping[str, Cleaned]) -> list[Problem]:
    what = "the mapping's constant cannot be read"
    return [
        Problem(rows.file, what, None, name, mapped.constant[name], one.allowed)
        for name, one in constants.items()
        if one.bad.any() or one.asks
    ]


def _missing_headers(rows: Rows, mapped: Mapped) -> list[Problem]:
    return [
        Problem(
            rows.file,
            "the mapping names a column that the file does not have",
            1,
            name,
            allowed=", ".join(rows.headers),
            remedy=meant(name, rows.headers, "look at the file's first line"),
        )
        for name in mapped.needs
        if not rows.has(name)
    ]


def _filtered(rows: Rows, mapped: Mapped) -> Rows:
    for name, values in mapped.where.items():
        column = rows.columns(name)[0]
        rows = rows.where(column.is_in(list(values)).fill_null(False))
    for name, values in mapped.where_not.items():
        column = rows.columns(name)[0]
        rows = rows.where(~column.is_in(list(values)).fill_null(False))
    return rows


def _cleaner(table: Table, ours: str, mapped: Mapped, company: Company) -> Cleaner:
    """Words are translated as the mapping says; for a need's strength the company's count too."""
    if ours not in table.names:
        return _translated(mapped.values.get(ours, {}), text)
    date_format = mapped.date_formats.get(ours, mapped.date_format)
    allowed = table.column(ours).allowed
    words = {theirs.lower(): our for theirs, our in mapped.values.get(ours, {}).items()}
    if (table.name, ours) == ("needs", "strength"):
        words = {w: s.name for s in company.need_strengths for w in s.synonyms} | words
    if allowed:
        return one_of(allowed, words)
    if ours in mapped.date_formats and table.column(ours).dtype == pl.String():
        return _day_as_text(company, date_format)
    clean = for_type(table, ours, time_zone=company.time_zone, date_format=date_format)
    if mapped.decimal and table.column(ours).dtype in NUMBERS:
        clean = _with_decimal(mapped.decimal, clean)
    return _translated(mapped.values.get(ours, {}), clean)


def _translated(words: Mapping[str, str], clean: Cleaner) -> Cleaner:
    return (lambda column: clean(column.replace(dict(words)))) if words else clean


def _with_decimal(mark: str, clean: Cleaner) -> Cleaner:
    return lambda column: clean(with_decimal(column, mark))


def _day_as_text(company: Company, date_format: str | None) -> Cleaner:
    """A day in a column of words, such as the new value of a change, as 2026-11-20."""
    clean = day(time_zone=company.time_zone, date_format=date_format)

    def as_text(column: pl.Series) -> Cleaned:
        read = clean(column)
        return replace(read, values=read.values.cast(pl.String))

    return as_text


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
