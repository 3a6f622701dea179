"""Plane: the issues export (CSV, XLSX or JSON)."""

import polars as pl

from interlock.importers.columns import Field, day, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("project", "label")
MODULES = ("Module Name",)
ALSO_READ = (
    "Description", "Created By", "Assignee", "Cycle Name", "Cycle Start Date", "Cycle End Date",
    "Module Start Date", "Updated At",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("ID",), text),
        Field("key", ("ID",), text),
        Field("title", ("Name",), text),
        Field("team", ("Project",), text),
        Field("status", ("State",), text),
        Field("priority", ("Priority",), text),
        Field("label", ("Labels",), text),
        Field("group", MODULES, text),
        Field("due", ("Module Target Date",), on),
        Field("created_on", ("Created At",), on),
        Field("done_on", ("Completed At",), on),
        Field("dropped_on", ("Archived At",), on),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("ID",), ("Name",), ("State",), ("Completed At",), MODULES)
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "Plane's of an issue", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A feature is a module. What was cancelled, or archived unfinished, was dropped."""
    return read_issues(
        rows, company, fields(company), kinds=FEATURES_ARE, prepare=_prepared, also_read=ALSO_READ
    )


def _prepared(issues: pl.DataFrame) -> pl.DataFrame:
    cancelled = pl.col("status").str.to_lowercase().is_in(["cancelled", "canceled"])
    given_up = cancelled.fill_null(value=False) | pl.col("done_on").is_null()
    ended = pl.coalesce("dropped_on", "done_on")
    return issues.with_columns(
        dropped_on=pl.when(given_up).then(ended), done_on=pl.when(~given_up).then("done_on")
    )


SOURCE = ImportSource("Plane issues", detect, read, fields(Company()))
