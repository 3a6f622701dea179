"""Columns of text made typed, or every reason why not."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from interlock.importers.dates import clean_day, clean_moment
from interlock.importers.numbers import plain_numbers, thousands_or_decimals
from interlock.importers.table import Rows
from interlock.records.problems import Problem
from interlock.records.table import MONEY, Table
from interlock.records.tables import TABLES

AMOUNTS = [c.name for table in TABLES.values() for c in table.columns if c.dtype == MONEY]

MOST_PROBLEMS = 1_000
"""Of one kind in one column; the rest are counted in one more problem."""

TRUE, FALSE = ("true", "yes", "y", "1", "t"), ("false", "no", "n", "0", "f")


@dataclass(frozen=True)
class Cleaned:
    """Typed ``values``, and for each whether it was ``bad``: there, but not to be understood.

    ``asks`` is set when the whole column needs an answer from the reader; its values are then null,
    and no row is bad.
    """

    values: pl.Series
    bad: pl.Series
    allowed: str = ""
    asks: str = ""
    remedy: str = "say date_format in mapping.toml"


Cleaner = Callable[[pl.Series], Cleaned]


@dataclass(frozen=True)
class Field:
    """One of our columns, the headers it may stand under (the first that occurs counts) and how it
    is cleaned.
    """

    ours: str
    theirs: tuple[str, ...]
    clean: Cleaner


@dataclass(frozen=True)
class Taken:
    """Rows that could be read, with ``line`` and our columns, every problem of the others, and
    these as far as they could be read.
    """

    frame: pl.DataFrame
    problems: tuple[Problem, ...]
    garbled: pl.DataFrame

    @property
    def left_out(self) -> int:
        return self.garbled.height


def take(rows: Rows, fields: Iterable[Field], *, required: Sequence[str] = ()) -> Taken:
    """Our columns from ``rows``; a row with a value that cannot be read, or without a required one,
    is left out.
    """
    columns, problems = [rows.lines], []
    bad = pl.Series([False] * rows.frame.height, dtype=pl.Boolean)
    for field in fields:
        column = rows.column(*field.theirs)
        if column is None:
            continue
        cleaned = field.clean(column)
        problems += _problems(rows, column, cleaned)
        columns.append(cleaned.values.alias(field.ours))
        bad = bad | cleaned.bad
        if field.ours in required:
            problems += _missing(rows, column.name, column.is_null())
            bad = bad | cleaned.values.is_null()
    frame = pl.DataFrame(columns)
    return Taken(frame.filter(~bad), tuple(problems), frame.filter(bad))


def text(column: pl.Series) -> Cleaned:
    return Cleaned(column, _none(column))


def number(column: pl.Series) -> Cleaned:
    values = plain_numbers(column).cast(pl.Float64, strict=False)
    return Cleaned(values, values.is_null() & column.is_not_null(), "a number")


def whole(column: pl.Series) -> Cleaned:
    values = number(column).values
    broken = values.is_null() | (values != values.round())
    return Cleaned(
        values.cast(pl.Int32, strict=False),
        broken.fill_null(True) & column.is_not_null(),
        "a whole number",
    )


def money(column: pl.Series) -> Cleaned:
    """Exact amounts; signs of currency, thousands marks and either decimal mark are understood."""
    plain = plain_numbers(column)
    values = plain.cast(MONEY, strict=False)
    example = "an amount such as 12500.50"
    if thousands_or_decimals(column):
        asks = f"thousands and decimals cannot be told apart (for example {plain.drop_nulls()[0]})"
        return Cleaned(
            values.clear(len(values)), _none(column), asks=asks, remedy=f"write {example}"
        )
    return Cleaned(values, values.is_null() & column.is_not_null(), example)


def flag(column: pl.Series) -> Cleaned:
    lower = column.str.to_lowercase()
    known = {**dict.fromkeys(TRUE, True), **dict.fromkeys(FALSE, False)}
    values = lower.replace_strict(known, default=None, return_dtype=pl.Boolean)
    return Cleaned(values, values.is_null() & column.is_not_null(), "true or false")


def one_of(allowed: Sequence[str], synonyms: Mapping[str, str] | None = None) -> Cleaner:
    """One of the allowed words; ``synonyms`` maps other words (in lower case) to them."""
    known = {**{word.lower(): word for word in allowed}, **(synonyms or {})}

    def clean(column: pl.Series) -> Cleaned:
        lower = column.str.to_lowercase()
        values = lower.replace_strict(known, default=None, return_dtype=pl.String)
        return Cleaned(values, values.is_null() & column.is_not_null(), ", ".join(allowed))

    return clean


def listed(column: pl.Series) -> Cleaned:
    """Several values with ``;`` between."""
    values = column.str.split(";").list.eval(
        pl.element().str.strip_chars().filter(pl.element() != "")
    )
    return Cleaned(values, _none(column))


def day(*, time_zone: str, date_format: str | None = None) -> Cleaner:
    """Days; a moment with a zone counts as the day it is in ``time_zone``."""

    def clean(column: pl.Series) -> Cleaned:
        read = clean_day(column, time_zone=time_zone, date_format=date_format)
        return Cleaned(read.values, read.bad, read.allowed, read.asks)

    return clean


def moment(*, time_zone: str, date_format: str | None = None) -> Cleaner:
    """Moments in ``time_zone``; a day counts from its midnight."""

    def clean(column: pl.Series) -> Cleaned:
        read = clean_moment(column, time_zone=time_zone, date_format=date_format)
        return Cleaned(read.values, read.bad, read.allowed, read.asks)

    return clean


def for_type(table: Table, name: str, *, time_zone: str, date_format: str | None = None) -> Cleaner:
    """The cleaner of a column of ours, by its type."""
    column = table.column(name)
    if column.allowed:
        return one_of(column.allowed)
    by_type: dict[pl.DataType, Cleaner] = {
        pl.Date(): day(time_zone=time_zone, date_format=date_format),
        pl.Datetime("us"): moment(time_zone=time_zone, date_format=date_format),
        pl.Boolean(): flag,
        pl.Int32(): whole,
        pl.Float64(): number,
        MONEY: money,
        pl.List(pl.String()): listed,
    }
    return by_type.get(column.dtype, text)


def as_text(value: pl.Expr, field: pl.Expr) -> pl.Expr:
    """Values as the change log writes them: days as 2026-11-20, amounts without needless zeros.

    Only a ``field`` that holds an amount is touched: a release may be called 2026.10.
    """
    written = value.cast(pl.String)
    decimal = field.is_in(AMOUNTS) & written.str.contains(r"^-?\d+\.\d+$")
    return pl.when(decimal).then(written.str.replace(r"\.?0+$", "")).otherwise(written)


def _problems(rows: Rows, column: pl.Series, cleaned: Cleaned) -> list[Problem]:
    if cleaned.asks:
        return [Problem(rows.file, cleaned.asks, None, column.name, remedy=cleaned.remedy)]
    if not cleaned.bad.any():
        return []
    lines = rows.lines.filter(cleaned.bad)
    values = column.filter(cleaned.bad)
    said = [
        Problem(
            rows.file,
            "cannot be read",
            line,
            column.name,
            _shortened(value),
            cleaned.allowed,
            "mend the cell or translate it in mapping.toml",
            row_left_out=True,
        )
        for line, value in zip(lines[:MOST_PROBLEMS], values[:MOST_PROBLEMS], strict=True)
    ]
    return said + _rest(rows, column.name, len(lines))


def _missing(rows: Rows, header: str, missing: pl.Series) -> list[Problem]:
    if not missing.any():
        return []
    lines = rows.lines.filter(missing)
    said = [
        Problem(
            rows.file, "is empty", line, header, None, "a value", "fill the cell", row_left_out=True
        )
        for line in lines[:MOST_PROBLEMS]
    ]
    return said + _rest(rows, header, len(lines))


def _rest(rows: Rows, header: str, count: int) -> list[Problem]:
    more = count - MOST_PROBLEMS
    return [Problem(rows.file, f"{more:,} more of the same", None, header)] if more > 0 else []


def _shortened(value: str) -> str:
    return re.sub(r"\s+", " ", value)[:80]


def _none(column: pl.Series) -> pl.Series:
    return pl.Series([False] * len(column), dtype=pl.Boolean)
