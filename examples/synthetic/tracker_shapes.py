"""The features and items as trackers export them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from synthetic.frames import Frames, project
from synthetic.own_shape import items

ITEMS_FROM = 10_000
GITLAB_AT = "%Y-%m-%d 09:30:00"
JIRA_ON, LINEAR_AT = "%d/%b/%y 9:30 AM", "%Y-%m-%dT09:30:00.000Z"


def write_jira(folder: Path, frames: Frames, asked: pl.DataFrame) -> None:
    """jira.csv: epics and their issues, with the columns of "all fields"."""
    over = pl.coalesce("done_on", "dropped_on")
    state = pl.when(over.is_not_null()).then(pl.lit("Done")).otherwise(pl.lit("To Do"))
    given_up = pl.when(pl.col("dropped_on").is_not_null()).then(pl.lit("Won't Do"))
    columns = {
        "Summary": "title",
        "Issue key": "key",
        "Issue id": "number",
        "Issue Type": "type",
        "Status": state,
        "Project key": "project",
        "Project name": "team",
        "Resolution": given_up.when(pl.col("done_on").is_not_null()).then(pl.lit("Done")),
        "Created": pl.col("created_on").dt.strftime(JIRA_ON),
        "Resolved": over.dt.strftime(JIRA_ON),
        "Fix Version/s": "release",
        "Custom field (Epic Link)": "above",
        "Custom field (Rank)": pl.format("0|h{}:", pl.col("order").cast(pl.String).str.zfill(5)),
        "Custom field (Customers)": "asked",
        "Status Category": state,
        "Status Category Changed": over.dt.strftime(JIRA_ON),
    }
    issues(frames, asked).select(**columns).write_csv(folder / "jira.csv")


def write_linear(folder: Path, frames: Frames, asked: pl.DataFrame) -> None:
    """linear.csv: a feature is a parent issue labelled Epic; it is completed when it ships."""
    done, dropped = pl.col("done_on").is_not_null(), pl.col("dropped_on").is_not_null()
    columns = {
        "ID": "key",
        "Team": "team",
        "Title": "title",
        "Status": pl.when(done)
        .then(pl.lit("Done"))
        .when(dropped)
        .then(pl.lit("Canceled"))
        .otherwise(pl.lit("Todo")),
        "Priority": pl.lit("No priority"),
        "Labels": "type",
        "Project Milestone": "release",
        "Parent issue": "above",
        "Customers": "asked",
        "Created": pl.col("created_on").dt.strftime(LINEAR_AT),
        "Started": pl.col("started_on").dt.strftime(LINEAR_AT),
        "Completed": pl.col("done_on").dt.strftime(LINEAR_AT),
        "Canceled": pl.col("dropped_on").dt.strftime(LINEAR_AT),
    }
    issues(frames, asked).select(**columns).write_csv(folder / "linear.csv")


def write_github(folder: Path, frames: Frames, asked: pl.DataFrame) -> None:
    """issues.json as from the REST interface: epics and their sub-issues, a repository a team."""
    due = dict(frames.releases.select("id", "due").iter_rows())
    left = dict(frames.releases.select("id", "shipped_on").iter_rows())
    rows = issues(frames, asked).iter_rows(named=True)
    (folder / "issues.json").write_text(
        json.dumps([_issue(row, due, left) for row in rows], indent=0)
    )


def write_gitlab(folder: Path, frames: Frames, asked: pl.DataFrame) -> None:
    """gitlab.csv: epics and their issues with the columns of the issues export."""
    over, dropped = pl.coalesce("done_on", "dropped_on"), pl.col("dropped_on").is_not_null()
    columns = {
        "Title": "title",
        "Issue ID": pl.col("number") + 7_000_000,
        "IID": "number",
        "State": pl.when(over.is_null()).then(pl.lit("Open")).otherwise(pl.lit("Closed")),
        "Type": "type",
        "Labels": pl.when(dropped).then(pl.lit("workflow::cancelled")).otherwise("team"),
        "Milestone": "release",
        "Parent IID": pl.col("above").str.strip_prefix("#"),
        "Description": "asked",
        "Created At (UTC)": pl.col("created_on").dt.strftime(GITLAB_AT),
        "Closed At (UTC)": over.dt.strftime(GITLAB_AT),
    }
    issues(frames, asked).select(**columns).write_csv(folder / "gitlab.csv")


def write_plane(folder: Path, frames: Frames, asked: pl.DataFrame) -> None:
    """plane.csv: items alone; a feature is a module, done when all its items are."""
    rows = issues(frames, asked).filter(pl.col("type") != "Epic")
    done, dropped = pl.col("done_on").is_not_null(), pl.col("dropped_on").is_not_null()
    columns = {
        "ID": "key",
        "Name": "title",
        "Project": "team",
        "State": pl.when(done)
        .then(pl.lit("Done"))
        .when(dropped)
        .then(pl.lit("Cancelled"))
        .otherwise(pl.lit("Todo")),
        "Priority": pl.lit("none"),
        "Labels": "type",
        "Module Name": "above",
        "Created At": pl.col("created_on").dt.strftime(LINEAR_AT),
        "Completed At": pl.col("done_on").dt.strftime(LINEAR_AT),
        "Archived At": pl.col("dropped_on").dt.strftime(LINEAR_AT),
    }
    rows.select(**columns).write_csv(folder / "plane.csv")


def write_lighthouse(folder: Path, frames: Frames, asked: pl.DataFrame) -> None:
    """lighthouse.csv: work items with epics; what was dropped is removed and not in the list."""
    rows = issues(frames, asked).filter(pl.col("dropped_on").is_null())
    rows = rows.filter(pl.col("above").is_null() | pl.col("above").is_in(rows["key"].implode()))
    columns = {
        "ID": "key",
        "Name": "title",
        "State": pl.when(pl.col("done_on").is_null()).then(pl.lit("New")).otherwise(pl.lit("Done")),
        "Type": "type",
        "Owning Team": "team",
        "Started Date": "started_on",
        "Closed Date": "done_on",
        "Created Date": "created_on",
        "Parent Reference Id": "above",
        "Tags": "asked",
    }
    rows.select(**columns).write_csv(folder / "lighthouse.csv")


def issues(frames: Frames, asked: pl.DataFrame) -> pl.DataFrame:
    """Features and their items in one list; ``above`` is the key of an item's feature."""
    codes = {team: project(at) for at, team in enumerate(frames.teams)}
    features = frames.features.join(
        asked, left_on="number", right_on="feature", how="left", maintain_order="left"
    ).with_columns(pl.col("number") + 1, title="name", type=pl.lit("Epic"), done_on="shipped_on")
    parts = items(frames).with_columns(pl.col("number") + ITEMS_FROM, above="feature")
    parts = parts.with_columns(
        key=pl.format("{}-{}", pl.col("team").replace_strict(codes), "number")
    )
    rows = pl.concat([features.drop("name"), parts.drop("feature", "id")], how="diagonal")
    return rows.with_columns(project=pl.col("team").replace_strict(codes))


def _issue(row: dict[str, Any], due: dict[str, date], left: dict[str, date]) -> dict[str, Any]:
    over, release = row["done_on"] or row["dropped_on"], row["release"]
    done, dropped = bool(row["done_on"]), bool(row["dropped_on"])
    label = {"Epic": "epic", "Bug": "bug"}.get(row["type"])
    issue = {
        "html_url": _url(row["team"], row["number"]),
        "number": row["number"],
        "title": row["title"],
        "state": "closed" if over else "open",
        "state_reason": "completed" if done else "not_planned" if dropped else None,
        "repository_url": f"https://api.github.example/repos/synthetic/{_slug(row['team'])}",
        "created_at": _at(row["created_on"]),
        "closed_at": _at(over),
        "labels": [{"name": label}] if label else [],
        "body": row["asked"],
    }
    if release:
        stands = {"title": release, "due_on": _at(due[release]), "closed_at": _at(left[release])}
        issue["milestone"] = stands
    if row["above"]:
        issue["parent_issue_url"] = _url(row["team"], int(row["above"].removeprefix("#")))
    return issue


def _url(team: str, number: int) -> str:
    return f"https://github.example/synthetic/{_slug(team)}/issues/{number}"


def _slug(team: str) -> str:
    return team.lower().replace(" ", "-")


def _at(day: date | None) -> str | None:
    return f"{day.isoformat()}T09:30:00Z" if day else None
