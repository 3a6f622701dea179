"""A release is sellable once it has shipped and its sales tools are ready."""

import polars as pl

from interlock.engine.tool_dates import ToolDates
from interlock.records.book import Book


def tools_left(book: Book, tools: ToolDates, release: str) -> tuple[str, ...]:
    """Names of the tools that are neither ready nor retired and show a feature of the release that
    was not dropped, in the order of their names.
    """
    mine = pl.col("release") == release
    features = set(book.features.filter(mine, pl.col("dropped_on").is_null())["id"])
    shows = dict(book.tools.select("name", "features").iter_rows())
    left = (tool for tool in tools.tools if not features.isdisjoint(shows[tool] or ()))
    return tuple(sorted(left))
