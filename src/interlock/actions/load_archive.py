"""Load: what the weekly reports of all closed weeks said in a line each, and what came of it."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

import polars as pl

from interlock.engine import money
from interlock.engine.week_line import week_line
from interlock.records.archive import Archive, Came, WeekLine
from interlock.records.closed_week import ClosedWeek
from interlock.records.report import Reader
from interlock.records.rights import Viewer
from interlock.render import glance
from interlock.store import connect, outcomes, shown, weeks

KEPT = 1024
"""Lines that a process keeps: each is of a report that stands for ever."""


def load_archive(some: Iterable[ClosedWeek], reader: str, viewer: Viewer) -> Archive:
    """The lines of closed weeks, as their reports for a reader have them, in the same order; a week
    is left out that has no such report which the viewer may read.
    """
    where, forgotten = connect.where(), outcomes.forgotten()
    made = (
        _line(where, week.day, week.closed_at, reader, forgotten)
        for week in some
        if reader in week.readers
    )
    lines = tuple(one for one in made if _may_read(one.reader, viewer))
    remarks = shown.table("notes", viewer).drop_nulls("week").sort("at")
    said = remarks.group_by("week", maintain_order=True).agg(pl.len(), pl.col("text").str.join(" "))
    return Archive(
        lines=lines,
        came=_came(lines, viewer),
        remarks={day: count for day, count, _ in said.iter_rows()},
        remarked={day: text.casefold() for day, _, text in said.iter_rows()},
    )


@lru_cache(KEPT)
def _line(_where: str, day: date, _closed_at: datetime, reader: str, _forgotten: int) -> WeekLine:
    """The line of a week, which is the same for ever but for who is forgotten."""
    report = weeks.named(day, reader)
    return week_line(day, report, says=glance.sentence(report))


def _may_read(reader: Reader, viewer: Viewer) -> bool:
    return viewer.may_read_of(reader.name or reader.kind, amounts=reader.sees_amounts)


def _came(lines: Iterable[WeekLine], viewer: Viewer) -> dict[str, Came]:
    """quarter -> what it brought, of the deals of the person whose reports these are; without those
    of which reports speak in another currency than the company has by now.
    """
    if not lines:
        return {}
    book, seen_on = shown.book(viewer, ("deals",)), shown.seen_on()
    readers = {one.reader for one in lines}
    own = {one: book.with_tables(deals=_of(one, book.deals)) for one in readers}
    said = {
        one.quarter.label: (one.quarter, own[one.reader])
        for one in lines
        if one.quarter and one.currency == book.company.currency
    }
    return {
        label: Came(
            money.closed_between(deals, quarter.first, quarter.last),
            is_over=quarter.last < seen_on,
        )
        for label, (quarter, deals) in said.items()
    }


def _of(reader: Reader, deals: pl.DataFrame) -> pl.DataFrame:
    if reader.kind != "person" or reader.side != "sales":
        return deals
    owner = pl.col("owner").str.strip_chars().str.to_lowercase()
    return deals.filter(owner == reader.name.strip().lower())
