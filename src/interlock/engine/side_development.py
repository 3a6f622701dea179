"""Development's week, told to sales: where its time goes, what holds it, what it shipped."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

from interlock.engine import other_development, plain, work
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.company import Closure, Staffing
from interlock.records.report import PromiseLine
from interlock.records.report_sides import NamedDeal, SideLine, SidePart

AHEAD_DAYS = 42
"""Closures and changes of staff that begin within six weeks are told."""

MOST_LINES, MOST_DEALS = 6, 6


def parts(book: Book, *, as_of: date, promises: Sequence[PromiseLine]) -> tuple[SidePart, ...]:
    """Where its time goes, blocked work and on what, its promises with their odds, what was added
    and by whom it was asked for, who is away, what shipped, what is queued; none where no work is
    known.
    """
    if book.features.is_empty() and book.items.is_empty():
        return ()
    needing = _needing(book)
    said = (
        ("Where its time goes", _time(book, as_of)),
        ("Shipped this week", _shipped(book, needing, as_of)),
        ("Promises it stands by", _promised(book, promises, as_of)),
        ("Blocked, and by what", _blocked(book, needing)),
        ("Came on top", _added(book, as_of)),
        ("Away and closed", _away(book, as_of)),
        ("In its queues", _queued(book)),
    )
    return tuple(
        SidePart(called, tuple(lines[:MOST_LINES]), max(0, len(lines) - MOST_LINES))
        for called, lines in said
        if lines
    )


def named(deals: pl.DataFrame) -> tuple[NamedDeal, ...]:
    """The first of these deals (id, name), by id."""
    rows = deals.unique("id").sort("id").head(MOST_DEALS)
    return tuple(NamedDeal(own, name or own) for own, name in rows.select("id", "name").iter_rows())


def _needing(book: Book) -> pl.DataFrame:
    """Open deals with each feature that they need: feature, id, name."""
    still_open = book.deals.filter(pl.col("outcome") == "open").select("id", "name")
    return book.needs.select("feature", id="deal").join(still_open, on="id")


def _time(book: Book, as_of: date) -> list[SideLine]:
    said = other_development.upkeep(book, as_of)
    return [SideLine(said)] if said else []


def _queued(book: Book) -> list[SideLine]:
    """What each team has before it: unfinished features, and their items that are left."""
    left = book.items.filter(pl.col("done_on").is_null(), pl.col("dropped_on").is_null())
    counts = (
        work.open_features(book)
        .join(left.group_by("feature").len("items"), left_on="id", right_on="feature", how="left")
        .group_by("team")
        .agg(pl.len(), pl.col("items").sum())
    )
    return [
        SideLine(
            f"{team or 'No team'}: {plain.count(unfinished, 'unfinished feature')}",
            f"{plain.count(items, 'item')} known to be left",
        )
        for team, unfinished, items in counts.sort("team").iter_rows()
    ]


def _shipped(book: Book, needing: pl.DataFrame, as_of: date) -> list[SideLine]:
    """Features of the last seven days; open deals that asked for one can be told."""
    week = as_of - timedelta(days=DAYS_PER_WEEK)
    done = book.features.filter(pl.col("shipped_on") > week, pl.col("shipped_on") <= as_of)
    rows = done.select("id", pl.coalesce("name", "key", "id").alias("name"), "team", "shipped_on")
    lines = []
    for own, name, team, on in rows.sort("shipped_on", "name").iter_rows():
        deals = needing.filter(pl.col("feature") == own)
        tell = f"{plain.count(deals.height, 'open deal')} asked for it" if deals.height else ""
        by = f"{team}, {plain.day(on, as_of=as_of)}" if team else plain.day(on, as_of=as_of)
        lines.append(SideLine(name, "; ".join(filter(None, (by, tell))), own, named(deals)))
    return lines


def _promised(book: Book, promises: Sequence[PromiseLine], as_of: date) -> list[SideLine]:
    names = dict(book.deals.select("id", "name").iter_rows())
    mine = [one for one in promises if one.side == "development" and one.verdict == "open"]
    return [
        SideLine(
            one.what,
            _stands(one, as_of),
            one.feature,
            (NamedDeal(one.deal, names.get(one.deal) or one.deal),) if one.deal else (),
        )
        for one in sorted(mine, key=lambda one: (one.due or date.max, one.id))
    ]


def _stands(one: PromiseLine, as_of: date) -> str:
    to = f"to {one.to}" if one.to else ""
    due = f"for {plain.day(one.due, as_of=as_of)}" if one.due else "without a day"
    odds = "" if one.odds is None else f"by then in {plain.odds(one.odds)} of cases"
    return ", ".join(filter(None, (" ".join(filter(None, (to, due))), odds)))


def _blocked(book: Book, needing: pl.DataFrame) -> list[SideLine]:
    """Unfinished features that wait for another unfinished one, most needed first."""
    left = other_development.unfinished(book)
    rows = (
        book.dependencies.join(left.select("feature", "name"), on="feature")
        .join(left.select(after="feature", before="name", by="team"), on="after")
        .join(needing.group_by("feature").agg(deals=pl.col("id").n_unique()), "feature", "left")
        .sort(pl.col("deals").fill_null(0), "name", "before", descending=[True, False, False])
    )
    return [
        SideLine(
            f"{name} waits for {before}",
            ", ".join(
                filter(None, (by or "", f"{plain.count(deals, 'deal')} behind it" if deals else ""))
            ),
            feature,
            named(needing.filter(pl.col("feature") == feature)),
        )
        for feature, name, before, by, deals in rows.select(
            "feature", "name", "before", "by", "deals"
        ).iter_rows()
    ]


def _added(book: Book, as_of: date) -> list[SideLine]:
    """Items that came to light in features under way, and the deals that asked meanwhile."""
    month = as_of - timedelta(days=other_development.MONTH_DAYS)
    since = book.needs.filter(pl.col("on") > month, pl.col("on") <= as_of)
    asked = since.select("feature", "said_by", id="deal").join(
        book.deals.select("id", "name"), on="id"
    )
    lines = []
    for row in other_development.growth(book, as_of).iter_rows(named=True):
        mine = asked.filter(pl.col("feature") == row["feature"])
        by = plain.listed(mine["said_by"].drop_nulls().unique().sort().to_list())
        who = f"asked for meanwhile{f' by {by}' if by else ''}" if mine.height else (
            "no deal asked for it meanwhile"
        )  # fmt: skip
        text = f"{row['name']}: {plain.count(row['added'], 'item')} more in 4 weeks"
        sub = f"now {plain.count(row['known'], 'item')}; {who}"
        lines.append(SideLine(text, sub, row["feature"], named(mine)))
    return lines


def _away(book: Book, as_of: date) -> list[SideLine]:
    last = as_of + timedelta(days=AHEAD_DAYS)
    closed = [one for one in book.company.closures if one.last >= as_of and one.first <= last]
    staff = [one for one in book.company.staffing if _matters(one, as_of, last)]
    return [
        *(_closure(one, as_of) for one in sorted(closed, key=lambda one: (one.first, one.team))),
        *(_staff(one, as_of) for one in sorted(staff, key=lambda one: (one.first, one.team))),
    ]


def _matters(one: Staffing, as_of: date, last: date) -> bool:
    """It begins soon, or is an absence that is still going on."""
    if one.first > as_of:
        return one.first <= last
    return one.last is not None and one.last >= as_of


def _closure(one: Closure, as_of: date) -> SideLine:
    days = _from_to(one.first, one.last, as_of)
    return SideLine(f"{one.team or 'Nobody'}{' does not work' if one.team else ' works'} {days}")


def _staff(one: Staffing, as_of: date) -> SideLine:
    count = plain.count(1, "person") if abs(one.people) == 1 else f"{abs(one.people):g} people"
    way = "fewer" if one.people < 0 else "more"
    until = _from_to(one.first, one.last, as_of)
    return SideLine(f"{one.team}: {count} {way} {until}")


def _from_to(first: date, last: date | None, as_of: date) -> str:
    start = plain.day(first, as_of=as_of)
    return f"from {start}" if last is None else f"{start} to {plain.day(last, as_of=as_of)}"
