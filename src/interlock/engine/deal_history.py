"""Past deals as they stood on past days, and what became of each: won, lost or still open."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from interlock.engine.deal_log import entered, followed
from interlock.engine.standing import Scale, measure, standing
from interlock.engine.sweeps import without_sweeps
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK, FiscalCalendar
from interlock.records.company import Company
from interlock.records.problems import LeftOut

WINDOW_WEEKS = 26
STEP_WEEKS = 4
YOUNG_WEEKS, YOUNG_STEP_WEEKS = 39, 1
"""A history shorter than this is looked at every week, to see what there is of it."""

MANY_DEALS, LONG_STEP_WEEKS = 40_000, 13
"""So many deals teach as much when they are looked at once a quarter."""

COUNTED_FROM = date(1999, 12, 24)
"""The Friday from which the weeks of those days are counted."""

MOST_DAYS = 3650
"""Ten years back; what is older tells about another company."""


@dataclass(frozen=True)
class AtRisk:
    """What is learnt from.

    ``stood``: one row a deal and past day on which it was open, as `standing` has it, with ``exit``
    and ``ending`` (0 open, 1 won, 2 lost): it was at risk in the weeks 0 to exit - 1 after that
    day, and in week ``exit`` too when it was won or lost in it. ``closed`` = ``won`` + ``lost``
    deals whose ending was used. ``stages``: the company's order. ``follows``: of what a deal's past
    is known. ``by_quarter``: (first, won), wins of whole past quarters.
    """

    stood: pl.DataFrame
    scale: Scale
    as_of: date
    closed: int
    won: int
    lost: int
    stages: tuple[str, ...]
    follows: frozenset[str]
    fiscal: FiscalCalendar
    left_out: tuple[LeftOut, ...]
    by_quarter: pl.DataFrame


def at_risk(book: Book, *, as_of: date) -> AtRisk:
    """How deals stood on days every four weeks back, each followed for 26 weeks or until as_of.

    ``book`` is as known on ``as_of``. A deal stands on a day when it was open then, as known on
    that day; only the calendar, its age and the features it needs move on with the weeks. A history
    of under 39 weeks is looked at every week, one of over 40,000 deals every quarter.
    Source: landmarking, van Houwelingen (2007); ties are counted exactly.
    """
    follows = followed(book)
    deals, left_out = usable(book)
    closed = deals.filter(
        pl.col("outcome").is_in(["won", "lost"]), pl.col("closed_on") > pl.col("entered_on")
    )
    won = int((closed["outcome"] == "won").sum())
    scale = measure(book)
    open_days = _open_days(deals, as_of)
    stood = standing(open_days, book, scale, follows=follows, today=False)
    stood = stood.filter(~pl.col("stage").is_in(_ended(book.company)))
    return AtRisk(
        stood=_followed(stood, as_of),
        scale=scale,
        as_of=as_of,
        closed=closed.height,
        won=won,
        lost=closed.height - won,
        stages=_open_stages(book.company),
        follows=follows,
        fiscal=book.company.fiscal,
        left_out=left_out,
        by_quarter=_wins_by_quarter(closed, book.company.fiscal, as_of),
    )


def today(book: Book, *, as_of: date, scale: Scale, follows: frozenset[str]) -> pl.DataFrame:
    """How the open deals stand on ``as_of``, one row each: as `standing` has it."""
    deals = book.deals.filter(pl.col("outcome") == "open")
    days = deals.select("id", "created_on", day=pl.lit(as_of))
    return standing(days, book, scale, follows=follows, today=True)


def history_weeks(risk: AtRisk) -> int:
    """Weeks since the first day on which deals are seen to stand."""
    first = risk.stood["day"].min()
    return (risk.as_of - first).days // DAYS_PER_WEEK if isinstance(first, date) else 0


def usable(book: Book) -> tuple[pl.DataFrame, tuple[LeftOut, ...]]:
    """Deals that can teach something, with ``entered_on``, and how many cannot, by reason.

    Outcome ``swept``: marked lost in bulk; ``closed_on`` is then the last day it was followed.
    """
    deals = entered(book)
    ended = pl.col("outcome") != "open"
    reasons = {
        "without a day of creation": pl.col("created_on").is_null(),
        "ended on a day that is not stated": ended & pl.col("closed_on").is_null(),
        "closed before they were created": ended & (pl.col("closed_on") < pl.col("created_on")),
    }
    left_out = []
    for why, bad in reasons.items():
        count = deals.filter(bad.fill_null(value=False)).height
        if count:
            left_out.append(LeftOut("deals", count, f"{why}: in totals, not in the odds learnt"))
            deals = deals.filter(~bad.fill_null(value=False))
    deals, swept = without_sweeps(deals, book.changes)
    return deals, (*left_out, *swept)


def _open_days(deals: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One row a deal and day, every few weeks before ``as_of``, on which it was open.

    The days are the same whatever the weekday and week of ``as_of``, so that what is learnt
    from them moves with what happened and not with the day on which it is learnt.
    """
    step = _step_days(deals, as_of)
    latest = as_of - timedelta(days=(as_of - COUNTED_FROM).days % step or step)
    back = (latest - pl.col("entered_on")).dt.total_days() // step
    left = ((latest - pl.col("closed_on")).dt.total_days() // step + 1).clip(0).fill_null(0)
    last = pl.min_horizontal(back, pl.lit(MOST_DAYS // step)) + 1
    steps = pl.int_ranges(left, pl.max_horizontal(last, left))
    return (
        deals.select("id", "created_on", "outcome", "closed_on", step=steps)
        .explode("step", empty_as_null=False, keep_nulls=False)
        .with_columns(day=latest - pl.duration(days=pl.col("step") * step))
        .drop("step")
    )


def _step_days(deals: pl.DataFrame, as_of: date) -> int:
    first = deals["entered_on"].min()
    young = isinstance(first, date) and (as_of - first).days < DAYS_PER_WEEK * YOUNG_WEEKS
    weeks = YOUNG_STEP_WEEKS if young else STEP_WEEKS
    return DAYS_PER_WEEK * (LONG_STEP_WEEKS if deals.height > MANY_DEALS else weeks)


def _followed(stood: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """For how many weeks each row was followed, and how that ended."""
    weeks = ((pl.col("closed_on") - pl.col("day")).dt.total_days() - 1) // DAYS_PER_WEEK
    known = (as_of - pl.col("day")).dt.total_days() // DAYS_PER_WEEK
    most = pl.min_horizontal(known, pl.lit(WINDOW_WEEKS))
    code = pl.col("outcome").replace_strict({"won": 1, "lost": 2}, default=0, return_dtype=pl.Int8)
    decided = (weeks < most).fill_null(value=False)
    return stood.with_columns(
        exit=pl.min_horizontal(weeks, most).cast(pl.Int16),
        ending=pl.when(decided).then(code).otherwise(0),
    ).drop("outcome", "closed_on")


def _open_stages(company: Company) -> tuple[str, ...]:
    ended = _ended(company)
    return tuple(stage for stage in company.stage_order() if stage not in ended)


def _ended(company: Company) -> list[str]:
    """Stages that only ended deals are in; one seen there had ended, whatever its closing day."""
    named = {s.name for p in company.pipelines for s in p.stages}
    stated = {s.name for p in company.pipelines for s in p.stages if s.outcome != "open"}
    usual = {"Closed Won", "Closed Lost", "Won", "Lost"} - named
    return sorted(stated | usual)


def _wins_by_quarter(closed: pl.DataFrame, fiscal: FiscalCalendar, as_of: date) -> pl.DataFrame:
    days = closed.filter(pl.col("outcome") == "won").group_by("closed_on").len("won")
    quarters = [fiscal.quarter_of(day) for day in days["closed_on"]]
    return (
        days.with_columns(
            first=pl.Series([q.first for q in quarters], dtype=pl.Date),
            last=pl.Series([q.last for q in quarters], dtype=pl.Date),
        )
        .filter(pl.col("last") < as_of)
        .group_by("first")
        .agg(pl.col("won").sum())
        .sort("first")
    )
