"""The book as it stands, or as it stood after any revision."""

from typing import Any

from interlock.records.book import Book
from interlock.records.revision import TableChange
from interlock.records.tables import TABLES
from interlock.store import about, connect, difference, typed, versions, wire
from interlock.store.kept import ABOUT, OVERRIDES


def book(revision: int | None = None, *, as_imported: bool = False) -> Book:
    """Every table as it stood right after a revision, now without one, with what was typed over;
    ``as_imported`` leaves that out.
    """
    told: dict[str, Any] = {}
    with connect.moment():
        said = about.said(versions.standing(ABOUT, revision))
        over = versions.standing(OVERRIDES, revision)
        for name, table in TABLES.items():
            rows = wire.from_wire(table, versions.standing(table, revision))
            told[name] = table.in_order(rows if as_imported else typed.laid_over(table, rows, over))
    return Book(**said, **told)


def changes(revision: int) -> tuple[TableChange, ...]:
    """What a revision did, table by table."""
    found = []
    with connect.moment():
        for table in TABLES.values():
            made, ended = versions.opened(table, revision), versions.closed(table, revision)
            if made.height or ended.height:
                before = versions.count(table, revision - 1)
                found.append(difference.counted(table, made, ended, before))
    return tuple(found)
