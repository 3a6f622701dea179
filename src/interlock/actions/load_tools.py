"""Load: sales tools as a viewer may see them, what was asked for, and one with all that it was."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import polars as pl

from interlock.engine import money
from interlock.records import bands
from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.features_ahead import FeaturesAhead, ToolAhead
from interlock.records.rights import Viewer
from interlock.records.sales_tools import ShownFeature, ToolAsk, ToolList, ToolPage, ToolSeen
from interlock.records.tool_rights import answers, makes, taken_as
from interlock.records.tool_tables import NO
from interlock.store import read, shown, tool_hands, tools_taken

Row = Mapping[str, Any]
TABLES = ("tools", "tool_asks", "tool_lets", "deals", "features", "needs")


def load_tools(
    viewer: Viewer, *, features: FeaturesAhead | None, now: datetime, deal: str = ""
) -> ToolList:
    """Every tool by name, with what is known of the features ahead, and what may be taken of it
    for a ``deal``; and what was asked for. Raises ``NothingKept``.
    """
    seen = read.latest()
    book = shown.book(viewer, TABLES, at=seen)
    today = book.today(now)
    asks = _asks(book, viewer, today)
    rows = shown.tools_with_links(seen).sort("name")
    beside = _Beside(viewer, deal, asks, features, book)
    answered = [one for one in asks if one.row["answered_on"] is not None]
    needs = book.needs.filter(deal=deal)["feature"]
    return ToolList(
        tools=tuple(map(beside.tool, rows.iter_rows(named=True))),
        asks=tuple(one for one in asks if one.row["answered_on"] is None),
        answered=tuple(sorted(answered, key=_answered, reverse=True)),
        needed=frozenset(needs.drop_nulls()),
        may_ask=tool_hands.may_ask(deal, viewer),
        features=_called(book.features, "name", "key"),
        keys=dict(book.features.drop_nulls("key").select("key", "id").iter_rows()),
        may_add="tools" in viewer.right.changes,
        today=today,
        currency=book.company.currency,
        seen=seen,
        simulated=book.company.simulated,
    )


def load_tool(
    name: str,
    viewer: Viewer,
    *,
    features: FeaturesAhead | None,
    now: datetime,
    deal: str = "",
) -> ToolPage:
    """One tool, with its files, who took it, and what it was before. Raises ``NothingKept`` and
    ``UnknownName``.
    """
    of = load_tools(viewer, features=features, now=now, deal=deal)
    tool = of.named(name)
    if tool is None:
        raise UnknownName("sales tool", name, [one.name for one in of.tools])
    return ToolPage(
        of=of,
        tool=tool,
        asked=tuple(one for one in of.answered if one.row["tool"] == name),
        hands=tool_hands.hands(viewer) if tool.makes else (),
        deals=_called(shown.table("deals", viewer), "name"),
        files=tools_taken.of(name),
        taken=tools_taken.taken(name) if tool.makes else (),
        record=shown.record("tools", (name,), viewer),
    )


class _Beside:
    """What stands beside a tool in other tables, as a viewer may see it."""

    def __init__(
        self,
        viewer: Viewer,
        deal: str,
        asks: tuple[ToolAsk, ...],
        features: FeaturesAhead | None,
        book: Book,
    ) -> None:
        self.viewer, self.deal, self.asks = viewer, deal, asks
        self.features = {row["id"]: row for row in book.features.iter_rows(named=True)}
        self.ships = {one.id: one.line.p80_on for one in features.features} if features else {}
        self.ahead = {one.name: one for one in features.tools} if features else {}
        self.lets = book.tool_lets.sort("at", descending=True).to_dicts()
        self.files = tools_taken.newest()

    def tool(self, row: Row) -> ToolSeen:
        """A tool, with its link where the viewer may take it."""
        lets = tuple(let for let in self.lets if let["tool"] == row["name"])
        asks = tuple(
            one
            for one in self.asks
            if one.row["tool"] == row["name"] and one.row["answered_on"] is None
        )
        why = taken_as(self.viewer, row, deal=self.deal, lets=lets)
        return ToolSeen(
            row=row if why else {**row, "link": None},
            shows=tuple(map(self._shown, row["features"] or ())),
            ahead=_ahead(self.ahead.get(row["name"]), asks, self.viewer),
            file=self.files.get(row["name"]),
            taken_as=why,
            makes=makes(self.viewer, row),
            asks=asks,
            lets=lets,
        )

    def _shown(self, own_id: str) -> ShownFeature:
        row = self.features.get(own_id, {})
        return ShownFeature(
            id=own_id,
            name=row.get("name") or row.get("key") or own_id,
            shipped_on=row.get("shipped_on"),
            dropped_on=row.get("dropped_on"),
            p80_on=self.ships.get(own_id),
        )


def _ahead(one: ToolAhead | None, asks: tuple[ToolAsk, ...], viewer: Viewer) -> ToolAhead | None:
    """With money only for who sees every amount, or each amount that is in it."""
    if one is None or viewer.amounts == "all":
        return one
    own = [ask for ask in asks if ask.row["strength"]]
    if viewer.amounts == "own" and own and all(ask.amount is not None for ask in own):
        return one
    return replace(one, exposed=None, at_risk=None)


def _asks(book: Book, viewer: Viewer, today: date) -> tuple[ToolAsk, ...]:
    """What was asked for, the latest first, with amounts in the company's currency."""
    valued = money.with_value(book.deals, book.company, as_of=today)
    deals = {row["id"]: row for row in valued.iter_rows(named=True)}
    tools = {row["name"]: row for row in book.tools.iter_rows(named=True)}
    thirds = _bands(book, viewer, today)

    def told(row: Row) -> ToolAsk:
        deal = deals.get(row["deal"], {})
        return ToolAsk(
            row=row,
            deal_name=deal.get("name") or row["deal"] or "",
            amount=deal["value"] if deal.get("outcome") == "open" else None,
            band=thirds.get(row["deal"], ""),
            may_answer=answers(viewer, row, tools.get(row["tool"])),
            may_end=answers(viewer, row, tools.get(row["tool"]), NO),
        )

    rows = book.tool_asks.sort("on", "id", descending=[True, False]).iter_rows(named=True)
    return tuple(map(told, rows))


def _answered(one: ToolAsk) -> tuple[date, date, str]:
    return one.row["answered_on"], one.row["on"], one.row["id"]


def _bands(book: Book, viewer: Viewer, today: date) -> dict[str, str]:
    """deal -> the third of the open ones in which its amount lies, for who is told that."""
    if viewer.amounts != "bands":
        return {}
    every = shown.table("deals", replace(viewer, said="all")).filter(outcome="open")
    valued = money.with_value(every, book.company, as_of=today).drop_nulls("value")
    return bands.bands(dict(valued.select("id", "value").iter_rows()))


def _called(rows: pl.DataFrame, *names: str) -> dict[str, str]:
    return dict(rows.select("id", pl.coalesce(*names, "id").alias("_called")).iter_rows())
