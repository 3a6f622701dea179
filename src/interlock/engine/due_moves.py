"""How the days of promises were moved: by exports, and by people who say why and whom they told."""

import polars as pl

from interlock.records.book import Book
from interlock.records.report import PromiseMove
from interlock.records.tables import CHANGES

MOVED = "moves"
"""The source of changes that people made here."""

_DUE = (pl.col("table") == "promises") & (pl.col("field") == "due")


def logged(book: Book) -> pl.DataFrame:
    """The change log with the moves that people wrote down; a day that stands already is no move,
    as when an export says later what was moved here before.
    """
    if book.moves.is_empty():
        return book.changes
    due = _due(book).select(CHANGES.names)
    return pl.concat([book.changes.filter(~_DUE), _born(book, due), due])


def moves(book: Book) -> dict[str, tuple[PromiseMove, ...]]:
    """For each promise the changes of its day, in order of time."""
    days = _due(book).select(
        "id",
        pl.col("at").dt.date(),
        pl.col("old").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        pl.col("new").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False),
        pl.col("by", "why").fill_null(""),
        pl.col("told").fill_null([]),
    )
    found: dict[str, list[PromiseMove]] = {}
    for id_, on, old, new, by, why, told in days.iter_rows():
        found.setdefault(id_, []).append(PromiseMove(on, old, new, by, why, tuple(told)))
    return {id_: tuple(some) for id_, some in found.items()}


def _due(book: Book) -> pl.DataFrame:
    """Every change of a promise's day with what is known of it, in order of time."""
    own = book.moves.select(
        pl.lit("promises").alias("table"), pl.lit("due").alias("field"),
        pl.lit(MOVED).alias("source"), "at", "by", "why", "told", id="promise",
        old=pl.col("old").dt.to_string("%Y-%m-%d"), new=pl.col("new").dt.to_string("%Y-%m-%d"),
    )  # fmt: skip
    theirs = book.changes.filter(_DUE)
    both = pl.concat([own, theirs], how="diagonal").sort("at", maintain_order=True)
    before = pl.col("new").shift(1).over("id")
    is_first = pl.int_range(pl.len()).over("id") == 0
    return both.filter(is_first | pl.col("new").ne_missing(before))


def _born(book: Book, log: pl.DataFrame) -> pl.DataFrame:
    """The first day of each promise, from when it was said, where the log does not say so."""
    said = book.promises.select("id", said=pl.col("said_on").cast(pl.Datetime("us")))
    first = log.unique("id", keep="first", maintain_order=True).drop_nulls("old")
    born = first.join(said, on="id").filter(pl.col("said") < pl.col("at"))
    return born.with_columns(at="said", new="old", old=pl.lit(None, pl.String)).select(
        CHANGES.names
    )
