"""A company written down: the exports of its CRM and its tracker, and the truth beside them."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import polars as pl
from synthetic import crm_shapes, own_shape, texts, tracker_shapes, truth
from synthetic.company import Company, simulate
from synthetic.crm_lists import LISTS, Ids, Write
from synthetic.frames import Frames, frames
from synthetic.world import World

CRMS: dict[str, tuple[Ids, Write]] = {
    "own": (own_shape.deal_ids, lambda at, rows, _ids, _notes: own_shape.write_crm(at, rows)),
    "salesforce": (crm_shapes.salesforce_ids, crm_shapes.write_salesforce),
    "hubspot": (crm_shapes.hubspot_ids, crm_shapes.write_hubspot),
    **LISTS,
}
TRACKERS: dict[str, Callable[[Path, Frames, pl.DataFrame], None]] = {
    "own": lambda at, rows, _asked: own_shape.write_tracker(at, rows),
    "jira": tracker_shapes.write_jira,
    "linear": tracker_shapes.write_linear,
    "github": tracker_shapes.write_github,
    "gitlab": tracker_shapes.write_gitlab,
    "plane": tracker_shapes.write_plane,
    "lighthouse": tracker_shapes.write_lighthouse,
}
KEYS: dict[str, pl.Expr] = {
    "github": pl.format("#{}", pl.col("number") + 1),
    "gitlab": pl.format("#{}", pl.col("number") + 1),
    "plane": pl.col("name"),
}
"""What a feature is called where it has no key such as CORE-12."""

LINKS = ("typed", "found", "none")
MOST_STORIES, FEWEST_STORIES, ROWS = 201, 3, 600_000
"""Stories of the future, such that stories times open deals stay near ``ROWS``."""


def write(
    folder: Path, world: World, *, seed: int, crm: str = "own", tracker: str = "own",
    links: str = "typed", stories: int = 0,
) -> Company:  # fmt: skip
    """Exports into ``folder``, the truth into ``folder/truth``."""
    open_ones = world.deals * 0.15
    stories = stories or int(min(MOST_STORIES, max(FEWEST_STORIES, ROWS // open_ones)))
    company = simulate(world, seed, stories)
    rows = frames(company)
    rows.features = rows.features.with_columns(key=KEYS.get(tracker, pl.col("key")))
    ids_of, write_crm = CRMS[crm]
    ids = ids_of(rows)
    notes, asked, needs = texts.written(rows, ids, seed, links == "found")
    folder.mkdir(parents=True, exist_ok=True)
    write_crm(folder, rows, ids, notes)
    TRACKERS[tracker](folder, rows, asked)
    own_shape.write_beside(folder, rows, ids)
    if links == "typed":
        own_shape.write_needs(folder, rows, ids)
    _write_truth(folder / "truth", company, rows, ids, needs)
    return company


def _write_truth(
    folder: Path, company: Company, rows: Frames, ids: pl.DataFrame, needs: pl.DataFrame
) -> None:
    """Deals and features under the ids that the exports give them."""
    folder.mkdir(exist_ok=True)
    deal = ids.select(deal="number", id="deal")
    feature = rows.features.select(feature="number", id="key")
    called = {"deal": deal, "feature": feature}
    for name, frame in truth.tables(company).items():
        _called(frame, called).write_parquet(folder / f"{name}.parquet")
    needs.select("deal", "strength", "on", "way", feature="key").write_parquet(
        folder / "needs.parquet"
    )
    laws = {"seed": company.seed, "futures": len(company.shipped) - 1, **asdict(company.world)}
    (folder / "world.json").write_text(json.dumps(laws, indent=1, default=str))
    (folder / "README").write_text(README)


def _called(frame: pl.DataFrame, ids: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The ids of the exports in place of the numbers."""
    for name, known in ids.items():
        if name in frame.columns:
            frame = (
                frame.join(known, on=name, maintain_order="left")
                .with_columns(pl.col("id").alias(name))
                .drop("id")
            )
    return frame


README = """What nobody in this made-up company knows. Parquet files, ids as in the exports.

world.json  the laws: hazards by stage, what evidence and unmet needs take or add, the seed, and
            how many futures the odds are shares of
odds        deal, by, p_won, p_lost: for each open deal and week's end the chance of having been won
            or lost by then, as a share of simulated futures
outcomes    deal, outcome, closed_on, amount: what will happen to each open deal in the weeks ahead
bookings    story, quarter, amount: what the open deals bring; story 0 is what will happen
ships       feature, shipped_on, p10, p50, p90: when each unfinished feature will ship, and the days
            by which it does in 10, 50 and 90 of 100 futures; empty when after the weeks ahead
worths      feature, quarter, gain: what the open deals that ask for a feature bring more on average
            than if it never shipped
needs       deal, feature, strength, on, way: every need, and how somebody wrote it down
"""
