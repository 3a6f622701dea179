"""From which day on records tell how things stood: the days of which a report can be made again."""

from datetime import date
from typing import Any

import polars as pl

from interlock.records.book import Book


def told_since(book: Book) -> date | None:
    """The first such day: that on which deals begin to be told of, in a book without deals that on
    which its first item was made. None where there is no such day.
    """
    first: Any = deals_told_since(book) if book.deals.height else book.items["created_on"].min()
    return first


def deals_told_since(book: Book) -> date | None:
    """The first day on which deals can be rebuilt as they stood: their amounts are logged from then
    on. None where no amount ever was.
    """
    logged = (pl.col("table") == "deals") & (pl.col("field") == "amount")
    first: Any = book.changes.filter(logged)["at"].dt.date().min()
    return first


def deals_told_of(book: Book, day: date) -> bool:
    """Whether the deals can be rebuilt as they stood on a day."""
    first = deals_told_since(book)
    return first is not None and first <= day
