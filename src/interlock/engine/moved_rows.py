"""The book of a state between two days: each asked deal's rows as its own players make them."""

from datetime import date, datetime, time

import polars as pl

from interlock.engine.moved_deals import EDITED, STOOD, Deals
from interlock.engine.moved_players import DECISIONS, EDITS, STAGES
from interlock.engine.moved_ships import SHIPPING, Ships, named
from interlock.engine.outlook import Outlook
from interlock.records.book import Book
from interlock.records.sales_tables import DEALS, EVIDENCE, NEEDS
from interlock.records.shared_tables import PROMISES
from interlock.records.tables import CHANGES
from interlock.records.tool_tables import TOOL_ASKS


def book(
    last: Outlook, now: Outlook, day: date, deals: Deals, own: dict[int, list[int]], ships: Ships
) -> Book:
    """The asked deals alone, open on ``day`` (the day of either), as their own players make them:
    ``own`` says which places are asked for in each set of EDITS, STAGES, DELIVERY and DECISIONS.

    What happened after ``day`` is told as if it had happened on it. A deal open on one day alone
    has that day's log, evidence and needs; else needs are as decided.
    """
    rows = pl.concat([_rows(deals, mask, places) for mask, places in own.items()])
    states = {mask & SHIPPING for mask in own}
    features = pl.concat(
        [ships.features(state).with_columns(id=_in(state, "id")) for state in states]
    )
    promises = _promises(rows, last.book, now.book, day)
    return now.book.with_tables(
        deals=_open_deals(rows, day),
        changes=pl.concat(
            [
                _log(rows, now.book, last.as_of, day),
                _promise_log(promises, last.book, now.book, day),
            ]
        ),
        promises=promises.select(PROMISES.names),
        evidence=_evidence(rows, now.book, last.as_of, day),
        needs=_needs(rows, last.book, now.book),
        rules=(now if day == now.as_of else last).book.rules,
        features=features,
        tools=pl.concat(
            [ships.tools(state).with_columns(name=_in(state, "name")) for state in states]
        ),
        tool_asks=_asks(rows, last.book, now.book),
    )


def _rows(deals: Deals, own: int, places: list[int]) -> pl.DataFrame:
    """The fields of these deals in one state of their own rows, with ``was``, their id; ``entered``
    and ``left`` (open on one day alone); whether ``edited``, ``staged`` and ``decided``; and
    ``shipping``, the state of what they need.
    """
    then, now = deals.then[places], deals.now[places]
    edited, staged = bool(own & EDITS), bool(own & STAGES)
    was_open, is_open = deals.opened[:, places]
    return pl.DataFrame(
        [
            pl.Series("id", [named(deals.ids[at], own) for at in places], pl.String),
            *(now[f] if edited else then[f] for f in EDITED),
            *(now[f] if staged else then[f] for f in STOOD),
            now["created_on"],
            pl.Series("was", [deals.ids[at] for at in places], pl.String),
            pl.Series("entered", is_open & ~was_open),
            pl.Series("left", was_open & ~is_open),
        ]
    ).with_columns(
        edited=pl.lit(edited),
        staged=pl.lit(staged),
        decided=pl.lit(bool(own & DECISIONS)),
        shipping=pl.lit(own & SHIPPING),
    )


def _open_deals(rows: pl.DataFrame, day: date) -> pl.DataFrame:
    """As rows of the book; a deal entered after ``day`` counts as entered on it."""
    missing = [
        pl.lit(None, dtype).alias(name)
        for name, dtype in DEALS.schema.items()
        if name not in rows.columns
    ]
    return (
        rows.with_columns(missing)
        .with_columns(outcome=pl.lit("open"), created_on=pl.col("created_on").clip(None, day))
        .select(DEALS.names)
    )


def _log(rows: pl.DataFrame, now: Book, then: date, day: date) -> pl.DataFrame:
    """Changes of the deals: all before ``then``, later ones by the player of their field."""
    evening = datetime.combine(day, time.max)
    changes = now.changes.filter(pl.col("table") == "deals")
    joined = changes.join(_marks(rows), left_on="id", right_on="was")
    moved = pl.when(pl.col("field").is_in(EDITED)).then("edited").otherwise("staged")
    kept = joined.filter((pl.col("at").dt.date() <= then) | _told(moved))
    return kept.with_columns(id="name", at=pl.col("at").clip(None, evening)).select(CHANGES.names)


def _evidence(rows: pl.DataFrame, now: Book, then: date, day: date) -> pl.DataFrame:
    """Facts about the deals, and the first of each rule about anybody, which begins its asking."""
    joined = now.evidence.join(_marks(rows), left_on="deal", right_on="was")
    kept = joined.filter((pl.col("on") <= then) | _told(pl.col("staged"))).with_columns(deal="name")
    firsts = now.evidence.sort("on").unique("rule", keep="first", maintain_order=True)
    both = [kept.select(EVIDENCE.names), firsts.with_columns(deal=pl.lit(""))]
    return pl.concat(both).with_columns(pl.col("on").clip(None, day))


def _needs(rows: pl.DataFrame, last: Book, now: Book) -> pl.DataFrame:
    """Needs of the deals, for the features as the state of each ships them."""
    feature = pl.format("{} {}", "shipping", "feature")
    needs = _as_decided(rows, last.needs, now.needs)
    return needs.with_columns(deal="name", feature=feature).select(NEEDS.names)


def _asks(rows: pl.DataFrame, last: Book, now: Book) -> pl.DataFrame:
    """What sales asked for, for the deals, of the tools as the state of each makes them."""
    tool = pl.format("{} {}", "shipping", "tool")
    asks = _as_decided(rows, last.tool_asks, now.tool_asks)
    return asks.with_columns(deal="name", tool=tool).select(TOOL_ASKS.names)


def _as_decided(rows: pl.DataFrame, last: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    by_now = pl.col("entered") | (pl.col("decided") & ~pl.col("left"))
    sides = ((now, by_now), (last, ~by_now))
    return pl.concat(
        told.join(_marks(rows).filter(chosen), left_on="deal", right_on="was")
        for told, chosen in sides
    )


def _in(state: int, column: str) -> pl.Expr:
    """A row's own name in one state of its own, as `named`."""
    return pl.format(f"{state} {{}}", column)


def _promises(rows: pl.DataFrame, last: Book, now: Book, day: date) -> pl.DataFrame:
    """What was promised to the deals of features, as decided; with ``was``, their id, and whether
    they are those of ``now``.

    A promise to all that need a feature is one to each deal.
    """
    by_now = pl.col("entered") | (pl.col("decided") & ~pl.col("left"))
    marks = _marks(rows).with_columns(by_now=by_now)
    sides = []
    for book, is_now in ((now, True), (last, False)):
        mine = marks.filter(pl.col("by_now") == is_now)
        given = book.promises.drop_nulls("feature")
        to_one = given.join(mine, left_on="deal", right_on="was")
        to_all = given.filter(pl.col("deal").is_null()).join(mine.drop("was"), how="cross")
        sides += [to_one, to_all.select(to_one.columns)]
    return pl.concat(sides).with_columns(
        was="id",
        id=pl.format("{} {}", "id", "name"),
        deal="name",
        feature=pl.format("{} {}", "shipping", "feature"),
        said_on=pl.col("said_on").clip(None, day),
    )


def _promise_log(promises: pl.DataFrame, last: Book, now: Book, day: date) -> pl.DataFrame:
    """How the days of these promises were moved, as known on the day of their side."""
    evening = datetime.combine(day, time.max)
    sides = []
    for book, is_now in ((now, True), (last, False)):
        log = book.changes.filter(pl.col("table") == "promises")
        mine = promises.filter(pl.col("by_now") == is_now).select("was", name="id")
        sides.append(log.join(mine, left_on="id", right_on="was").with_columns(id="name"))
    return pl.concat(sides).with_columns(at=pl.col("at").clip(None, evening)).select(CHANGES.names)


def _marks(rows: pl.DataFrame) -> pl.DataFrame:
    marks = ("was", "entered", "left", "edited", "staged", "decided", "shipping")
    return rows.select(*marks, name="id")


def _told(moved: pl.Expr) -> pl.Expr:
    return pl.col("entered") | (moved & ~pl.col("left"))
