"""GitHub: issues as JSON, from the REST interface or from ``gh issue list --json``."""

from dataclasses import replace

import polars as pl

from interlock.importers.columns import Field, day, text
from interlock.importers.issue_list import read_issues
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows
from interlock.records.company import Company
from interlock.records.problems import LeftOut

FEATURES_ARE = ("epic", "parent", "fix version", "label")
CREATED = ("created_at", "createdAt")
DROPPED = ("not_planned", "duplicate")
TYPES = ("bug", "epic", "security", "support", "incident", "feature", "enhancement")


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("html_url", "url", "number"), text),
        Field("key", ("number",), text),
        Field("title", ("title",), text),
        Field("status", ("state",), text),
        Field("reason", ("state_reason", "stateReason"), text),
        Field("label", ("labels",), text),
        Field("type", ("type.name", "issueType.name"), text),
        Field("release", ("milestone.title",), text),
        Field("release_due", ("milestone.due_on", "milestone.dueOn"), on),
        Field("release_shipped_on", ("milestone.closed_at", "milestone.closedAt"), on),
        Field("parent", ("parent_issue_url", "parent.url"), text),
        Field("team", ("repository.name", "repository_url"), text),
        Field("created_on", CREATED, on),
        Field("closed_on", ("closed_at", "closedAt"), on),
        Field("pull_request", ("pull_request.url",), text),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    if {"open_issues", "openIssues"} & set(headers):  # a milestone
        return None
    must = (("number",), ("title",), ("state",), CREATED)
    known = headers_of(fields(Company()))
    return likeness(headers, "GitHub's of an issue", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """A feature is an issue of type or label Epic, else a parent, else a milestone; an issue closed
    as not planned was dropped. Pull requests are left out.
    """
    is_pull = rows.column("pull_request.url")
    pulls = 0 if is_pull is None else len(is_pull) - is_pull.null_count()
    if is_pull is not None:
        rows = rows.where(is_pull.is_null())
    extract = read_issues(
        rows, company, fields(company), kinds=FEATURES_ARE, prepare=_prepared,
        between_labels=";",
        also_read=[h for h in rows.headers if not h.startswith("custom") and h != "body"],
    )  # fmt: skip
    said = (LeftOut("items", pulls, "pull requests"),) if pulls else ()
    return replace(extract, left_out=(*extract.left_out, *said))


def _prepared(issues: pl.DataFrame) -> pl.DataFrame:
    for name in ("reason", "closed_on"):
        if name not in issues.columns:
            kind = pl.Date() if name == "closed_on" else pl.String()
            issues = issues.with_columns(pl.lit(None, kind).alias(name))
    labels = pl.col("label").str.split(";")
    is_type = pl.element().str.to_lowercase().is_in(TYPES)
    dropped = pl.col("reason").str.to_lowercase().is_in(DROPPED).fill_null(value=False)
    return issues.with_columns(
        key=pl.format("#{}", "key"),
        type=pl.coalesce("type", labels.list.eval(pl.element().filter(is_type)).list.first()),
        team=pl.col("team").str.split("/").list.last(),
        done_on=pl.when(~dropped).then("closed_on"),
        dropped_on=pl.when(dropped).then("closed_on"),
    )


SOURCE = ImportSource("GitHub issues", detect, read, fields(Company()))
