"""Past deals as an at-risk table: how many stood where, and how many were won or lost, by week."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import polars as pl

from interlock.engine.deal_log import FIELDS, entered, followed, on_days
from interlock.engine.sweeps import without_sweeps
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK, quarter_of
from interlock.records.company import Company
from interlock.records.problems import LeftOut

STEP_WEEKS, WINDOW_WEEKS = 4, 26
STEP_DAYS = STEP_WEEKS * DAYS_PER_WEEK
POWER = STEP_WEEKS / WINDOW_WEEKS
"""Windows of 26 weeks begin every 4, so a deal-week stands in up to 6.5: each counts this much."""

MOST_SNAPSHOTS = 130
"""Ten years back; what is older tells about another company."""

BANDS = (4, 13)
"""Weeks ahead at which the horizon's bands begin after the first: 0-3, 4-12, 13 and more."""

AGES = (4, 13, 26, 52)
"""Weeks since creation at which the pieces of age begin after the first."""

DATED = ("passed", "4 weeks", "13 weeks", "later", "unknown")
"""How far off the stated date was."""

DATED_DAYS = (0, 29, 92)
QUARTER_WEEKS = 14
UNKNOWN = "unknown"
CELL = ("stage", "band", "age", "dated", "quarter_week", "year_end")
STAND = ("stage", "age", "dated")


@dataclass(frozen=True)
class AtRisk:
    """The at-risk table, summed.

    ``cells``: one row a combination of ``CELL`` with ``exposure`` (deal-weeks), ``won`` and
    ``lost``, all weighted by ``POWER``. ``closed`` = ``won`` + ``lost`` deals whose ending was
    used. ``stages``: the company's order. ``follows``: what of a deal's past is known (stage,
    dated). ``by_quarter``: (first, won), wins of whole past quarters.
    """

    cells: pl.DataFrame
    closed: int
    won: int
    lost: int
    stages: tuple[str, ...]
    follows: frozenset[str]
    fiscal_year_start: int
    left_out: tuple[LeftOut, ...]
    by_quarter: pl.DataFrame


def at_risk(book: Book, *, as_of: date) -> AtRisk:
    """Deal-weeks at risk from snapshots every four weeks, followed for 26 weeks or until as_of.

    ``book`` is as known on ``as_of``. A deal stands in a snapshot when it was open then, with
    stage, age and distance to its stated date as known on that day; only the calendar moves on
    with the weeks. Source: landmarking, van Houwelingen (2007); ties are counted exactly.
    """
    follows = followed(book)
    deals, left_out = usable(book)
    groups = snapshots(deals, book, as_of=as_of, follows=follows)
    closed = deals.filter(
        pl.col("outcome").is_in(["won", "lost"]), pl.col("closed_on") > pl.col("entered_on")
    )
    won = int((closed["outcome"] == "won").sum())
    start = book.company.fiscal_year_start
    return AtRisk(
        cells=_cells(groups, start),
        closed=closed.height,
        won=won,
        lost=closed.height - won,
        stages=_open_stages(book.company),
        follows=follows,
        fiscal_year_start=start,
        left_out=left_out,
        by_quarter=_wins_by_quarter(closed, start, as_of),
    )


def snapshots(
    deals: pl.DataFrame, book: Book, *, as_of: date, follows: frozenset[str]
) -> pl.DataFrame:
    """How many deals stood alike in each snapshot, for how many weeks, and how that ended.

    Columns: day, ``STAND``, exit, ending (open, won, lost), count. The deals were at risk in weeks
    0 to exit - 1, and in week ``exit`` too when they were won or lost in it.
    """
    standing = standing_deals(deals, as_of)
    for name in sorted(follows):
        field = FIELDS[name]
        standing = standing.with_columns(on_days(standing, book, field).alias(field))
    standing = standing.filter(~pl.col("stage").is_in(_ended(book.company)).fill_null(value=False))
    weeks = ((pl.col("closed_on") - pl.col("day")).dt.total_days() - 1) // DAYS_PER_WEEK
    most = pl.min_horizontal(
        (as_of - pl.col("day")).dt.total_days() // DAYS_PER_WEEK, pl.lit(WINDOW_WEEKS)
    )
    decided = pl.col("outcome").is_in(["won", "lost"]) & (weeks < most).fill_null(value=False)
    placed = covariates(standing, pl.col("day"), follows).with_columns(
        exit=pl.min_horizontal(weeks, most).cast(pl.Int16),
        ending=pl.when(decided).then("outcome").otherwise(pl.lit("open")),
    )
    keys = ("day", *STAND, "exit", "ending")
    return placed.group_by(keys).agg(count=pl.len()).sort(keys)


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


def covariates(deals: pl.DataFrame, day: pl.Expr, follows: frozenset[str]) -> pl.DataFrame:
    """Stage, piece of age and level of the stated date on ``day``; unknown where no past is."""
    ahead = (pl.col("expected_close_on") - day).dt.total_days()
    age = (day - pl.col("created_on")).dt.total_days() // DAYS_PER_WEEK
    unknown = pl.lit(DATED.index(UNKNOWN), pl.Int8)
    return deals.with_columns(
        stage=pl.col("stage").fill_null(UNKNOWN) if "stage" in follows else pl.lit(UNKNOWN),
        dated=_piece(ahead, DATED_DAYS).fill_null(unknown) if "dated" in follows else unknown,
        age=_piece(age, AGES).fill_null(len(AGES)),
    )


def profiles(
    book: Book, *, as_of: date, follows: frozenset[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(id and ``profile`` of each open deal, the distinct profiles): one curve for all alike."""
    deals = book.deals.filter(pl.col("outcome") == "open")
    placed = covariates(deals, pl.lit(as_of), follows)
    distinct = placed.select(STAND).unique(maintain_order=True).with_row_index("profile")
    joined = placed.join(distinct, on=STAND, how="left", maintain_order="left")
    return joined.select("id", "profile"), distinct


@lru_cache(maxsize=100_000)
def quarter_position(day: date, *, fiscal_year_start: int) -> tuple[int, bool]:
    """(whole weeks left in the fiscal quarter after ``day``, whether it is the year's last)."""
    quarter = quarter_of(day, fiscal_year_start=fiscal_year_start)
    left = (quarter.last - day).days // DAYS_PER_WEEK
    return min(left, QUARTER_WEEKS - 1), quarter.label.endswith("4")


def middle_of_week(as_of: date, week: int) -> date:
    """The middle day of week k, which covers days 7k + 1 to 7k + 7 after as_of."""
    return as_of + timedelta(days=DAYS_PER_WEEK * week + 4)


def _piece(value: pl.Expr, edges: tuple[int, ...]) -> pl.Expr:
    """How many of ``edges`` have been reached."""
    return pl.sum_horizontal(
        [(value >= edge).cast(pl.Int8) for edge in edges], ignore_nulls=False
    ).cast(pl.Int8)


def standing_deals(deals: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """One row a deal and snapshot at which it was open; what has a history is not filled in yet."""
    back = (as_of - pl.col("entered_on")).dt.total_days() // STEP_DAYS
    left = (as_of - pl.col("closed_on")).dt.total_days() // STEP_DAYS + 1
    last = pl.min_horizontal(back, pl.lit(MOST_SNAPSHOTS)) + 1
    return (
        deals.select(
            "id", "created_on", "outcome", "closed_on",
            stage=pl.lit(None, pl.String),
            expected_close_on=pl.lit(None, pl.Date),
            snapshot=pl.int_ranges(left.fill_null(1), pl.max_horizontal(last, left.fill_null(1))),
        )
        .explode("snapshot", empty_as_null=False, keep_nulls=False)
        .with_columns(day=as_of - pl.duration(days=pl.col("snapshot") * STEP_DAYS))
        .drop("snapshot")
    )  # fmt: skip


def _open_stages(company: Company) -> tuple[str, ...]:
    ended = _ended(company)
    return tuple(stage for stage in company.stage_order() if stage not in ended)


def _ended(company: Company) -> list[str]:
    """Stages that only ended deals are in; one seen there had ended, whatever its closing day."""
    named = {s.name for p in company.pipelines for s in p.stages}
    stated = {s.name for p in company.pipelines for s in p.stages if s.outcome != "open"}
    usual = {"Closed Won", "Closed Lost", "Won", "Lost"} - named
    return sorted(stated | usual)


def _cells(groups: pl.DataFrame, fiscal_year_start: int) -> pl.DataFrame:
    """Groups of deals laid out week by week, and summed by cell."""
    last = pl.col("exit") + (pl.col("ending") != "open").cast(pl.Int16)
    weeks = groups.with_columns(week=pl.int_ranges(0, last)).explode(
        "week", keep_nulls=False, empty_as_null=False
    )
    ends = (pl.col("week") == pl.col("exit")) & (pl.col("ending") != "open")
    return (
        weeks.join(_calendar(weeks, fiscal_year_start), on=("day", "week"))
        .with_columns(band=_piece(pl.col("week"), BANDS))
        .group_by(CELL)
        .agg(
            exposure=pl.col("count").sum() * POWER,
            won=pl.col("count").filter(ends & (pl.col("ending") == "won")).sum() * POWER,
            lost=pl.col("count").filter(ends & (pl.col("ending") == "lost")).sum() * POWER,
        )
        .sort(CELL)
    )


def _calendar(weeks: pl.DataFrame, fiscal_year_start: int) -> pl.DataFrame:
    """Where each snapshot's weeks lie in the fiscal quarter."""
    days = weeks.select("day", "week").unique()
    places = [
        quarter_position(middle_of_week(day, week), fiscal_year_start=fiscal_year_start)
        for day, week in days.iter_rows()
    ]
    return days.with_columns(
        quarter_week=pl.Series([left for left, _ in places], dtype=pl.Int8),
        year_end=pl.Series([last for _, last in places], dtype=pl.Boolean),
    )


def _wins_by_quarter(closed: pl.DataFrame, fiscal_year_start: int, as_of: date) -> pl.DataFrame:
    days = closed.filter(pl.col("outcome") == "won").group_by("closed_on").len("won")
    quarters = [quarter_of(d, fiscal_year_start=fiscal_year_start) for d in days["closed_on"]]
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
