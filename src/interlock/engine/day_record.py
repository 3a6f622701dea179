"""The record of both sides: how the days that they said came out, by the same proper score."""

from collections.abc import Callable
from datetime import date

import polars as pl

from interlock import __version__
from interlock.engine import (
    day_lines,
    history,
    interlock_days,
    reliability,
    said_days,
    said_odds,
    scores,
    stated_confidence,
)
from interlock.engine.day_lines import FEWEST
from interlock.engine.reliability import Votes
from interlock.records.birth import Birth
from interlock.records.book import Book
from interlock.records.day_record import (
    INTERLOCK,
    ConfidenceLine,
    DayRecord,
    SideLine,
)
from interlock.records.settings_in_force import settings_in_force

METHOD = "days said: filtered odds of meeting them, mixed with the base rate, version 1"
OF_TEAMS = (said_days.FEATURE,)
"""Kinds whose makers are teams; persons are not ranked."""


def record(
    book: Book,
    *,
    as_of: date | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DayRecord:
    """How the days that both sides said came out, as known on ``as_of``.

    A day is met when the thing is done by it, and settled once it has passed: what is not done by
    then, or can come no more, is not met. Every day has odds by what was known before it was said
    (`met_odds.rolled`), so that who said it and how far ahead it lay count alike for both sides.
    The unit is the thing: its days share one vote, each by the weeks that it stood, so that nobody
    gains by saying days often. Interlock's own odds of the same days, and the
    days by which it gave 8 of 10 that a feature ships, are scored by the same rules
    (`interlock_days`).
    """
    day = as_of or book.seen_on
    known = history.known(book, as_of=day)
    judged = said_odds.judged(said_days.said(known), as_of=day)
    rows = interlock_days.said(said_odds.with_odds(judged), progress)
    settled = rows.filter(pl.col("met").is_not_null())
    ours = settled.with_columns(side=pl.lit(INTERLOCK), p_met="p_own")
    levels = book.company.confidence_levels
    return DayRecord(
        company=book.company.name,
        simulated=book.company.simulated,
        as_of=day,
        lines=day_lines.lines(settled, "side", "kind"),
        teams=day_lines.lines(settled.filter(pl.col("kind").is_in(OF_TEAMS)), "maker", "kind"),
        own=day_lines.lines(ours, "side", "kind"),
        sides=_sides(settled, seed) + _sides(ours, seed),
        confidences=(
            *stated_confidence.lines(rows, levels, fewest=FEWEST),
            *stated_confidence.categories(settled, book.company.category_bands, fewest=FEWEST),
            *_sure(rows, day),
        ),
        unread=stated_confidence.unread(rows, levels),
        fewest=FEWEST,
        days=rows,
        birth=Birth(
            as_of=day, seed=seed, method=METHOD, version=__version__, draws=0,
            used=tuple(known.counts.items()), left_out=book.left_out,
            settings=settings_in_force(book.company), sources=book.sources,
        ),
    )  # fmt: skip


def _sure(rows: pl.DataFrame, as_of: date) -> tuple[ConfidenceLine, ...]:
    """What came of the days that Interlock was nearly sure of."""
    met = interlock_days.sure(rows, as_of)
    if met.is_empty():
        return ()
    return (stated_confidence.line(INTERLOCK, "", interlock_days.SURE, met, fewest=FEWEST),)


def _sides(settled: pl.DataFrame, seed: int) -> tuple[SideLine, ...]:
    made = []
    for (side,), rows in settled.sort("side").group_by("side", maintain_order=True):
        odds, met = rows["p_met"].to_numpy(), rows["met"].cast(pl.Float64).to_numpy()
        named = rows.select(pl.struct("what", "kind").rank("dense").cast(pl.Int64) - 1)
        thing = named.to_series().to_numpy()
        votes = Votes(thing, day_lines.votes(rows))
        line = reliability.reliability(odds, met, seed=seed, votes=votes)
        missing = reliability.missing(met, votes)
        slope = scores.calibration(odds, met)
        things = int(thing.max()) + 1
        made.append(SideLine(str(side), line, slope, things, rows.height, missing))
    return tuple(made)
