"""Deals that wait for a sales tool: an open ask says how much hangs on it."""

from collections.abc import Mapping

import polars as pl

from interlock.engine.tool_dates import ToolDates
from interlock.records.book import Book
from interlock.records.sales_tables import STRENGTHS
from interlock.records.tool_tables import READY, RETIRED


def waits(book: Book, tools: ToolDates) -> Mapping[tuple[str, str], tuple[int, int]]:
    """(deal, tool) -> the tool's place among ``tools``, -1 for a retired one, which is never ready;
    and the strongest of its open asks for that deal, as an index into STRENGTHS.

    Asks that were answered, that name no tool, or that say nothing of how much hangs on it keep no
    deal waiting, nor do tools that are ready.
    """
    if book.tool_asks.is_empty():
        return {}
    place = dict.fromkeys(book.tools.filter(state=RETIRED)["name"], -1)
    place |= {tool: at for at, tool in enumerate(tools.tools)}
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for deal, tool, strength in _open(book).iter_rows():
        if tool in place:
            one = STRENGTHS.index(strength)
            found[deal, tool] = (place[tool], min(one, found.get((deal, tool), (0, one))[1]))
    return found


def shown_to(book: Book) -> Mapping[str, Mapping[str, str]]:
    """deal -> feature -> how much hangs on a tool that shows it, the strongest where there are
    several: of tools that it waits for and that are to be made.
    """
    if book.tool_asks.is_empty():
        return {}
    made = pl.col("state").is_in([READY, RETIRED]).fill_null(value=False)
    shows = dict(book.tools.filter(~made).select("name", "features").iter_rows())
    found: dict[str, dict[str, str]] = {}
    for deal, tool, strength in _open(book).iter_rows():
        for feature in shows.get(tool) or ():
            of_deal = found.setdefault(deal, {})
            of_deal[feature] = min(strength, of_deal.get(feature, strength), key=STRENGTHS.index)
    return found


def _open(book: Book) -> pl.DataFrame:
    """(deal, tool, strength) of open asks on which a deal hangs."""
    open_ones = pl.col("answered_on").is_null() & pl.col("strength").is_in(STRENGTHS)
    asked = book.tool_asks.filter(open_ones)
    return asked.select("deal", "tool", "strength").drop_nulls()
