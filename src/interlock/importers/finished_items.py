"""A list of items, read for the day each was done on; its columns are named by whoever asks."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Cleaned, Cleaner, Field, Taken, day, take, text
from interlock.importers.dates import can_parse
from interlock.importers.opening import read_tables
from interlock.importers.table import Rows
from interlock.importers.toml_files import meant
from interlock.records.errors import BadUsage, NothingRead
from interlock.records.pace import Finished
from interlock.records.problems import LeftOut, Problem

NOTHING = ("NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "-")
"""Words that stand for an empty cell."""

TIME_ZONE = "UTC"
REMEDY = "mend the cell, or say how days are written with --date-format"


@dataclass(frozen=True)
class ItemColumns:
    """Headers of the file: the day done, the day created and the team, the last two if wanted;
    ``date_format`` as of strptime, or None to find it.
    """

    done: str
    created: str | None = None
    team: str | None = None
    date_format: str | None = None

    @property
    def ours(self) -> dict[str, str]:
        named = {"done_on": self.done, "created_on": self.created, "team": self.team}
        return {ours: theirs for ours, theirs in named.items() if theirs is not None}


def read_finished(path: Path, columns: ItemColumns) -> tuple[Finished, tuple[Problem, ...]]:
    """The finished items of ``path``, and everything that is wrong with the file.

    Moments with a zone count as the day they are in UTC; a row without a day done is not finished.
    Raises ``NothingRead`` with every problem when a column is not there or no item is finished,
    ``BadUsage`` when ``date_format`` is none.
    """
    if columns.date_format is not None and not can_parse(columns.date_format):
        raise BadUsage(f"{columns.date_format!r} is no date format; write one such as %d/%m/%Y.")
    rows = next(read_tables(path), None)
    if rows is None or not rows.headers:
        raise NothingRead((*(rows.problems if rows else ()), Problem(path.name, "holds no table")))
    if missing := _missing(rows, columns):
        raise NothingRead((*rows.problems, *missing))
    taken = take(rows.without_words(*NOTHING), _fields(columns))
    items = _whole(taken.frame, columns)
    problems = (*rows.problems, *map(_said_here, taken.problems), *_reversed(rows, columns, items))
    done = items.filter(pl.col("done_on").is_not_null())
    if not done.height:
        raise NothingRead((*problems, Problem(path.name, "holds no finished item")))
    return _finished(path.name, columns, items, done, taken), problems


def _finished(
    file: str, columns: ItemColumns, items: pl.DataFrame, done: pl.DataFrame, taken: Taken
) -> Finished:
    kept = ["team", "done_on"] if columns.team is not None else ["done_on"]
    days = items.select("done_on", "created_on").unpivot()["value"].drop_nulls()
    left_out = {
        f"{file}: cannot be read": taken.left_out,
        f"{file}: not finished": items.height - done.height,
    }
    return Finished(
        items=done.select(kept),
        last=days.to_list()[int(days.arg_max() or 0)],
        by_team=columns.team is not None,
        left_out=tuple(LeftOut("items", count, why) for why, count in left_out.items() if count),
    )


def _whole(frame: pl.DataFrame, columns: ItemColumns) -> pl.DataFrame:
    """All three columns, whichever were asked for."""
    if columns.created is None:
        frame = frame.with_columns(created_on=pl.lit(None, dtype=pl.Date))
    return frame.with_columns(team=pl.col("team").fill_null("")) if columns.team else frame


def _fields(columns: ItemColumns) -> list[Field]:
    clean = {"done_on": _day(columns), "created_on": _day(columns), "team": text}
    return [Field(ours, (theirs,), clean[ours]) for ours, theirs in columns.ours.items()]


def _day(columns: ItemColumns) -> Cleaner:
    clean = day(time_zone=TIME_ZONE, date_format=columns.date_format)

    def cleaned(column: pl.Series) -> Cleaned:
        return replace(clean(column), remedy="say which with --date-format, such as %d/%m/%Y")

    return cleaned


def _said_here(problem: Problem) -> Problem:
    """The same problem with what can be done about it where there is no mapping."""
    return replace(problem, remedy=REMEDY) if problem.row_left_out else problem


def _missing(rows: Rows, columns: ItemColumns) -> list[Problem]:
    return [
        Problem(
            rows.file,
            "the file has no such column",
            column=theirs,
            allowed=", ".join(header for header in rows.headers if header),
            remedy=meant(theirs, rows.headers, "name a column of the file"),
        )
        for theirs in columns.ours.values()
        if not rows.has(theirs)
    ]


def _reversed(rows: Rows, columns: ItemColumns, items: pl.DataFrame) -> list[Problem]:
    """Items done before they were created; they count as done all the same."""
    wrong = items.filter(pl.col("done_on") < pl.col("created_on"))
    return [
        Problem(
            rows.file,
            "was done before it was created; it counts as done on that day",
            line,
            columns.done,
            str(done),
            f"a day from {columns.created} on",
            "mend one of the two days",
        )
        for line, done in wrong.select(LINE, "done_on").iter_rows()
    ]
