"""Mark: sales tools that must be looked at again, as what they show has changed."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from functools import cache

import polars as pl

from interlock.engine import tool_reviews
from interlock.records.book import Book
from interlock.records.errors import DayOutside, NothingKept
from interlock.store import connect, read, revisions, typed

BY = "Interlock"


def mark_tools(*, now: datetime) -> int:
    """Type why into every tool that must be looked at again and is not marked yet, so that nobody
    takes it unseen: how many. Each change is marked once; who types the mark away has looked at it.
    """
    connect.open_book()
    with suppress(NothingKept), connect.change():
        book = read.book(read.revision())
        today = book.company.day_of(now)
        marked = set(book.tools.filter(pl.col("review").fill_null("") != "")["name"])
        found = tool_reviews.reviews(book, today=today, named=_names_then(book))
        new = {name: why for name, why in found.items() if name not in marked}
        for name, why in new.items():
            typed.over("tools", (name,), {"review": why}, by=BY, seen=revisions.latest())
        return len(new)
    return 0


def _names_then(book: Book) -> tool_reviews.Named:
    """What features were called in the book on a day; nothing on days before it was begun."""

    @cache
    def named(day: date) -> Mapping[str, str]:
        try:
            then = revisions.at_end_of(day, book.company.time_zone)
        except DayOutside:
            return {}
        features = read.table("features", then)
        return dict(features.select("id", pl.coalesce("name", "key", "id")).iter_rows())

    return named
