"""A tracker's list of issues as features, items and releases: what all such lists share."""

from collections.abc import Callable, Sequence

import polars as pl

from interlock.importers import issue_features
from interlock.importers.columns import Field, take
from interlock.importers.feature_labels import feature_label
from interlock.importers.issue_changes import ISSUE_ROWS
from interlock.importers.kept import keep
from interlock.importers.source import Extract, headers_of
from interlock.importers.table import Rows, plain_header
from interlock.importers.texts import WRITTEN, texts
from interlock.records.company import Company
from interlock.records.problems import LeftOut
from interlock.records.work_tables import DEPENDENCIES

Prepare = Callable[[pl.DataFrame], pl.DataFrame]
DAYS = ("created_on", "started_on", "done_on", "dropped_on", "due")
TEXTS = (
    "id", "key", "title", "type", "status", "team", "priority", "rank", "release", "component",
    "label", "group", "category", "epic_name", "above", "parent_key", "parent", "parent_id",
)  # fmt: skip
FEATURE_TYPES = ("epic", "feature", "initiative")


def read_issues(
    rows: Rows,
    company: Company,
    fields: Sequence[Field],
    *,
    kinds: Sequence[str],
    prepare: Prepare = lambda issues: issues,
    also_read: Sequence[str] = (),
    between_labels: str = ",",
) -> Extract:
    """Features, items, releases, teams and dependencies.

    ``fields`` give columns of ``DAYS`` and ``TEXTS``, ``size``, ``releases`` and ``waits_for``
    (several, with ``;`` or ``,`` between); ``prepare`` makes from them what the tracker says
    otherwise; ``label`` holds all labels. ``kinds`` are what features are unless ``company.toml``
    says it.
    """
    taken = take(rows, fields, required=("id",))
    issues = _led(prepare(_whole(taken.frame)))
    labels = pl.col("label").str.split(between_labels).list.eval(pl.element().str.strip_chars())
    issues = issues.with_columns(label=feature_label(labels, company.feature_label))
    kinds = company.feature_from if "feature_from" in company.given else kinds
    features, items, parts = issue_features.split(issues, kinds)
    used = (*headers_of(fields), *also_read)
    return Extract(
        tables={
            "features": features,
            "items": items,
            "releases": _releases(issues),
            "teams": _teams(features, items),
            "dependencies": _dependencies(issues, features, items),
            "attributes": _attributes(rows, issues, features, used, company),
            WRITTEN: texts(rows, issues, features, company, used=used),
            ISSUE_ROWS: issues.select("id", "key", "status", "category"),
        },
        problems=taken.problems,
        left_out=(LeftOut("items", parts, "sub-tasks, part of an item"),) if parts else (),
        taken=issues.height - parts,
        unread=taken.left_out,
        read=frozenset(map(plain_header, used)),
        garbled=dict.fromkeys(("features", "items"), taken.garbled),
    )


def _whole(issues: pl.DataFrame) -> pl.DataFrame:
    kinds: dict[str, pl.DataType] = dict.fromkeys(DAYS, pl.Date())
    kinds |= dict.fromkeys(TEXTS, pl.String()) | {"size": pl.Float64()}
    kinds |= {"release_due": pl.Date(), "release_shipped_on": pl.Date(), "waits_for": pl.String()}
    absent = [pl.lit(None, kind).alias(n) for n, kind in kinds.items() if n not in issues.columns]
    return issues.with_columns(absent)


def _led(issues: pl.DataFrame) -> pl.DataFrame:
    """Every kind of feature is an epic, and every issue names the one above it in one column."""
    return issues.with_columns(
        type=pl.when(pl.col("type").str.to_lowercase().is_in(FEATURE_TYPES))
        .then(pl.lit("Epic"))
        .otherwise("type"),
        above=pl.coalesce("above", "parent_key", "parent", "parent_id"),
    )


def _releases(issues: pl.DataFrame) -> pl.DataFrame:
    """Every release that an issue names, with the days that its issues say of it."""
    named = issues.drop_nulls("release").group_by("release", maintain_order=True)
    days = named.agg(pl.col("release_due").max(), pl.col("release_shipped_on").max())
    return days.select(
        id="release", name="release", due="release_due", shipped_on="release_shipped_on"
    )


def _teams(features: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    names = pl.concat([features["team"], items["team"]]).drop_nulls().unique(maintain_order=True)
    return pl.DataFrame({"name": names})


def _dependencies(
    issues: pl.DataFrame, features: pl.DataFrame, items: pl.DataFrame
) -> pl.DataFrame:
    """A feature waits for another when one of its issues is blocked by one of the other's."""
    if issues["waits_for"].null_count() == issues.height:
        return DEPENDENCIES.empty()
    owners = pl.concat([features.select("id", feature="id"), items.select("id", "feature")])
    owners = owners.drop_nulls().unique("id", keep="first", maintain_order=True)
    names = [issues.select(pl.col(n).alias("said"), "id") for n in ("id", "key")]
    known = pl.concat(names).drop_nulls().unique("said", keep="first", maintain_order=True)
    waits = issues.select("id", said=pl.col("waits_for").str.replace_all(",", ";").str.split(";"))
    waits = waits.explode("said").with_columns(pl.col("said").str.strip_chars()).drop_nulls()
    pairs = (
        waits.join(known.rename({"id": "other"}), on="said")
        .join(owners, on="id")
        .join(owners.select(other="id", after="feature"), on="other")
    )
    apart = pairs.filter(pl.col("feature") != pl.col("after"))
    return apart.select("feature", "after").unique().sort("feature", "after")


def _attributes(
    rows: Rows, issues: pl.DataFrame, features: pl.DataFrame, used: Sequence[str], company: Company
) -> pl.DataFrame:
    kept = keep(rows, "items", issues, used=used, company=company)
    is_feature = pl.col("id").is_in(features["id"].implode())
    table = pl.when(is_feature).then(pl.lit("features")).otherwise("table")
    return kept.with_columns(table=table)
