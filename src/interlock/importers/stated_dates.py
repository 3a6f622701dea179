"""A file of stated dates: a row for each time that somebody said when a thing would ship."""

from dataclasses import replace
from pathlib import Path

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Field, day, take, text
from interlock.importers.opening import read_tables
from interlock.importers.table import Rows
from interlock.records.errors import NothingRead
from interlock.records.problems import LeftOut, Problem
from interlock.records.stated_dates import StatedDates

DAYS = ("said_on", "date_said", "shipped_on", "started_on")
TEXTS = ("what", "team", "kind")
REQUIRED = ("what", "said_on", "date_said")
NEEDED = (*REQUIRED, "shipped_on")
"""Columns that must be there; a ship day may be empty while the thing is open."""

SAY_FORMAT = "say how days are written, such as --date-format %m/%d/%y"


def read_stated(
    path: Path, *, date_format: str | None = None
) -> tuple[StatedDates, tuple[Problem, ...]]:
    """The statements in ``path``, and everything that is wrong with it.

    A ship day or a start that stands in one row of a thing holds for all of them. Raises
    ``NothingRead`` when a needed column is missing or no row can be read.
    """
    rows = next(read_tables(path), None)
    if rows is None or not rows.headers:
        raise NothingRead((*(rows.problems if rows else ()), Problem(path.name, "holds no table")))
    if missing := _missing(rows):
        raise NothingRead((*rows.problems, *missing))
    days = [Field(name, (name,), day(time_zone="UTC", date_format=date_format)) for name in DAYS]
    taken = take(rows, [*days, *(Field(name, (name,), text) for name in TEXTS)], required=REQUIRED)
    kept, wrong = _agreeing(_whole(taken.frame), rows.file)
    problems = (*rows.problems, *(_advised(one) for one in taken.problems), *wrong)
    if not kept.height:
        raise NothingRead((*problems, Problem(path.name, "holds no statement that can be read")))
    lost = rows.left_out + rows.frame.height - kept.height
    said = (LeftOut("statements", lost, "cannot be read"),) if lost else ()
    return StatedDates(kept.drop(LINE), said, rows.file), problems


def _missing(rows: Rows) -> list[Problem]:
    allowed = f"columns {', '.join(NEEDED)}; also started_on, team, kind"
    remedy = "name the column so in the file's first line"
    return [
        Problem(rows.file, f"has no column {name}", 1, name, None, allowed, remedy)
        for name in NEEDED
        if not rows.has(name)
    ]


def _advised(problem: Problem) -> Problem:
    """The problem with what helps here, where there is no mapping file."""
    if problem.column in DAYS and "date_format" in problem.remedy:
        return replace(problem, remedy=SAY_FORMAT)
    if "mapping.toml" in problem.remedy:
        return replace(problem, remedy="mend the cell")
    return problem


def _whole(taken: pl.DataFrame) -> pl.DataFrame:
    """Every column, with the ship days that the rows of a thing give: ``least`` to ``most``."""
    absent = [name for name in (*DAYS, *TEXTS) if name not in taken.columns]
    nothing = {name: pl.Date if name in DAYS else pl.String for name in absent}
    typed = taken.with_columns(pl.lit(None, kind).alias(name) for name, kind in nothing.items())
    return typed.with_columns(
        least=pl.col("shipped_on").min().over("what"),
        most=pl.col("shipped_on").max().over("what"),
        started_on=pl.col("started_on").min().over("what"),
    )


def _agreeing(frame: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Statements on things with one ship day, not before their start; and the problems."""
    several = pl.col("least") != pl.col("most")
    backwards = pl.col("least") < pl.col("started_on")
    found = frame.select(
        LINE,
        "what",
        "shipped_on",
        several=several.fill_null(False),
        back=backwards.fill_null(False),
    )
    problems = [
        _wrong(file, line, what, shipped, several)
        for line, what, shipped, several, back in found.iter_rows()
        if (several or back) and shipped is not None
    ]
    kept = frame.filter(~found["several"] & ~found["back"])
    return kept.with_columns(shipped_on="least").drop("least", "most"), problems


def _wrong(file: str, line: int, what: str, shipped: object, several: bool) -> Problem:
    if several:
        said = "a thing has several ship days; all its rows are left out"
        allowed, remedy = "one ship day a thing", "give each thing its one ship day"
    else:
        said = "shipped before it was started; all its rows are left out"
        allowed, remedy = "a day on or after started_on", "mend one of the two days"
    value = f"{what}: {shipped}"
    return Problem(file, said, line, "shipped_on", value, allowed, remedy, row_left_out=True)
