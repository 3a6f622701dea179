"""The odds that people said of deals, scored against how these ended, beside Interlock's own."""

from collections.abc import Iterator

import polars as pl

from interlock.engine import scores
from interlock.records.book import Book
from interlock.records.measured import DealCallLine, DealCallsSection

FEWEST_DEALS = 20
NEARER, INTERLOCK, SAME, NOT_YET = (
    "nearer", "Interlock nearer", "no difference seen", "not enough yet",
)  # fmt: skip
LEVELS = ("vp", "manager", "rep")


def score(book: Book, *, seed: int) -> DealCallsSection:
    """Each level's and each caller's odds against Interlock's of the same deal and day.

        brier = mean over deals and quarters of the mean over what was said of (odds - won)^2

    Only quarters that had ended by ``book.seen_on`` count, and what was said of a deal while it
    was open, up to the quarter's last day, when Interlock had odds too; ``won``: 1 where the deal
    was won by that day, else 0. A deal of which much was said counts once a quarter. The interval
    of the difference draws whole deals (``scores.difference``). ``book`` is as known on that day.
    """
    rows = _scored(book)
    lines = [_line(by, level, some, seed) for (level, by), some in _by_caller(rows) if some.height]
    return DealCallsSection(tuple(lines), FEWEST_DEALS)


def _scored(book: Book) -> pl.DataFrame:
    """(by, level, deal, theirs, ours): squared misses, one row a deal and quarter."""
    ended = pl.DataFrame(
        [(label, last) for label, last in _ended(book)],
        schema={"period": pl.String, "last": pl.Date},
        orient="row",
    )
    deals = book.deals.select("id", "outcome", "closed_on")
    said = (
        book.deal_calls.join(ended, on="period")
        .join(deals, left_on="deal", right_on="id")
        .filter(
            pl.col("model_odds").is_not_null(),
            pl.col("said_on") <= pl.col("last"),
            (pl.col("closed_on") >= pl.col("said_on")) | (pl.col("outcome") == "open"),
        )
    )
    won = ((pl.col("outcome") == "won") & (pl.col("closed_on") <= pl.col("last"))).cast(pl.Float64)
    missed = said.with_columns(
        level=pl.col("level").fill_null(""),
        theirs=(pl.col("odds") - won) ** 2,
        ours=(pl.col("model_odds") - won) ** 2,
    )
    key = ("level", "by", "deal", "period")
    return missed.group_by(key).agg(pl.col("theirs", "ours").mean()).sort(key)


def _ended(book: Book) -> Iterator[tuple[str, object]]:
    """The quarters named by calls that had ended."""
    fiscal = book.company.fiscal
    begun = fiscal.quarter_of(book.seen_on).first
    for label in book.deal_calls["period"].unique().sort():
        quarter = fiscal.quarter_named(label)
        if quarter is not None and quarter.last < begun:
            yield label, quarter.last


def _by_caller(rows: pl.DataFrame) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
    """Each level as a whole, then everybody in it."""
    for level in (*LEVELS, ""):
        mine = rows.filter(level=level)
        yield (level, ""), mine
        for (by,), some in mine.partition_by("by", as_dict=True).items():
            yield (level, str(by)), some


def _line(by: str, level: str, rows: pl.DataFrame, seed: int) -> DealCallLine:
    deals = rows["deal"].n_unique()
    if deals < FEWEST_DEALS:
        return DealCallLine(by, level, deals, None, None, None, None, None, NOT_YET)
    theirs, ours = rows["theirs"].to_numpy(), rows["ours"].to_numpy()
    gap = scores.difference(theirs, ours, rows["deal"].to_numpy(), seed=seed)
    verdict = NEARER if gap.high < 0 else INTERLOCK if gap.low > 0 else SAME
    return DealCallLine(
        by, level, deals, float(theirs.mean()), float(ours.mean()),
        gap.mean, gap.low, gap.high, verdict,
    )  # fmt: skip
