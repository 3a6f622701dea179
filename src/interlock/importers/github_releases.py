"""GitHub: milestones and releases as JSON."""

import polars as pl

from interlock.importers.columns import Field, Taken, day, flag, take, text
from interlock.importers.source import Extract, ImportSource, Likeness, headers_of, likeness
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company

TAGS, PUBLISHED = ("tag_name", "tagName"), ("published_at", "publishedAt")
DUE = ("due_on", "dueOn")
OPEN_ISSUES = ("open_issues", "openIssues")


def _release_fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", TAGS, text),
        Field("name", ("name", *TAGS), text),
        Field("shipped_on", PUBLISHED, on),
        Field("draft", ("draft", "isDraft"), flag),
        Field("prerelease", ("prerelease", "isPrerelease"), flag),
    ]


def _milestone_fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    return [
        Field("id", ("title",), text),
        Field("name", ("title",), text),
        Field("due", DUE, on),
        Field("shipped_on", ("closed_at", "closedAt"), on),
    ]


def detect(headers: tuple[str, ...]) -> Likeness | None:
    known = headers_of(_release_fields(Company()))
    return likeness(headers, "GitHub's of a release", must=(TAGS, PUBLISHED), known=known)


def detect_milestones(headers: tuple[str, ...]) -> Likeness | None:
    must = (("title",), DUE, OPEN_ISSUES)
    known = headers_of(_milestone_fields(Company()))
    return likeness(headers, "GitHub's of a milestone", must=must, known=known)


def read(rows: Rows, company: Company) -> Extract:
    """Releases that are out; drafts and those before a release are none."""
    fields = _release_fields(company)
    taken = take(rows, fields, required=("id",))
    out = taken.frame
    for name in ("draft", "prerelease"):
        if name in out.columns:
            out = out.filter(~pl.col(name).fill_null(value=False))
    names = [name for name in ("line", "id", "name", "shipped_on") if name in out.columns]
    return _extract(rows, out.select(names), fields, taken)


def read_milestones(rows: Rows, company: Company) -> Extract:
    """Releases: due_on is the date that stands there, closed_at when it was declared done."""
    fields = _milestone_fields(company)
    taken = take(rows, fields, required=("id",))
    return _extract(rows, taken.frame, fields, taken)


def _extract(rows: Rows, releases: pl.DataFrame, fields: list[Field], taken: Taken) -> Extract:
    return Extract(
        tables={"releases": releases},
        problems=taken.problems,
        taken=releases.height,
        unread=taken.left_out,
        read=frozenset(map(plain_header, (*headers_of(fields), *rows.headers))),
        garbled={"releases": taken.garbled},
    )


SOURCE = ImportSource("GitHub releases", detect, read, _release_fields(Company()))
MILESTONES = ImportSource(
    "GitHub milestones",
    detect_milestones,
    read_milestones,
    (*_milestone_fields(Company()), OPEN_ISSUES),
)
