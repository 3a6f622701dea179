"""What is due: the buyers' own timetables, and the sales tools for what is being sold."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from interlock.engine import plain
from interlock.records.book import Book
from interlock.records.features_ahead import ToolAhead
from interlock.records.report import BuyerStepLine, ToolLine
from interlock.records.tool_tables import READY, RETIRED

BUYER_STEP_DAYS = 14
NOTHING_AHEAD: Mapping[str, ToolAhead] = {}
SHIPS_SOON_DAYS = 42
"""A tool is asked for when one of its features ships within six weeks in 5 of 10 cases."""


def buyer_steps(
    book: Book, *, as_of: date, days: int = BUYER_STEP_DAYS
) -> tuple[BuyerStepLine, ...]:
    """Steps of open deals' buyers not done and due within ``days``, or overdue; earliest first.

    ``days_over`` = as_of - due, 0 while not overdue. Steps without a day are not due and do not
    come in here.
    """
    deals = book.deals.filter(pl.col("outcome") == "open").select(
        pl.col("id").alias("deal"), "name"
    )
    done = pl.col("done_on").is_not_null() & (pl.col("done_on") <= as_of)
    steps = (
        book.buyer_steps.filter(~done, pl.col("due") <= as_of + timedelta(days=days))
        .join(deals, on="deal", how="inner")
        .sort("due", "deal", "step")
    )
    return tuple(_buyer_step(row, as_of) for row in steps.iter_rows(named=True))


def tools(
    book: Book,
    *,
    as_of: date,
    feature_p50: Mapping[str, date | None],
    ahead: Mapping[str, ToolAhead] = NOTHING_AHEAD,
) -> tuple[ToolLine, ...]:
    """Sales tools not ready though a feature they show is sold or ships soon, or somebody asks for
    them; most deals first. ``ahead``: when each will be ready, and the money behind it.

    Not ready: neither ready nor retired, in an unstated state too. Being sold: an open deal needs
    the feature, shipped or not. Ships soon: ``feature_p50`` (feature id -> p50 day, None beyond the
    horizon) lies within six weeks.
    """
    names = {
        id_: name or key or id_
        for id_, key, name in book.features.select("id", "key", "name").iter_rows()
    }
    buyers = _buyers_of(book)
    soon = {
        id_ for id_, day in feature_p50.items() if day and (day - as_of).days <= SHIPS_SOON_DAYS
    }
    made = pl.col("state").is_in([READY, RETIRED]).fill_null(value=False)
    asks = Counter(book.tool_asks.filter(pl.col("answered_on").is_null())["tool"].drop_nulls())
    found = []
    for tool in book.tools.filter(~made).iter_rows(named=True):
        sold = [f for f in tool["features"] or () if f in names and (f in buyers or f in soon)]
        if sold or asks[tool["name"]]:
            line = _tool(tool, sold, names, buyers, feature_p50, as_of=as_of)
            one = ahead.get(tool["name"])
            found.append(_asked(line, one, asks[tool["name"]], as_of=as_of))
    return tuple(sorted(found, key=lambda line: (-line.deals, line.due or date.max, line.name)))


def _buyer_step(row: Mapping[str, Any], as_of: date) -> BuyerStepLine:
    return BuyerStepLine(
        deal=row["deal"],
        deal_name=row["name"] or row["deal"],
        step=row["step"],
        owner_theirs=row["owner_theirs"] or "",
        owner_ours=row["owner_ours"] or "",
        due=row["due"],
        days_over=max(0, (as_of - row["due"]).days),
    )


def _buyers_of(book: Book) -> dict[str, set[str]]:
    """The open deals that need each feature."""
    open_deals = book.deals.filter(pl.col("outcome") == "open")["id"]
    needs = book.needs.filter(pl.col("deal").is_in(open_deals.implode()))
    found: dict[str, set[str]] = {}
    for deal, feature in needs.select("deal", "feature").iter_rows():
        found.setdefault(feature, set()).add(deal)
    return found


def _tool(
    tool: Mapping[str, Any],
    sold: Sequence[str],
    names: Mapping[str, str],
    buyers: Mapping[str, set[str]],
    feature_p50: Mapping[str, date | None],
    *,
    as_of: date,
) -> ToolLine:
    dated = [(day, f) for f in sold if (day := feature_p50.get(f)) is not None]
    ships = [f"{names[f]} ships by {plain.day(d, as_of=as_of)} (p50)" for d, f in sorted(dated)[:1]]
    return ToolLine(
        name=tool["name"],
        kind=tool["kind"] or "",
        owner=tool["owner"] or "",
        state=tool["state"] or "",
        due=tool["due"],
        features=tuple(names[f] for f in sold),
        deals=len(set().union(*(buyers.get(f, set()) for f in sold))),
        ready_before="; ".join([_ready(tool["due"], as_of), *ships]),
    )


def _asked(line: ToolLine, one: ToolAhead | None, asks: int, *, as_of: date) -> ToolLine:
    """With when it will be ready, and what hangs on it."""
    line = replace(line, asks=asks)
    if one is None:
        return line
    p80 = f"ready by {plain.day(one.p80_on, as_of=as_of)} in 8 of 10 cases" if one.p80_on else ""
    return replace(
        line,
        deals=max(line.deals, one.deals),
        ready_before="; ".join(filter(None, [line.ready_before, p80])),
        p50_on=one.p50_on,
        p80_on=one.p80_on,
        exposed=one.exposed,
    )


def _ready(due: date | None, as_of: date) -> str:
    if due is None:
        return "no day stated for the tool"
    said = plain.day(due, as_of=as_of)
    return f"tool was due {said}" if due < as_of else f"tool due {said}"
