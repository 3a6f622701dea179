"""Load: what the weekly reports of all closed weeks said in a line each, and what came of it."""

from collections.abc import Iterable, Sequence
from datetime import date

import polars as pl

from interlock.engine import money
from interlock.engine.week_line import week_line
from interlock.records.archive import Archive, Came, UnreadLine, WeekLine
from interlock.records.errors import NotReadable
from interlock.records.report import Reader
from interlock.records.rights import Viewer
from interlock.render import glance
from interlock.store import connect, shown, week_lines, weeks
from interlock.store.week_lines import KeptLine


def load_archive(days: Iterable[date], reader: str, viewer: Viewer) -> Archive:
    """The lines of weeks closed for some days, as their reports for a reader have them, newest
    first; a week is left out that has no such report which the viewer may read.
    """
    connect.open_book()
    every = tuple(_lines(week_lines.kept(days, reader, viewer), reader))
    lines = [one for one in every if isinstance(one, WeekLine)]
    remarks = shown.table("notes", viewer).drop_nulls("week").sort("at")
    said = remarks.group_by("week", maintain_order=True).agg(pl.len(), pl.col("text").str.join(" "))
    return Archive(
        every=every,
        came=_came(lines, viewer),
        remarks={day: count for day, count, _ in said.iter_rows()},
        remarked={day: text.casefold() for day, _, text in said.iter_rows()},
    )


def _lines(kept: Iterable[KeptLine], reader: str) -> list[WeekLine | UnreadLine]:
    """The lines that were kept; what has none is read, so that it has one from now on."""
    found, anew = [], {}
    for one in kept:
        line = one.line or _line(one, reader)
        found.append(line)
        if one.line is None and isinstance(line, WeekLine):
            anew[one.number] = line
    week_lines.keep(anew)
    return found


def _line(of: KeptLine, reader: str) -> WeekLine | UnreadLine:
    try:
        report = weeks.report(of.day, reader, of.outcome)
    except NotReadable as error:
        return UnreadLine(of.day, str(error))
    return week_line(of.day, report, says=glance.sentence(report))


def _came(lines: Sequence[WeekLine], viewer: Viewer) -> dict[str, Came]:
    """quarter -> what it brought, of the deals of the person whose reports these are."""
    if not lines:
        return {}
    book, seen_on = shown.book(viewer, ("deals",)), shown.seen_on()
    readers = {one.reader for one in lines}
    own = {one: book.with_tables(deals=_of(one, book.deals)) for one in readers}
    said = {
        one.quarter.label: (one.quarter, own[one.reader])
        for one in lines
        if one.quarter is not None
    }
    return {
        label: Came(
            money.closed_between(deals, quarter.first, quarter.last),
            is_over=quarter.last < seen_on,
            currency=book.company.currency,
        )
        for label, (quarter, deals) in said.items()
    }


def _of(reader: Reader, deals: pl.DataFrame) -> pl.DataFrame:
    if reader.kind != "person" or reader.side != "sales":
        return deals
    owner = pl.col("owner").str.strip_chars().str.to_lowercase()
    return deals.filter(owner == reader.name.strip().lower())
