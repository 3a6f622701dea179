"""A company in Interlock's own files."""

from pathlib import Path

import polars as pl
from synthetic.frames import STAGES, Frames
from synthetic.world import PERCENTS, RULE_NAMES, RULE_STAGES, RULES

ID = pl.format("D{}", (pl.col("number") + 1).cast(pl.String).str.zfill(7))


def deal_ids(frames: Frames) -> pl.DataFrame:
    """(number, deal, address): what this shape calls each deal."""
    return frames.deals.select("number", deal=ID, address=ID)


def write_crm(folder: Path, frames: Frames) -> None:
    """deals.csv, changes.csv and evidence.csv."""
    deals = frames.deals.select(
        ID.alias("id"), "name", "account", "owner", "stage", "outcome", _money("amount"),
        "created_on", "expected_close_on", "closed_on", "segment",
    )  # fmt: skip
    deals.write_csv(folder / "deals.csv")
    fields = (
        ("stage", frames.stages),
        ("amount", frames.amounts),
        ("expected_close_on", frames.closes),
    )
    changes = [_change(frame, name) for name, frame in fields]
    pl.concat(changes).sort("id", "at", "field").write_csv(
        folder / "changes.csv", datetime_format="%Y-%m-%d %H:%M:%S"
    )


def write_tracker(folder: Path, frames: Frames) -> None:
    """features.csv, items.csv, releases.csv, and the moves between releases."""
    key = frames.features.select("number", "key")
    frames.features.select(
        "key",
        "name",
        "team",
        "order",
        "release",
        "created_on",
        "shipped_on",
        "dropped_on",
        id="key",
    ).write_csv(folder / "features.csv")
    items(frames).select(
        "id",
        "title",
        "feature",
        "team",
        "type",
        "created_on",
        "started_on",
        "done_on",
        "dropped_on",
    ).write_csv(folder / "items.csv")
    frames.releases.with_columns(name="id", train=pl.lit("regular")).write_csv(
        folder / "releases.csv"
    )
    moves = frames.moves.join(key, on="number").select(
        pl.lit("features").alias("table"), pl.col("key").alias("id"), "at",
        pl.lit("release").alias("field"), "old", "new",
    )  # fmt: skip
    moves.write_csv(folder / "changes_of_releases.csv", datetime_format="%Y-%m-%d %H:%M:%S")


def items(frames: Frames) -> pl.DataFrame:
    """Items with their ids, the keys of their features and the names of their teams."""
    key = frames.features.select(pl.col("number").alias("feature"), pl.col("key").alias("above"))
    team = pl.Series(frames.teams)
    return frames.items.join(key, on="feature", how="left", maintain_order="left").with_columns(
        id=pl.format("I-{}", "number"), feature="above", team=team.gather(frames.items["team"])
    )


def write_beside(folder: Path, frames: Frames, ids: pl.DataFrame) -> None:
    """What every shape has beside the two exports: teams, rules, evidence, dependencies."""
    pl.DataFrame({"name": frames.teams, "wip_limit": 2}).write_csv(folder / "teams.csv")
    frames.evidence.join(ids, on="number", maintain_order="left").select(
        "deal", "rule", "on"
    ).write_csv(folder / "evidence.csv")
    key = frames.features.select("number", "key")
    frames.dependencies.join(key.rename({"number": "feature", "key": "waits"}), on="feature").join(
        key.rename({"number": "after", "key": "for"}), on="after"
    ).select(feature="waits", after="for").write_csv(folder / "dependencies.csv")
    (folder / "rules.toml").write_text("\n".join(_rule(at) for at in range(len(RULES))))
    (folder / "company.toml").write_text(COMPANY)


def write_needs(folder: Path, frames: Frames, ids: pl.DataFrame) -> None:
    key = frames.features.select("number", "key").rename({"number": "feature"})
    needs = frames.needs.join(ids, on="number").join(key, on="feature")
    needs.select("deal", "strength", "on", feature="key").write_csv(folder / "needs.csv")


def _change(frame: pl.DataFrame, name: str) -> pl.DataFrame:
    values = (_money(x) if frame[x].dtype == pl.Float64 else pl.col(x) for x in ("old", "new"))
    return frame.select(
        pl.lit("deals").alias("table"), ID.alias("id"), "at", pl.lit(name).alias("field"),
        *(value.cast(pl.String) for value in values),
    )  # fmt: skip


def _money(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64)


def _rule(at: int) -> str:
    stage = STAGES[RULE_STAGES[at]]
    return f'[[rule]]\nid = "{RULES[at]}"\nname = "{RULE_NAMES[at]}"\nstage = "{stage}"\n'


def _stages() -> str:
    rows = [(name, percent, "open") for name, percent in zip(STAGES, PERCENTS, strict=False)]
    rows += [("Closed Won", 100, "won"), ("Closed Lost", 0, "lost")]
    return "\n".join(
        f'  {{ name = "{name}", percent = {percent}, outcome = "{outcome}" }},'
        for name, percent, outcome in rows
    )


COMPANY = f"""# Settings of a company that does not exist: everything shown from here is simulated.
name = "Synthetic"
simulated = true
currency = "EUR"
time_zone = "UTC"

[pipelines.Sales]
stages = [
{_stages()}
]
"""
