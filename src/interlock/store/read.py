"""The book as it stands, or as it stood after any revision."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.errors import NothingKept
from interlock.records.revision import MOST_NAMED, TableChange
from interlock.records.table import Table
from interlock.records.tables import CHANGES, LOGS, TABLES
from interlock.store import about, connect, difference, merged, overrides, revisions, versions, wire
from interlock.store.kept import ABOUT, MERGES, OVERRIDES


def book(revision: int | None = None, *, as_imported: bool = False) -> Book:
    """Every table as it stood right after a revision, now without one, with what was typed over
    and merged; ``as_imported`` leaves that out.
    """
    with connect.moment():
        told: dict[str, Any] = _tables(TABLES, revision, as_imported=as_imported)
        said = about.said(versions.standing(ABOUT, revision))
        return Book(**said, **told)


def table(name: str, revision: int) -> pl.DataFrame:
    """One table of the book as it stood right after a revision."""
    with connect.moment():
        return _tables([name], revision)[name]


def log(name: str, own_id: str, revision: int) -> pl.DataFrame:
    """The rows of the change log about one record, as it stood right after a revision."""
    with connect.moment():
        merges = versions.standing(MERGES, revision)
        ids = merged.names_of(name, own_id, merges)
        parts = [versions.of_key(CHANGES, {"table": name, "id": one}, revision) for one in ids]
        return _led(pl.concat(parts), merges).filter(id=own_id)


def logs(name: str, revision: int) -> pl.DataFrame:
    """The rows of the change log about all records of a table, as it stood right after a
    revision.
    """
    with connect.moment():
        rows = versions.of_key(CHANGES, {"table": name}, revision)
        return _led(rows, versions.standing(MERGES, revision))


def _led(rows: pl.DataFrame, merges: pl.DataFrame) -> pl.DataFrame:
    """Rows of the change log that lead to those as whom others are merged."""
    ordered = CHANGES.in_order(wire.from_wire(CHANGES, rows))
    return merged.as_one({CHANGES.name: ordered}, merges)[CHANGES.name]


def beside(revision: int) -> dict[str, Any]:
    """What a book holds beside its tables, as it stood right after a revision."""
    return about.said(versions.standing(ABOUT, revision))


def latest() -> int:
    """The last revision. Raises ``NothingKept`` before the first."""
    found = revisions.latest()
    if not found:
        raise NothingKept(connect.where())
    return found


def revision(on: date | None = None) -> int:
    """The last revision, or the last by the end of day ``on`` in the company's time zone.

    Raises ``NothingKept`` while no export is in the book, ``DayOutside`` for a day before any.
    """
    latest = revisions.latest_with_exports()
    if not latest:
        raise NothingKept(connect.where())
    if on is None:
        return latest
    return revisions.at_end_of(on, about.company().time_zone)


def forecasts_revision(on: date | None = None) -> int:
    """The last revision by ``on`` that changed something that forecasts read: what is worked out of
    it is that of every later one. Raises ``NothingKept`` and ``DayOutside``.
    """
    return revisions.last_that_moves_forecasts(revision(on))


def forecasts_revision_by(moment: datetime) -> int | None:
    """The last revision by a moment that changed something that forecasts read; None where no
    export was in the book then.
    """
    last = revisions.by(moment)
    return revisions.last_that_moves_forecasts(last) if last else None


def _change(table: Table, revision: int, most: int | None) -> TableChange:
    """What a revision did to a table. Rows of a log are told by their number alone: where none
    ended they are counted and not read.
    """
    ended, before = versions.closed(table, revision), versions.count(table, revision - 1)
    if table.name in LOGS and not ended.height:
        added = versions.count_opened(table, revision)
        return TableChange(table.name, added=added, before=before)
    made = versions.opened(table, revision)
    return difference.counted(table, made, ended, before, most=most)


def _tables(
    names: Iterable[str], revision: int | None, *, as_imported: bool = False
) -> dict[str, pl.DataFrame]:
    """Tables as they stood, with what was typed over and merged unless ``as_imported``."""
    found = {
        name: wire.from_wire(TABLES[name], versions.standing(TABLES[name], revision))
        for name in names
    }
    if not as_imported:
        over = versions.standing(OVERRIDES, revision)
        found = {
            name: overrides.laid_over(TABLES[name], rows, over) for name, rows in found.items()
        }
    ordered = {name: TABLES[name].in_order(rows) for name, rows in found.items()}
    return ordered if as_imported else merged.as_one(ordered, versions.standing(MERGES, revision))


def changes(revision: int, *, most: int | None = MOST_NAMED) -> tuple[TableChange, ...]:
    """What a revision did, table by table; the first ``most`` rows by name."""
    found = []
    with connect.moment():
        for table in versions.touched(TABLES.values(), revision):
            found.append(_change(table, revision, most))
        if over := overrides.told(revision, most=most):
            found.append(over)
    return tuple(found)
