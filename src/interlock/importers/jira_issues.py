"""Jira's issues with the same columns, whatever the export holds."""

import polars as pl

from interlock.importers.cells import LINE
from interlock.importers.columns import Field, day, number, text
from interlock.importers.feature_labels import feature_label
from interlock.importers.status_words import GIVEN_UP
from interlock.importers.table import Rows
from interlock.records.company import Company

DONE_WORDS = ("done", "closed", "resolved", "complete", "completed", "released")
FIX_VERSIONS = ("Fix Version/s", "Fix versions")
COMPONENTS = ("Component/s", "Components")
DAYS = ("created_on", "resolved_on", "status_changed_on", "updated_on", "due")


def fields(company: Company) -> list[Field]:
    on = day(time_zone=company.time_zone)
    points = ("Custom field (Story Points)", "Custom field (Story point estimate)", "Story Points")
    return [
        Field("id", ("Issue id",), text),
        Field("key", ("Issue key",), text),
        Field("title", ("Summary",), text),
        Field("type", ("Issue Type",), text),
        Field("status", ("Status",), text),
        Field("status_category", ("Status Category",), text),
        Field("status_changed_on", ("Status Category Changed",), on),
        Field("priority", ("Priority",), text),
        Field("resolution", ("Resolution",), text),
        Field("project", ("Project name", "Project key"), text),
        Field("created_on", ("Created",), on),
        Field("resolved_on", ("Resolved",), on),
        Field("updated_on", ("Updated",), on),
        Field("due", ("Due date",), on),
        Field("team_named", ("Custom field (Team)", "Team"), text),
        Field("rank", ("Custom field (Rank)", "Rank"), text),
        Field("size", points, number),
        Field("epic", ("Custom field (Epic Link)", "Epic Link"), text),
        Field("epic_name", ("Custom field (Epic Name)", "Epic Name"), text),
        Field("parent", ("Parent",), text),
        Field("parent_key", ("Parent key",), text),
        Field("parent_id", ("Parent id",), text),
    ]


def issues(frame: pl.DataFrame, rows: Rows, company: Company) -> pl.DataFrame:
    """One row an issue: keys, names, days, and the reference up to its parent.

    ``undated`` are issues that are finished while no column says when.
    """
    frame = whole(frame, company).join(_grouped(rows, company), on=LINE, maintain_order="left")
    ended = pl.coalesce("resolved_on", "status_changed_on", "updated_on")
    under_way = pl.col("status_category").str.to_lowercase() == "in progress"
    frame = frame.with_columns(
        id=pl.coalesce("id", "key"),
        group="project",
        above=pl.coalesce("epic", "parent_key", "parent", "parent_id"),
        dropped=_is_dropped(),
        ended=ended,
    )
    over = pl.col("dropped") | _is_done()
    return frame.with_columns(
        team=pl.coalesce([_team_column(name) for name in company.team_from]),
        done_on=pl.when(over & ~pl.col("dropped")).then("ended"),
        dropped_on=pl.when("dropped").then("ended"),
        started_on=pl.when(under_way & ~over).then("status_changed_on"),
        undated=over & pl.col("ended").is_null(),
    )


def whole(frame: pl.DataFrame, company: Company) -> pl.DataFrame:
    """All fields, those that the file lacks being empty."""
    kinds = {n: pl.Date() for n in DAYS} | {"size": pl.Float64()}
    absent = [field.ours for field in fields(company) if field.ours not in frame.columns]
    return frame.with_columns(
        pl.lit(None, kinds.get(name, pl.String())).alias(name) for name in absent
    )


def _grouped(rows: Rows, company: Company) -> pl.DataFrame:
    return pl.DataFrame(
        {
            LINE: rows.lines,
            "release": _first(rows, FIX_VERSIONS),
            "component": _first(rows, COMPONENTS),
            "label": _label(rows, company),
        }
    )


def _label(rows: Rows, company: Company) -> pl.Series:
    found = [column.alias(str(at)) for at, column in enumerate(rows.columns("Labels"))]
    if not found:
        return pl.Series([None] * rows.frame.height, dtype=pl.String)
    labels = pl.concat_list(pl.all()).list.drop_nulls()
    return pl.DataFrame(found).select(feature_label(labels, company.feature_label)).to_series()


def _first(rows: Rows, names: tuple[str, ...]) -> pl.Series:
    """The first filled of columns that stand under one repeated header."""
    found = [column.alias(str(at)) for at, column in enumerate(rows.columns(*names))]
    nothing = pl.Series("none", [None] * rows.frame.height, dtype=pl.String)
    return pl.DataFrame([*found, nothing]).select(pl.coalesce(pl.all())).to_series()


def _is_dropped() -> pl.Expr:
    resolution = pl.col("resolution").str.to_lowercase().str.replace_all("’", "'")
    return resolution.is_in(GIVEN_UP).fill_null(False)


def _is_done() -> pl.Expr:
    """By the status's category; without one by its name, or by the issue being resolved."""
    category = pl.col("status_category").str.to_lowercase()
    named = pl.col("status").str.to_lowercase().is_in(DONE_WORDS).fill_null(False)
    by_status = named | pl.col("resolved_on").is_not_null()
    return pl.when(category.is_not_null()).then(category == "done").otherwise(by_status)


def _team_column(name: str) -> pl.Expr:
    return pl.col({"team": "team_named"}.get(name, name))
