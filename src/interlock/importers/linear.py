"""Linear: the issues export, in the three shapes that are in use."""

import polars as pl

from interlock.importers.columns import Field, day, number, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("epic", "project", "parent", "label")
ALSO_READ = (
    "Project ID", "UUID", "Cycle Number", "Cycle Name", "Cycle Start", "Cycle End", "Updated",
    "Triaged", "Archived", "Time in status (minutes)", "Description", "Creator", "Assignee",
    "Initiatives", "Roadmaps", "SLA Status", "Project Milestone ID", "Blocks", "Related to",
    "Duplicate of",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("ID",), text),
        Field("key", ("ID",), text),
        Field("title", ("Title",), text),
        Field("team", ("Team",), text),
        Field("status", ("Status",), text),
        Field("size", ("Estimate",), number),
        Field("priority", ("Priority",), text),
        Field("label", ("Labels",), text),
        Field("group", ("Project",), text),
        Field("release", ("Project Milestone",), text),
        Field("parent", ("Parent issue",), text),
        Field("created_on", ("Created",), on),
        Field("started_on", ("Started",), on),
        Field("done_on", ("Completed",), on),
        Field("dropped_on", ("Canceled",), on),
        Field("due", ("Due Date",), on),
        Field("waits_for", ("Blocked by",), text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("ID",), ("Team",), ("Title",), ("Completed",), ("Canceled",))
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "Linear's of an issue", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A feature is a project; Completed is when an issue was finished, Canceled when dropped."""
    return read_issues(
        rows, company, fields(company), kinds=FEATURES_ARE, prepare=_prepared, also_read=ALSO_READ
    )


def _prepared(issues: pl.DataFrame) -> pl.DataFrame:
    """A label such as Bug is the issue's type."""
    labels = pl.col("label").str.split(",").list.eval(pl.element().str.strip_chars())
    kinds = ("bug", "epic", "security", "support", "incident", "feature")
    typed = labels.list.eval(
        pl.element().filter(pl.element().str.to_lowercase().is_in(kinds))
    ).list.first()
    milestone = pl.when(pl.col("release").is_not_null()).then(
        pl.concat_str([pl.col("group").fill_null(""), "release"], separator=": ")
    )
    return issues.with_columns(type=typed, release=milestone)


SOURCE = ImportSource("Linear issues", detect, read, fields(Company()))
