"""How often days were met, by the confidence or the category that they were said with."""

from collections.abc import Iterator, Mapping

import polars as pl

from interlock.engine import said_days, scores
from interlock.records.confidence import share
from interlock.records.day_record import ConfidenceLine, UnreadConfidence


def lines(
    days: pl.DataFrame, levels: Mapping[str, float], *, fewest: int
) -> tuple[ConfidenceLine, ...]:
    """By side and stated share, the lowest first: the share of settled own acts done by the day
    given first.

    What was promised with the same share counts together, be it said as a level or as a per cent.
    """
    shares = {text: share(text, levels) for text in days["confidence"].drop_nulls().unique()}
    told = _first_own(days).with_columns(
        stated=pl.col("confidence").replace_strict(shares, return_dtype=pl.Float64).round(4)
        if shares
        else pl.lit(None, pl.Float64)
    )
    settled = told.filter(pl.col("stated").is_not_null(), pl.col("met").is_not_null())
    groups = settled.sort("side", "stated").group_by("side", "stated", maintain_order=True)
    called = {round(value, 4): name for name, value in levels.items()}
    return tuple(
        line(str(side), called.get(stated, ""), stated, rows["met"], fewest=fewest)
        for (side, stated), rows in groups
    )


def categories(
    settled: pl.DataFrame, bands: Mapping[str, float], *, fewest: int
) -> tuple[ConfidenceLine, ...]:
    """Of the close dates that stood in each category of the CRM, which says its band and more, the
    share that was won by: a deal counts once in each, its dates by the weeks that they stood.
    """
    dated = settled.filter(pl.col("kind") == said_days.DEAL, pl.col("confidence").is_in([*bands]))
    mean = (pl.col("met") * pl.col("weeks")).sum() / pl.col("weeks").sum()
    deals = dated.group_by("confidence", "what").agg(met=mean).sort("what")
    parts = {str(name): rows["met"] for (name,), rows in deals.group_by("confidence")}
    return tuple(
        line(said_days.SALES, name, band, parts[name], fewest=fewest)
        for name, band in sorted(bands.items(), key=lambda one: one[1])
        if name in parts
    )


def line(side: str, level: str, said: float, met: pl.Series, *, fewest: int) -> ConfidenceLine:
    """What came of things that were ``said`` with one share: each 1 or 0 in ``met``, or the part of
    its days that were met.
    """
    count = len(met)
    if count < fewest:
        return ConfidenceLine(side, level, said, count)
    kept = float(met.sum())
    return ConfidenceLine(side, level, said, count, kept / count, *scores.wilson(kept, count))


def unread(days: pl.DataFrame, levels: Mapping[str, float]) -> tuple[UnreadConfidence, ...]:
    """Confidences that say nothing here, each with how many own acts were promised with it."""
    return tuple(_unread(_first_own(days), levels))


def _unread(first: pl.DataFrame, levels: Mapping[str, float]) -> Iterator[UnreadConfidence]:
    counted = first.drop_nulls("confidence").group_by("confidence").len().sort("confidence")
    for text, count in counted.iter_rows():
        if text.strip() and share(text, levels) is None:
            yield UnreadConfidence(text, count)


def _first_own(days: pl.DataFrame) -> pl.DataFrame:
    """Own acts by the day that each was first given for."""
    own = days.filter(pl.col("form") == said_days.OWN_ACT).sort("said_on", "what")
    return own.unique("what", keep="first", maintain_order=True)
