"""GitLab: the issues export as CSV, with today's header and the older one."""

import polars as pl

from interlock.importers.columns import Field, day, number, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.status_words import GIVEN_UP
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("epic", "parent", "fix version", "label")
CLOSED, CREATED = ("Closed At (UTC)", "Closed At"), ("Created At (UTC)", "Created At")
ALSO_READ = (
    "IID", "URL", "Confidential", "Locked", "Author", "Author Username", "Assignee",
    "Assignee Username", "Updated At (UTC)", "Time Estimate", "Time Spent", "Parent ID",
    "Parent Title", "Description",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("ID", "Issue ID"), text),
        Field("key", ("IID", "Issue ID"), text),
        Field("title", ("Title",), text),
        Field("type", ("Type",), text),
        Field("status", ("State",), text),
        Field("size", ("Weight",), number),
        Field("label", ("Labels",), text),
        Field("release", ("Milestone",), text),
        Field("parent", ("Parent IID",), text),
        Field("parent_id", ("Parent ID",), text),
        Field("epic_name", ("Epic Title", "Parent Title"), text),
        Field("created_on", CREATED, on),
        Field("started_on", ("Start Date",), on),
        Field("closed_on", CLOSED, on),
        Field("due", ("Due Date",), on),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("ID", "Issue ID"), ("Title",), ("State",), CREATED, CLOSED)
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "GitLab's of an issue", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A feature is an epic, else a parent, else a milestone. The export does not say why an issue
    was closed: every closed one counts as done, unless a label says that it was dropped.
    """
    return read_issues(
        rows, company, fields(company), kinds=FEATURES_ARE, prepare=_prepared, also_read=ALSO_READ
    )


def _prepared(issues: pl.DataFrame) -> pl.DataFrame:
    labels = pl.col("label").str.to_lowercase().str.split(",")
    plain = labels.list.eval(pl.element().str.split("::").list.last().str.strip_chars())
    dropped = plain.list.eval(pl.element().is_in(GIVEN_UP)).list.any().fill_null(value=False)
    return issues.with_columns(
        key=pl.when(pl.col("key") != pl.col("id")).then(pl.format("#{}", "key")).otherwise("key"),
        parent=pl.format("#{}", "parent"),
        done_on=pl.when(~dropped).then("closed_on"),
        dropped_on=pl.when(dropped).then("closed_on"),
    )


SOURCE = ImportSource("GitLab issues", detect, read, fields(Company()))
