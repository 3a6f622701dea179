"""What each open deal waits for: features that have not shipped, sales tools that are not ready."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from interlock.engine import need_promises, tool_waits
from interlock.engine.need_promises import Promised
from interlock.engine.promise_worth import PromiseWorth
from interlock.engine.releases import ShipDates
from interlock.engine.tool_dates import NO_TOOLS, ToolDates
from interlock.records.book import Book
from interlock.records.sales_tables import STRENGTHS

Need = tuple[int, int]
"""(column of the feature in the ship dates, or after these of the tool in the tool dates; index
into STRENGTHS)
"""

Waits = tuple[tuple[Need, ...], tuple[Promised | None, ...]]
"""Unmet needs, and what is promised of each; no promises at all where nothing is."""

NO_WAITS: Waits = ((), ())


def waits_for(
    book: Book, ship: ShipDates, tools: ToolDates, *, as_of: date, promises: PromiseWorth
) -> Mapping[str, Waits]:
    """Per deal the needs whose feature has not shipped, and what weighs them for a while; then the
    tools asked for and not ready, which nothing does. A dropped feature and a retired tool have
    column -1 and never come.
    """
    said = need_promises.promised(book, promises, as_of=as_of)
    days = {(deal, feature): day for deal, feature, day in _wanted(book)}
    early = book.company.early_share
    found: dict[str, dict[Need, Promised | None]] = {}
    for deal, feature, need in _unmet(book, ship):
        told = said.get((deal, feature), said.get(("", feature)))
        wanted = days.get((deal, feature))
        found.setdefault(deal, {})[need] = need_promises.wanted_by(told, wanted, early, as_of)
    for deal, need in _unready(book, ship, tools):
        found.setdefault(deal, {}).setdefault(need, None)
    return {deal: _waits(of_deal) for deal, of_deal in found.items()}


def unmet_needs(
    book: Book, ship: ShipDates, tools: ToolDates = NO_TOOLS
) -> Mapping[str, tuple[Need, ...]]:
    """The same needs alone."""
    found: dict[str, set[Need]] = {}
    for deal, _, need in _unmet(book, ship):
        found.setdefault(deal, set()).add(need)
    for deal, need in _unready(book, ship, tools):
        found.setdefault(deal, set()).add(need)
    return {deal: tuple(sorted(needs)) for deal, needs in found.items()}


def _unmet(book: Book, ship: ShipDates) -> Iterator[tuple[str, str, Need]]:
    column = {feature: at for at, feature in enumerate(ship.features)}
    dropped = set(book.features.filter(pl.col("dropped_on").is_not_null())["id"])
    default = book.company.need_strength_default
    for deal, feature, strength in book.needs.select("deal", "feature", "strength").iter_rows():
        if feature in column or feature in dropped:
            yield deal, feature, (column.get(feature, -1), STRENGTHS.index(strength or default))


def _unready(book: Book, ship: ShipDates, tools: ToolDates) -> Iterator[tuple[str, Need]]:
    for (deal, _), (place, strength) in tool_waits.waits(book, tools).items():
        yield deal, (len(ship.features) + place if place >= 0 else -1, strength)


def _wanted(book: Book) -> Iterator[tuple[str, str, date]]:
    yield from book.needs.select("deal", "feature", "wanted_by").drop_nulls().iter_rows()


def _waits(of_deal: Mapping[Need, Promised | None]) -> Waits:
    needs = tuple(sorted(of_deal))
    promises = tuple(of_deal[need] for need in needs)
    return needs, promises if any(promises) else ()
