"""Every day that either side said, out of the records: close dates, ship dates and promises."""

import polars as pl

from interlock.engine import deal_log, people, promise_ends, ship_statements
from interlock.engine.history import typed
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK

STATED, OWN_ACT, OUTCOME = "stated date", "own act", "outcome"
"""What a day is: it merely stands in a system, it is the maker's own to keep, or others' to."""

SALES, DEVELOPMENT = "sales", "development"
DEAL, FEATURE, RELEASE = "deal won", "feature shipped", "release shipped"
"""What is to come by a stated date."""

THING = ("kind", "what")
"""What a day is said of: ids are unique within one table alone."""

SCHEMA = {
    "form": pl.String, "side": pl.String, "maker": pl.String, "kind": pl.String,
    "what": pl.String, "said_on": pl.Date, "due": pl.Date, "done_on": pl.Date,
    "ended_on": pl.Date, "moved_on": pl.Date, "confidence": pl.String, "weeks": pl.Int64,
}  # fmt: skip


def said(book: Book) -> pl.DataFrame:
    """A row for each day that was ever said of something, by the day it was said.

    ``form``, ``side``, ``maker``, ``kind`` (what is to come), ``what`` (its id); ``said_on``,
    ``due``; ``done_on`` where it came, ``ended_on`` where it can come no more (a deal lost, a
    feature dropped); ``moved_on``, the day on which another day was said instead; ``confidence``,
    as a promise was first given with, or a deal's category on the day; ``weeks`` that it stood, one
    at least: until the next was said, it came or could come no more, or its day passed. ``book`` is
    as known on its day.

    A close date is a rep's stated date that the deal is won; a wanted-by day, or the day of the
    release that a feature is meant for, is its team's that it ships, as it stood on the first of
    each month. Nobody gave them to anybody: they are scored, and never kept or broken. What has
    ended counts with days that the change log says stood before; a day without any history may have
    been written when it ended. Promises count with the day given first and each one after it.
    """
    parts = [_of_deals(book), _of_features(book), _of_releases(book), _of_promises(book)]
    rows = pl.concat([part.select(*SCHEMA.keys() - {"moved_on", "weeks"}) for part in parts])
    gone = pl.min_horizontal("done_on", "ended_on")
    stood = rows.filter(gone.is_null() | (pl.col("said_on") < gone)).sort("kind", "what", "said_on")
    return _weeks(_moved(stood)).select(*SCHEMA).sort("said_on", "kind", "what")


def _of_deals(book: Book) -> pl.DataFrame:
    won = pl.when(pl.col("outcome") == "won").then("closed_on")
    lost = pl.when(pl.col("outcome") == "lost").then("closed_on")
    deals = book.deals.with_columns(done_on=won, ended_on=lost, maker="owner")
    told = _stood(book, deals, "deals", "expected_close_on", born="created_on")
    on = told.select("created_on", id="what", day="said_on")
    category = deal_log.on_days(on, book, "category")
    return told.with_columns(_stated(SALES, DEAL)).with_columns(confidence=category)


def _of_features(book: Book) -> pl.DataFrame:
    told = ship_statements.monthly(book, as_of=book.seen_on).rename(
        {"date_said": "due", "shipped_on": "done_on", "team": "maker"}
    )
    ends = book.features.select(what="id", ended_on="dropped_on")
    return told.join(ends, on="what", how="left").with_columns(_stated(DEVELOPMENT, FEATURE))


def _of_releases(book: Book) -> pl.DataFrame:
    nothing = pl.lit(None, pl.Date)
    releases = book.releases.with_columns(
        done_on="shipped_on", ended_on=nothing, born=nothing, maker="train"
    )
    return _stood(book, releases, "releases", "due", born="born").with_columns(
        _stated(DEVELOPMENT, RELEASE)
    )


def _stated(side: str, kind: str) -> list[pl.Expr]:
    said = {"form": STATED, "side": side, "kind": kind, "confidence": None}
    return [pl.lit(text, pl.String).alias(name) for name, text in said.items()]


def _of_promises(book: Book) -> pl.DataFrame:
    """Own acts and outcomes, each done or ended by the record that decides (`promise_ends`). An act
    that a lost deal ended before its day counts for nobody.
    """
    known = promise_ends.ends(book)
    is_outcome = (pl.col("kind") == OUTCOME).fill_null(value=False)
    stood = people.sides(book)
    sides = [people.side_of(maker, stood) for maker in known["maker"]]
    form = pl.when(is_outcome).then(pl.lit(OUTCOME)).otherwise(pl.lit(OWN_ACT))
    rows = known.with_columns(
        side=pl.Series(sides, dtype=pl.String), form=form, kind=form, born="said_on",
        confidence=_first_confidence(book, known),
    )  # fmt: skip
    said = _stood(book, rows, "promises", "due", born="born", is_kept=True)
    over = (pl.col("form") == OWN_ACT) & (pl.col("ended_by") == "deals")
    excused = over & pl.col("done_on").is_null() & (pl.col("ended_on") <= pl.col("due"))
    return said.filter(~excused.fill_null(value=False))


def _first_confidence(book: Book, promises: pl.DataFrame) -> pl.Series:
    """What each promise was first given with, also where it was stated anew since."""
    log = book.changes.filter(pl.col("table") == "promises", pl.col("field") == "confidence")
    first = (
        log.sort("at")
        .unique("id", keep="first")
        .select("id", was="old", is_anew=pl.lit(value=True))
    )
    rows = promises.join(first, on="id", how="left", maintain_order="left")
    told = pl.when("is_anew").then("was").otherwise("confidence")
    return rows.select(confidence=told)["confidence"]


def _stood(
    book: Book, rows: pl.DataFrame, table: str, field: str, *, born: str, is_kept: bool = False
) -> pl.DataFrame:
    """The rows with each day that stood in ``field``, as ``due``, and since when, as ``said_on``.

    The first day stood since the record was made, or the log begins; of several on one day the last
    counts. What has ended counts without any change where its day ``is_kept`` as it was said.
    """
    log = (
        book.changes.filter(pl.col("table") == table, pl.col("field") == field)
        .sort("at")
        .select("id", "old", "new", day=pl.col("at").dt.date())
    )
    first = log.unique("id", keep="first", maintain_order=True)
    begins = pl.lit(book.seen_on if log.is_empty() else log["day"].min(), pl.Date)
    since = pl.col(born) if is_kept else pl.max_horizontal(born, begins)
    unmoved = rows.join(first, on="id", how="anti")
    still = unmoved.filter(is_kept | pl.min_horizontal("done_on", "ended_on").is_null())
    before = rows.join(first.select("id", first=typed("old", pl.Date())), on="id")
    stood = pl.concat([
        before.select("id", said_on=since, due="first"),
        still.select("id", said_on=since, due=field),
        log.select("id", said_on="day", due=typed("new", pl.Date())),
    ])  # fmt: skip
    last = stood.unique(("id", "said_on"), keep="last", maintain_order=True).drop_nulls()
    rest = rows.drop("said_on", "due", strict=False)
    return rest.join(last, on="id").drop("what", strict=False).with_columns(what="id")


def _weeks(rows: pl.DataFrame) -> pl.DataFrame:
    """With ``weeks``, so that each counts on the grid of weeks as often as it stood there."""
    until = pl.min_horizontal(_following(), "due", "done_on", "ended_on")
    days = (until - pl.col("said_on")).dt.total_days()
    return rows.with_columns(weeks=((days + DAYS_PER_WEEK - 1) // DAYS_PER_WEEK).clip(1))


def _moved(rows: pl.DataFrame) -> pl.DataFrame:
    """With ``moved_on``: when the next day was said that differs."""
    fields = (*THING, "due")
    begins = pl.any_horizontal(pl.col(one).ne_missing(pl.col(one).shift()) for one in fields)
    runs = rows.with_columns(run=begins.cum_sum() - 1)
    moved = rows.filter(begins).select(_following()).to_series()
    return runs.with_columns(moved_on=moved.gather(runs["run"])).drop("run")


def _following() -> pl.Expr:
    """When the next day was said of the same thing, in rows that are ordered by thing."""
    same = pl.all_horizontal(pl.col(one) == pl.col(one).shift(-1) for one in THING)
    return pl.when(same).then(pl.col("said_on").shift(-1))
