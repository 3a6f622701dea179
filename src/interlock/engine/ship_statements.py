"""The ship dates that stood for features on past days: their own, else their release's."""

from datetime import date

import polars as pl

from interlock.engine import team_history
from interlock.engine.history import typed
from interlock.records.book import Book

OWN, RELEASE = "wanted by", "release"
"""Kinds of promise: a feature's own date, and that of the release it stands in."""

MONTHS = 36


def monthly(book: Book, *, as_of: date) -> pl.DataFrame:
    """(what, said_on, date_said, shipped_on, team, kind): what stood on the first of each of the
    last three years' months, and on ``as_of``, for each feature that was open then.

    A date stood on a past day only where its changes are logged from that day on: without a log,
    today's date stands for past days, and that of a feature that has shipped knows when it did.
    """
    own = _logged_from(book, [("features", "wanted_by")])
    of_release = _logged_from(book, [("features", "release"), ("releases", "due")])
    days = {as_of, *_firsts(as_of)}
    features = book.features.drop("team").join(team_history.feature_teams(book), on="id")
    dates = pl.DataFrame({"said_on": sorted(days)}, schema={"said_on": pl.Date})
    pairs = features.join(dates, how="cross").filter(
        pl.col("created_on").is_null() | (pl.col("created_on") <= pl.col("said_on")),
        ~(pl.col("shipped_on") <= pl.col("said_on")).fill_null(value=False),
        ~(pl.col("dropped_on") <= pl.col("said_on")).fill_null(value=False),
    )
    stood = _stood(_stood(pairs, book, "features", "release"), book, "features", "wanted_by")
    due = book.releases.select(release="id", due="due")
    stood = stood.join(due, on="release", how="left", maintain_order="left")
    stood = _stood(stood, book, "releases", "due", key="release")
    stood = stood.with_columns(
        pl.when(pl.col("said_on") >= own).then("wanted_by"),
        pl.when(pl.col("said_on") >= of_release).then("due"),
    )
    kind = pl.when(pl.col("wanted_by").is_null()).then(pl.lit(RELEASE)).otherwise(pl.lit(OWN))
    date_said = pl.coalesce("wanted_by", "due")
    return (
        stood.filter(date_said.is_not_null())
        .select("said_on", "shipped_on", "team", what="id", date_said=date_said, kind=kind)
        .sort("said_on", "what")
    )


def _logged_from(book: Book, fields: list[tuple[str, str]]) -> date:
    """The day of the first logged change, of the field that has the latest such day."""
    first = {
        (table, field): at.date()
        for table, field, at in book.changes.group_by("table", "field")
        .agg(pl.col("at").min())
        .iter_rows()
    }
    return max(first.get(field, date.max) for field in fields)


def _firsts(as_of: date) -> list[date]:
    last = as_of.year * 12 + as_of.month - 1
    return [date(m // 12, m % 12 + 1, 1) for m in range(last - MONTHS + 1, last + 1)]


def _stood(
    pairs: pl.DataFrame, book: Book, table: str, field: str, *, key: str = "id"
) -> pl.DataFrame:
    """``field`` as it stood on ``said_on``, by its last change until the end of that day."""
    log = (
        book.changes.filter(pl.col("table") == table, pl.col("field") == field)
        .select(pl.col("id").alias(key), "at", _new="new", _logged=pl.lit(value=True))
        .sort("at")
    )
    end = pl.col("said_on").cast(log.schema["at"]) + pl.duration(days=1, microseconds=-1)
    dtype = pairs.schema[field]
    return (
        pairs.with_columns(_end=end)
        .sort("_end")
        .join_asof(log, left_on="_end", right_on="at", by=key, check_sortedness=False)
        .with_columns(
            pl.when(pl.col("_logged")).then(typed("_new", dtype)).otherwise(field).alias(field)
        )
        .drop("_end", "_new", "_logged", "at")
    )
