"""Which issues of a tracker are features, and to which feature every item belongs."""

from collections.abc import Sequence

import polars as pl

SUB_TASKS = ("sub-task", "subtask", "sub task")
PRIORITIES = (
    "highest",
    "blocker",
    "critical",
    "high",
    "major",
    "medium",
    "normal",
    "low",
    "minor",
    "lowest",
    "trivial",
)
GROUPED = {
    "fix version": "release", "milestone": "release", "component": "component", "label": "label",
    "project": "group",
}  # fmt: skip


def split(issues: pl.DataFrame, kinds: Sequence[str]) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """(features, items, sub-tasks that are part of an item) by the first of ``kinds`` that yields
    any feature: epic, parent, fix version (or milestone), component, label or project.
    """
    for kind in kinds:
        features = _features(issues, kind)
        if features.height:
            return features, *_items(issues, features, kind)
    none = _feature_columns(issues.clear())
    return none, *_items(issues, none, "epic")


def _features(issues: pl.DataFrame, kind: str) -> pl.DataFrame:
    if kind == "epic":
        return _feature_columns(_ranked(issues.filter(_is_epic())))
    if kind == "parent":
        above = issues["above"].drop_nulls().implode()
        parents = issues.filter(
            pl.col("key").is_in(above) | pl.col("id").is_in(above), ~_is_sub_task()
        )
        return _feature_columns(_ranked(parents))
    return _groups(issues, GROUPED[kind])


def _is_epic() -> pl.Expr:
    return pl.col("type").str.to_lowercase() == "epic"


def _is_sub_task() -> pl.Expr:
    return pl.col("type").str.to_lowercase().is_in(SUB_TASKS).fill_null(value=False)


def _ranked(features: pl.DataFrame) -> pl.DataFrame:
    """In the order of the board: by Jira's rank, else by priority, then by age."""
    places = {name: at for at, name in enumerate(PRIORITIES)}
    urgency = (
        pl.col("priority")
        .str.to_lowercase()
        .replace_strict(places, default=len(places), return_dtype=pl.Int32)
    )
    return features.sort("rank", urgency, "created_on", "key", nulls_last=True)


def _feature_columns(features: pl.DataFrame) -> pl.DataFrame:
    return features.select(
        "id",
        "key",
        name=pl.coalesce("title", "epic_name"),
        team="team",
        order=pl.int_range(1, pl.len() + 1, dtype=pl.Int32),
        release="release",
        wanted_by="due",
        created_on="created_on",
        shipped_on="done_on",
        dropped_on="dropped_on",
    )


def _groups(issues: pl.DataFrame, by: str) -> pl.DataFrame:
    """One feature a group of issues; shipped when all of them are finished, the last of them
    telling the day.
    """
    finished = pl.coalesce("done_on", "dropped_on")
    return (
        issues.drop_nulls(by)
        .group_by(by, maintain_order=True)
        .agg(
            team=pl.col("team").drop_nulls().mode().sort().first(),
            release_of=pl.col("release").drop_nulls().first(),
            wanted_by=pl.col("due").max(),
            created_on=pl.col("created_on").min(),
            shipped_on=pl.when(finished.is_not_null().all()).then(finished.max()),
        )
        .select(
            id=by,
            key=pl.lit(None, pl.String),
            name=by,
            team="team",
            order=pl.int_range(1, pl.len() + 1, dtype=pl.Int32),
            release="release_of",
            wanted_by="wanted_by",
            created_on="created_on",
            shipped_on="shipped_on",
            dropped_on=pl.lit(None, pl.Date),
        )
    )


def _items(issues: pl.DataFrame, features: pl.DataFrame, kind: str) -> tuple[pl.DataFrame, int]:
    by_group = kind in GROUPED
    is_feature = pl.col("id").is_in(features["id"].implode())
    rest = issues if by_group else issues.filter(~is_feature)
    part = _is_sub_task() & _parent().is_in(_references(rest)).fill_null(False)
    items = rest.filter(~part.fill_null(False))
    feature = pl.col(GROUPED[kind]) if by_group else _feature_above(features)
    columns = ("created_on", "started_on", "done_on", "dropped_on", "release")
    found = items.select("id", "key", "title", "team", "type", "size", *columns, feature=feature)
    return found, rest.height - items.height


def _parent() -> pl.Expr:
    """The issue that a sub-task is part of, even where the sub-task names its epic too."""
    return pl.coalesce("parent_key", "parent", "parent_id")


def _references(issues: pl.DataFrame) -> pl.Series:
    return pl.concat([issues["id"], issues["key"]]).implode()


def _feature_above(features: pl.DataFrame) -> pl.Expr:
    """The feature that an issue's parent is, named by id, by key or by name."""
    known = dict(zip(features["name"], features["id"], strict=True))
    known |= dict(zip(features["key"], features["id"], strict=True))
    known |= dict(zip(features["id"], features["id"], strict=True))
    known.pop(None, None)
    return pl.col("above").replace_strict(known, default=None, return_dtype=pl.String)
