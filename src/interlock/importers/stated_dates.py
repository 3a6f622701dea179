"""A file of stated dates, or of promised days: a row for each time that somebody said by when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True)
class Form:
    """How a file calls our columns, where otherwise, and its words for the day that came."""

    called: Mapping[str, str] = field(default_factory=dict)
    day: str = "ship day"
    came: str = "shipped"

    def name(self, ours: str) -> str:
        return self.called.get(ours, ours)


SHIPS = Form()
PROMISES = Form({"team": "maker", "date_said": "due", "shipped_on": "done_on"}, "done day", "done")

SAY_FORMAT = "say how days are written, such as --date-format %m/%d/%y"


def read_stated(
    path: Path, *, date_format: str | None = None, form: Form = SHIPS
) -> tuple[StatedDates, tuple[Problem, ...]]:
    """The statements in ``path``, and everything that is wrong with it.

    A ship day or a start that stands in one row of a thing holds for all of them. Raises
    ``NothingRead`` when a needed column is missing or no row can be read.
    """
    rows = next(read_tables(path), None)
    if rows is None or not rows.headers:
        raise NothingRead((*(rows.problems if rows else ()), Problem(path.name, "holds no table")))
    if missing := _missing(rows, form):
        raise NothingRead((*rows.problems, *missing))
    read = dict.fromkeys(DAYS, day(time_zone="UTC", date_format=date_format))
    read |= dict.fromkeys(TEXTS, text)
    fields = [Field(name, (form.name(name),), clean) for name, clean in read.items()]
    taken = take(rows, fields, required=REQUIRED)
    kept, wrong = _agreeing(_whole(taken.frame), rows.file, form)
    problems = (*rows.problems, *(_advised(one, form) for one in taken.problems), *wrong)
    if not kept.height:
        raise NothingRead((*problems, Problem(path.name, "holds no statement that can be read")))
    lost = rows.left_out + rows.frame.height - kept.height
    said = (LeftOut("statements", lost, "cannot be read"),) if lost else ()
    return StatedDates(kept.drop(LINE), said, rows.file), problems


def _missing(rows: Rows, form: Form) -> list[Problem]:
    needed = [form.name(name) for name in NEEDED]
    others = [form.name(name) for name in (*DAYS, *TEXTS) if name not in NEEDED]
    allowed = f"columns {', '.join(needed)}; also {', '.join(others)}"
    remedy = "name the column so in the file's first line"
    return [
        Problem(rows.file, f"has no column {name}", 1, name, None, allowed, remedy)
        for name in needed
        if not rows.has(name)
    ]


def _advised(problem: Problem, form: Form) -> Problem:
    """The problem with what helps here, where there is no mapping file."""
    if problem.column in [form.name(name) for name in DAYS] and "date_format" in problem.remedy:
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


def _agreeing(frame: pl.DataFrame, file: str, form: Form) -> tuple[pl.DataFrame, list[Problem]]:
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
        _wrong(file, line, f"{what}: {shipped}", several, form)
        for line, what, shipped, several, back in found.iter_rows()
        if (several or back) and shipped is not None
    ]
    kept = frame.filter(~found["several"] & ~found["back"])
    return kept.with_columns(shipped_on="least").drop("least", "most"), problems


def _wrong(file: str, line: int, value: str, several: bool, form: Form) -> Problem:
    came = form.name("shipped_on")
    if several:
        said = f"a thing has several {form.day}s; all its rows are left out"
        allowed, remedy = f"one {form.day} a thing", f"give each thing its one {form.day}"
    else:
        said = f"{form.came} before it was started; all its rows are left out"
        allowed, remedy = "a day on or after started_on", "mend one of the two days"
    return Problem(file, said, line, came, value, allowed, remedy, row_left_out=True)
