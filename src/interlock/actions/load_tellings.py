"""Load: what buyers were told of features, and who has to be told something else."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from interlock.engine import tellings
from interlock.records.rights import Viewer
from interlock.records.telling import Telling
from interlock.store import shown

TABLES = ("deals", "features", "needs", "told")


def load_tellings(
    viewer: Viewer, *, ahead: Mapping[str, date | None], deal: str = "", feature: str = ""
) -> tuple[Telling, ...]:
    """What the buyer of one deal was told, or what the buyers were told of one feature, of all
    without either; held against ``ahead``, each unfinished feature with the day by which the last
    forecast says that it ships in 8 of 10 cases.
    """
    book = shown.book(viewer, TABLES)
    held = {name: book.table(name) for name in TABLES}
    for name in ("needs", "told"):
        held[name] = _of(_of(held[name], "deal", deal), "feature", feature)
    named = pl.concat([held[name].select("feature") for name in ("needs", "told")])["feature"]
    return tellings.tellings(
        **held,
        ahead=ahead,
        moved=_moved(held["features"].filter(pl.col("id").is_in(named.implode())), viewer),
    )


def _of(rows: pl.DataFrame, column: str, own_id: str) -> pl.DataFrame:
    return rows.filter(pl.col(column) == own_id) if own_id else rows


def _moved(features: pl.DataFrame, viewer: Viewer) -> dict[str, date]:
    """When the stated dates of these features moved last."""
    if not features.height:
        return {}
    log = shown.log(("features", "releases"), viewer)
    return tellings.last_moves(log.filter(_is_of(features)), features)


def _is_of(features: pl.DataFrame) -> pl.Expr:
    ids = pl.col("id").is_in(features["id"].implode()) & (pl.col("table") == "features")
    return ids | (pl.col("table") == "releases")
