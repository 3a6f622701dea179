"""What somebody has to be told of sales tools: ready, to be looked at again, or asked for."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import polars as pl

from interlock.engine import people, plain
from interlock.engine.nudged import Known, Seen, key_of
from interlock.records.book import Book
from interlock.records.nudges import TOOLS, Nudge
from interlock.records.sales_tables import NO_NEED
from interlock.records.tool_tables import NO, READY, RETIRED

READY_MARK, NOT_READY = "ready", "not ready"
FINE, IS_RETIRED = "fine", "retired"
"""Marks: of a tool that somebody waits for, and of one that they have."""

Row = Mapping[str, Any]


def seen(book: Book, name: str, known: Known, took: Collection[str]) -> Iterator[Seen]:
    """The tools that somebody waits for, those that they ``took``, are let have or asked for, and
    what others ask of their own.
    """
    tools = {tool["name"]: tool for tool in book.tools.iter_rows(named=True)}
    yield from _waited_for(book, name, tools, known)
    yield from _had(book, name, tools, known, took)
    yield from _asked_of(book, name, tools)


def _waited_for(book: Book, name: str, tools: Mapping[str, Row], known: Known) -> Iterator[Seen]:
    named = people.rows_of(book.promises, name, "to").drop_nulls("tool")
    promised, waiting = dict(named.select("tool", "id").iter_rows()), _waiting(book, name)
    asks = _asks(book, name).drop_nulls("tool")
    asked = dict(asks.select("tool", "deal").iter_rows())
    for own, tool in tools.items():
        if own in asked:
            deals = [(_called(book, deal), deal) for deal in [asked[own]] if deal]
        else:
            deals = sorted({one for of in tool["features"] or () for one in waiting.get(of, ())})
        if deals or own in asked or own in promised:
            to = ("promise", promised[own]) if own in promised else ("tool", own)
            to = ("deal", deals[0][1]) if deals else to
            yield _ready(tool, [called for called, _ in deals], own in asked, to, known)


def _ready(tool: Row, deals: list[str], is_asked: bool, to: tuple[str, str], known: Known) -> Seen:
    is_ready = tool["state"] == READY and not tool["review"]
    key, mark = key_of(TOOLS, tool["name"]), READY_MARK if is_ready else NOT_READY
    if mark != READY_MARK or key not in known:
        return Seen(key, mark)
    names = plain.listed(deals)
    why = f"{names} {'needs' if len(deals) == 1 else 'need'} it" if deals else "you asked for it"
    why = f"you asked for it for {names}" if deals and is_asked else why
    said = f"“{tool['name']}” is ready: {why}"
    return Seen(key, mark, Nudge(TOOLS, key, mark, said, *to), (2,))


def _had(
    book: Book, name: str, tools: Mapping[str, Row], known: Known, took: Collection[str]
) -> Iterator[Seen]:
    lets = people.rows_of(book.tool_lets, name, "person")["tool"]
    asks = _asks(book, name)
    asked = {*asks["tool"], *asks["instead"]}
    for own in sorted({*took, *lets, *asked} & tools.keys()):
        tool = tools[own]
        key, mark = key_of(TOOLS, "had", own), _stands(tool)
        if mark == FINE or (key not in known and own not in took):
            yield Seen(key, mark)
            continue
        why = "is retired" if mark == IS_RETIRED else f"is looked at again: {tool['review']}"
        how = "have" if own in took or own in set(lets) else "asked for"
        said = f"“{own}”, which you {how}, {why}"
        yield Seen(key, mark, Nudge(TOOLS, key, mark, said, "tool", own), (1, 0))


def _asks(book: Book, name: str) -> pl.DataFrame:
    """What somebody asked for, but where the answer was no."""
    return people.rows_of(book.tool_asks, name, "by").filter(pl.col("answer").ne_missing(NO))


def _stands(tool: Row) -> str:
    return IS_RETIRED if tool["state"] == RETIRED else tool["review"] or FINE


def _asked_of(book: Book, name: str, tools: Mapping[str, Row]) -> Iterator[Seen]:
    """Open asks of others for tools of theirs that are not ready, each told once."""
    mine = set(people.rows_of(book.tools, name, "owner")["name"])
    asks = book.tool_asks.filter(pl.col("answered_on").is_null()).sort("id")
    for ask in asks.iter_rows(named=True):
        by, tool = ask["by"] or "", tools.get(ask["tool"] or "")
        is_own_ask = by.casefold() == name.casefold()
        if tool is None or tool["name"] not in mine or is_own_ask or tool["state"] == READY:
            continue
        key = key_of(TOOLS, "ask", ask["id"])
        for_deal = f" for {_called(book, ask['deal'])}" if ask["deal"] else ""
        said = f"{by or 'Somebody'} asks for “{tool['name']}”{for_deal}"
        yield Seen(key, "asked", Nudge(TOOLS, key, "asked", said, "tool", tool["name"]), (2, 1))


def _called(book: Book, deal: str) -> str:
    names = book.deals.filter(id=deal)["name"].drop_nulls()
    return str(names[0]) if names.len() else deal


def _waiting(book: Book, name: str) -> dict[str, list[tuple[str, str]]]:
    """feature -> (name, id) of the open deals of somebody that need it."""
    deals = people.open_deals(book, name).select(
        pl.coalesce("name", "id").alias("called"), deal="id"
    )
    needs = book.needs.filter(
        pl.col("strength").ne_missing(NO_NEED), pl.col("confirmed").fill_null(value=True)
    ).join(deals, on="deal")
    found: dict[str, list[tuple[str, str]]] = {}
    for feature, called, deal in needs.select("feature", "called", "deal").iter_rows():
        found.setdefault(feature, []).append((called, deal))
    return found
