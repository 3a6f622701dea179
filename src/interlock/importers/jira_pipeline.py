"""Jira Data Center: the issues file of the data pipeline."""

import polars as pl

from interlock.importers.columns import Field, day, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.status_words import GIVEN_UP
from interlock.importers.table import Rows
from interlock.records.company import Company

FEATURES_ARE = ("epic", "parent", "project")
ALSO_READ = (
    "instance_url", "url", "project_type", "project_category", "description", "creator_id",
    "creator_name", "reporter_id", "reporter_name", "assignee_id", "assignee_name",
    "priority_sequence", "watcher_count", "vote_count", "project_key",
)  # fmt: skip


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("id", "key"), text),
        Field("key", ("key",), text),
        Field("title", ("summary",), text),
        Field("type", ("issue_type",), text),
        Field("status", ("status",), text),
        Field("category", ("status_category",), text),
        Field("resolution", ("resolution",), text),
        Field("priority", ("priority_name",), text),
        Field("team", ("project_name", "project_key"), text),
        Field("group", ("project_name", "project_key"), text),
        Field("parent", ("parent_id", "parent_key", "epic_link"), text),
        Field("created_on", ("created_date",), on),
        Field("resolved_on", ("resolution_date",), on),
        Field("updated_on", ("updated_date",), on),
        Field("due", ("due_date",), on),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("key",), ("issue_type",), ("status_category",), ("created_date",))
    known = (*headers_of(fields(Company())), *ALSO_READ)
    return likeness(headers, "those of Jira's data pipeline", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A feature is an epic, else a parent, else a project: the file itself links no issue to its
    epic.
    """
    return read_issues(
        rows, company, fields(company), kinds=FEATURES_ARE, prepare=_prepared, also_read=ALSO_READ
    )


def _prepared(issues: pl.DataFrame) -> pl.DataFrame:
    absent = {"resolution": pl.String(), "resolved_on": pl.Date(), "updated_on": pl.Date()}
    issues = issues.with_columns(
        pl.lit(None, kind).alias(n) for n, kind in absent.items() if n not in issues.columns
    )
    dropped = pl.col("resolution").str.to_lowercase().is_in(GIVEN_UP).fill_null(value=False)
    done = pl.col("category").str.to_lowercase() == "done"
    ended = pl.when(done | dropped).then(pl.coalesce("resolved_on", "updated_on"))
    return issues.with_columns(
        done_on=pl.when(~dropped).then(ended), dropped_on=pl.when(dropped).then(ended)
    )


SOURCE = ImportSource("Jira data pipeline", detect, read, fields(Company()))
