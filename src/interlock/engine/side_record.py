"""How the days that each side said came out, as few figures as a weekly report has room for."""

from datetime import date

import polars as pl

from interlock.engine import said_days, scores
from interlock.engine.day_lines import FEWEST
from interlock.records.book import Book
from interlock.records.report import SideRecord

SIDES = ("sales", "development")


def sides(book: Book, *, as_of: date) -> tuple[SideRecord, ...]:
    """For each side and kind of day of which enough are settled, the share met as `day_record` has
    it, without any odds: the mean over things of the mean over their days by weeks.

    ``book`` is as known on ``as_of``.
    """
    settled = said_days.said(book).filter(pl.col("due") < as_of, pl.col("side").is_in(SIDES))
    met = (pl.col("done_on") <= pl.col("due")).fill_null(value=False)
    mean = (met * pl.col("weeks")).sum() / pl.col("weeks").sum()
    things = settled.group_by("side", "kind", "what").agg(met=mean).sort("side", "kind", "what")
    lines = things.group_by("side", "kind", maintain_order=True).agg(pl.len(), pl.col("met").mean())
    enough = lines.filter(pl.col("len") >= FEWEST)
    return tuple(
        SideRecord(side, kind, count, share, *scores.wilson(share * count, count))
        for side, kind, count, share in enough.sort(
            pl.col("side").cast(pl.Enum(SIDES)), "kind"
        ).iter_rows()
    )
