"""Jira: the issues export "CSV (all fields)"."""

import polars as pl

from interlock.importers import issue_features, jira_ideas, jira_issues, jira_links
from interlock.importers.cells import LINE
from interlock.importers.columns import take
from interlock.importers.issue_changes import ISSUE_ROWS
from interlock.importers.kept import short_enough
from interlock.importers.source import Extract, ImportSource, Likeness, likeness
from interlock.importers.table import Rows, plain_header
from interlock.importers.texts import WRITTEN, texts
from interlock.importers.wish_list import WISHES
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem

MORE = (
    jira_issues.FIX_VERSIONS,
    jira_issues.COMPONENTS,
    jira_links.BLOCKED_BY,
    jira_links.BLOCKS,
    ("Labels",),
    ("Custom field (Opportunity)",),
)
"""Headers that may stand several times."""

ALSO_READ = ("labels", "parent id", "status category", "project name", "updated")


def detect(headers: tuple[str, ...]) -> Likeness | None:
    must = (("Issue key",), ("Issue Type",), ("Summary",))
    return likeness(headers, "those of a Jira export", must=must, known=_read_headers(Company()))


def read(rows: Rows, company: Company) -> Extract:
    """Features, items, releases, teams and dependencies.

    A feature is what ``feature_from`` of ``company.toml`` says, the first that the file holds: an
    epic, a parent, a fix version, a component or a label. Every other issue is an item, but a
    sub-task of another item is part of that one. An issue resolved as Won't Do or the like was
    dropped, not done. The file holds no history of status: an item under way counts as started when
    its status category last changed. Ideas of Jira Product Discovery are wishes, not work.
    """
    ideas = jira_ideas.is_idea(rows)
    wishes = jira_ideas.wishes(rows.where(ideas), company)
    rows = rows.where(~ideas)
    taken = take(rows, jira_issues.fields(company), required=("key", "type"))
    every = jira_issues.issues(taken.frame, rows, company)
    undated = every["undated"]
    problems = _undated(rows.file, every.filter(undated)[LINE])
    issues = every.filter(~undated)
    kept = rows.where(rows.lines.is_in(issues[LINE].implode()))
    features, items, parts = issue_features.split(issues, company.feature_from)
    return Extract(
        tables={
            "features": features,
            "items": items,
            "releases": _releases(kept),
            "teams": _teams(features, items),
            "dependencies": jira_links.dependencies(kept, features, items),
            "attributes": _attributes(kept, features, issues, company),
            WRITTEN: texts(kept, issues, features, company),
            WISHES: wishes,
            ISSUE_ROWS: every.select("id", "key", "status", category="status_category"),
        },
        problems=(*taken.problems, *problems),
        left_out=(LeftOut("items", parts, "sub-tasks, part of an item"),) if parts else (),
        taken=issues.height - parts + int(ideas.sum()),
        unread=taken.left_out + int(undated.sum()),
        read=_read_headers(company) | {h.lower() for h in rows.headers if _is_kept(h)},
        garbled=dict.fromkeys(("features", "items"), _garbled(taken.garbled, every, company)),
    )


def _garbled(rows: pl.DataFrame, every: pl.DataFrame, company: Company) -> pl.DataFrame:
    """Ids of issues that are left out."""
    ids = jira_issues.whole(rows, company).select(id=pl.coalesce("id", "key"))
    return pl.concat([ids, every.filter("undated").select("id")])


def _undated(file: str, lines: pl.Series) -> list[Problem]:
    what, remedy = "finished, but no column says when", "export Resolved or Updated"
    return [
        Problem(file, what, line, "Resolved", remedy=remedy, row_left_out=True) for line in lines
    ]


def _releases(rows: Rows) -> pl.DataFrame:
    """Every fix version that any issue names; the file knows no day of theirs."""
    found = rows.columns(*jira_issues.FIX_VERSIONS)
    named = pl.concat([pl.Series("id", [], pl.String), *found]).drop_nulls()
    names = named.unique(maintain_order=True)
    return pl.DataFrame({"id": names, "name": names})


def _teams(features: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    names = pl.concat([features["team"], items["team"]]).drop_nulls().unique(maintain_order=True)
    return pl.DataFrame({"name": names})


def _read_headers(company: Company) -> frozenset[str]:
    named = {h for field in jira_issues.fields(company) for h in field.theirs}
    grouped = {*jira_issues.FIX_VERSIONS, *jira_issues.COMPONENTS}
    linked = {*jira_links.BLOCKED_BY, *jira_links.BLOCKS, *jira_ideas.DELIVERY}
    return frozenset(plain_header(h) for h in (*named, *grouped, *linked, *ALSO_READ))


def _attributes(
    rows: Rows, features: pl.DataFrame, issues: pl.DataFrame, company: Company
) -> pl.DataFrame:
    """Custom fields that no table took and that are short enough to hold a reference to a deal."""
    is_feature = issues["id"].is_in(features["id"].implode())
    table = pl.select(pl.when(is_feature).then(pl.lit("features")).otherwise(pl.lit("items")))
    who = table.rename({table.columns[0]: "table"}).with_columns(issues["id"])
    used = _read_headers(company)
    parts = [
        who.with_columns(name=pl.lit(header), value=rows.frame[f"c{at}"]).filter(
            short_enough(pl.col("value"))
        )
        for at, header in enumerate(rows.headers)
        if _is_kept(header) and plain_header(header) not in used
    ]
    empty = pl.DataFrame(schema=dict.fromkeys(("table", "id", "name", "value"), pl.String))
    return pl.concat([empty, *parts])


def _is_kept(header: str) -> bool:
    return header.lower().startswith("custom field")


SOURCE = ImportSource("Jira issues", detect, read, (*jira_issues.fields(Company()), *MORE))
