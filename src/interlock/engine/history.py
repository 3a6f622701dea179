"""The only tap for time: a book cut to what was known on a day."""

from dataclasses import replace
from datetime import date

import polars as pl

from interlock.engine import due_moves
from interlock.records.book import Book
from interlock.records.sales_tables import NO_NEED
from interlock.records.tables import TABLES
from interlock.records.tool_tables import DRAFT

STANDING = {
    ("deals", "owner"),
    ("features", "release"),
    ("features", "order"),
    ("features", "wanted_by"),
    ("items", "feature"),
    ("items", "release"),
    ("releases", "due"),
    ("promises", "due"),
}
"""Fields that count as they are today on a past day too, where no change of them is known."""

BEGINS = {
    "deals": "created_on",
    "evidence": "on",
    "needs": "on",
    "calls": "said_on",
    "deal_calls": "said_on",
    "memberships": "from_on",
    "features": "created_on",
    "items": "created_on",
    "people": "from_on",
    "meetings": "on",
    "promises": "said_on",
    "moves": "at",
    "tools": "asked_on",
    "tool_asks": "on",
    "tool_lets": "at",
    "told": "on",
    "risks": "named_on",
    "rules": "valid_from",
}
"""The day on which a row came to be known; a row without that day was always known."""

HAPPENS = {
    "features": ("shipped_on", "dropped_on"),
    "items": ("started_on", "done_on", "dropped_on"),
    "releases": ("shipped_on",),
    "buyer_steps": ("done_on",),
    "promises": ("done_on",),
    "tools": ("ready_on", "looked_on"),
    "tool_asks": ("answered_on",),
    "handover_steps": ("done_on",),
    "people": ("met_on", "to_on"),
    "memberships": ("to_on",),
    "risks": ("ended_on",),
    "rules": ("valid_to",),
}
"""Days that a row learns later; one after the cut is not known yet."""

LATE_FIELDS = ("arr", "term_months")
"""Fields of a deal that are filled in on the way to its closing and have no history."""

CHILDREN = (
    ("needs", "deal", "deals"),
    ("evidence", "deal", "deals"),
    ("buyer_steps", "deal", "deals"),
    ("people", "deal", "deals"),
    ("meetings", "deal", "deals"),
    ("promises", "deal", "deals"),
    ("deal_calls", "deal", "deals"),
    ("risks", "deal", "deals"),
    ("tool_asks", "deal", "deals"),
    ("tool_lets", "deal", "deals"),
    ("handover_steps", "deal", "deals"),
    ("needs", "feature", "features"),
    ("dependencies", "feature", "features"),
    ("dependencies", "after", "features"),
    ("promises", "feature", "features"),
    ("risks", "feature", "features"),
)
"""(table, column, the table it points to): rows that say nothing while that is unknown."""


def known(book: Book, *, as_of: date) -> Book:
    """The book as known at the end of ``as_of``; what is dated later has no part in it, not a bit.

    A followed field has the value that its last change by then gave it. Today's value was read on
    ``book.seen_on``, so before that day a field without such a change is empty (only those of
    ``STANDING`` stay). A deal that ended later was open; rows about deals or features not known
    yet are gone. Cutting twice is cutting once.
    """
    current = as_of >= book.seen_on
    frames = {name: _happened(book.table(name), name, as_of) for name in TABLES}
    frames["changes"] = due_moves.logged(book).filter(pl.col("at").dt.date() <= as_of)
    frames["deals"] = _reopened(frames["deals"], as_of)
    frames["tools"] = _not_ready(frames["tools"], book.tools)
    if not current:
        frames = {name: _as_logged(frames[name], name, frames["changes"]) for name in TABLES}
        frames["deals"] = frames["deals"].with_columns(
            pl.lit(None, frames["deals"].schema[field]).alias(field) for field in LATE_FIELDS
        )
        frames["attributes"] = frames["attributes"].clear()
    frames["people"] = _met(frames["people"], frames["meetings"])
    frames["needs"] = _unmet(_needed(frames["needs"]), frames["deals"])
    frames = _without_orphans(frames, book)
    return replace(book.with_tables(**frames), seen_on=min(book.seen_on, as_of))


def ruled_out(book: Book, *, as_of: date) -> frozenset[str]:
    """Ids of the deals of which somebody had said by ``as_of`` that they do not wait for a
    feature.
    """
    said = _happened(book.needs, "needs", as_of).filter(strength=NO_NEED)
    return frozenset(said["deal"])


def unseen(book: Book, *, as_of: date) -> tuple[str, ...]:
    """In words, the fields whose past cannot be seen."""
    log = due_moves.logged(book).filter(pl.col("at").dt.date() <= as_of)
    logged = set(log.select("table", "field").unique().iter_rows())
    return tuple(
        f"{name}, {field.replace('_', ' ')}: no history; "
        + ("today's stands for past days" if (name, field) in STANDING else "unknown on past days")
        for name, table in TABLES.items()
        for field in table.followed
        if (name, field) not in logged and book.table(name)[field].is_not_null().any()
    )


def _happened(frame: pl.DataFrame, name: str, as_of: date) -> pl.DataFrame:
    if name in BEGINS:
        day = pl.col(BEGINS[name]).cast(pl.Date)
        frame = frame.filter(day.is_null() | (day <= as_of))
    return frame.with_columns(
        pl.when(pl.col(column) <= as_of).then(column).alias(column)
        for column in HAPPENS.get(name, ())
    )


def _needed(needs: pl.DataFrame) -> pl.DataFrame:
    """Needs but for those that somebody ruled out."""
    return needs.filter(pl.col("strength").ne_missing(NO_NEED))


def _met(people: pl.DataFrame, meetings: pl.DataFrame) -> pl.DataFrame:
    """Whoever was met in a deal was last met on the day of the last meeting known."""
    last = meetings.group_by("deal", name="person").agg(_on=pl.col("on").max())
    joined = people.join(last, on=["deal", "name"], how="left", maintain_order="left")
    return joined.with_columns(met_on=pl.max_horizontal("met_on", "_on")).drop("_on")


def _reopened(deals: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Deals that ended after ``as_of`` were open; one that ended on an unknown day stays ended."""
    later = (pl.col("closed_on") > as_of).fill_null(value=False)
    return deals.with_columns(
        outcome=pl.when(later).then(pl.lit("open")).otherwise("outcome"),
        closed_on=pl.when(~later).then("closed_on"),
    )


def _not_ready(tools: pl.DataFrame, today: pl.DataFrame) -> pl.DataFrame:
    """A tool that was ready later was none that is; ``today`` says what they are now."""
    later = today.drop_nulls("ready_on")["name"].implode()
    was_not = pl.col("ready_on").is_null() & pl.col("name").is_in(later)
    return tools.with_columns(state=pl.when(was_not).then(pl.lit(DRAFT)).otherwise("state"))


def _as_logged(frame: pl.DataFrame, name: str, changes: pl.DataFrame) -> pl.DataFrame:
    """Followed fields as their last change left them; empty without one, unless they stand."""
    taken_back = TABLES[name].taken_back
    for field in (*TABLES[name].followed, *taken_back):
        dtype = frame.schema[field]
        log = changes.filter(pl.col("table") == name, pl.col("field") == field)
        last = log.group_by("id").agg(
            _new=pl.col("new").sort_by("at", maintain_order=True).last(), _logged=pl.lit(1)
        )
        stands = (name, field) in STANDING or field in taken_back
        otherwise = pl.col(field) if stands else pl.lit(None, dtype)
        value = pl.when(pl.col("_logged") == 1).then(typed("_new", dtype)).otherwise(otherwise)
        frame = (
            frame.join(last, on="id", how="left", maintain_order="left")
            .with_columns(value.alias(field))
            .drop("_new", "_logged")
        )
    return frame


def typed(column: str, dtype: pl.DataType) -> pl.Expr:
    """A value of the change log in its field's own type; one that cannot be read is unknown."""
    text = pl.col(column)
    return text.str.to_date(strict=False) if dtype == pl.Date else text.cast(dtype, strict=False)


def _unmet(needs: pl.DataFrame, deals: pl.DataFrame) -> pl.DataFrame:
    """How a need was met is known once its deal has closed."""
    closed = deals.filter(pl.col("outcome") != "open")["id"].implode()
    return needs.with_columns(met_by=pl.when(pl.col("deal").is_in(closed)).then("met_by"))


def _without_orphans(frames: dict[str, pl.DataFrame], book: Book) -> dict[str, pl.DataFrame]:
    """Rows about deals or features that were not known yet are not known either."""
    kept = dict(frames)
    for target in ("deals", "features"):
        gone = book.table(target).join(frames[target], on="id", how="anti")["id"].implode()
        for name, column, points_to in CHILDREN:
            if points_to == target:
                kept[name] = kept[name].filter(~pl.col(column).is_in(gone).fill_null(value=False))
        if target == "features":
            in_later = pl.col("feature").is_in(gone)
            kept["items"] = kept["items"].with_columns(
                feature=pl.when(~in_later.fill_null(value=False)).then("feature")
            )
        for name in ("changes", "attributes"):
            orphan = (pl.col("table") == target) & pl.col("id").is_in(gone)
            kept[name] = kept[name].filter(~orphan)
    return kept
