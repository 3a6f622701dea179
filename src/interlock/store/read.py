"""The book as it stands, or as it stood after any revision."""

from datetime import date
from typing import Any

from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.errors import NothingKept
from interlock.records.revision import MOST_NAMED, TableChange
from interlock.records.tables import TABLES
from interlock.store import about, connect, difference, merged, overrides, revisions, versions, wire
from interlock.store.kept import ABOUT, MERGES, OVERRIDES


def book(revision: int | None = None, *, as_imported: bool = False) -> Book:
    """Every table as it stood right after a revision, now without one, with what was typed over
    and merged; ``as_imported`` leaves that out.
    """
    told: dict[str, Any] = {}
    with connect.moment():
        said = about.said(versions.standing(ABOUT, revision))
        over = versions.standing(OVERRIDES, revision)
        for name, table in TABLES.items():
            rows = wire.from_wire(table, versions.standing(table, revision))
            told[name] = table.in_order(
                rows if as_imported else overrides.laid_over(table, rows, over)
            )
        if not as_imported:
            told = merged.as_one(told, versions.standing(MERGES, revision))
    return Book(**said, **told)


def revision(on: date | None = None) -> int:
    """The last revision, or the last by the end of day ``on`` in the company's time zone.

    Raises ``NothingKept`` while nothing was taken in, ``DayOutside`` for a day before that.
    """
    latest = revisions.latest()
    if not latest:
        raise NothingKept(connect.where())
    if on is None:
        return latest
    company: Company = about.said(versions.standing(ABOUT))["company"]
    return revisions.at_end_of(on, company.time_zone)


def changes(revision: int, *, most: int | None = MOST_NAMED) -> tuple[TableChange, ...]:
    """What a revision did, table by table; the first ``most`` rows by name."""
    found = []
    with connect.moment():
        for table in TABLES.values():
            made, ended = versions.opened(table, revision), versions.closed(table, revision)
            if made.height or ended.height:
                before = versions.count(table, revision - 1)
                found.append(difference.counted(table, made, ended, before, most=most))
        if over := overrides.told(revision, most=most):
            found.append(over)
    return tuple(found)
