"""Changes of the book: the whole of it made equal to another, and revisions undone."""

import polars as pl

from interlock.records.book import Book
from interlock.records.errors import Conflict, NotPossible, UndoneBefore
from interlock.records.revision import TableChange
from interlock.records.tables import TABLES, Table
from interlock.store import about, carry, connect, difference, revisions, versions, wire
from interlock.store.difference import Step
from interlock.store.kept import ABOUT, KEPT


def book(made: Book, *, by: str, words: str, seen: int | None = None) -> int | None:
    """Make the book this one, whole or not at all, overrides aside: the new revision's number.

    Rows that are alike stay the same version, so writing the same again changes nothing: then there
    is no revision, and None is returned. Raises ``Conflict`` when something was taken in or undone
    after the revision ``seen``.
    """
    frames = {**{name: made.table(name) for name in TABLES}, ABOUT.name: about.of(made)}
    with connect.change():
        if seen is not None and (later := revisions.imported_since(seen)):
            raise Conflict([f"change {one.number} by {one.by}: {one.words}" for one in later])
        steps = {name: _step(KEPT[name], wanted) for name, wanted in frames.items()}
        if not any(step.changes for step in steps.values()):
            return None
        return carry.out(steps, by=by, origin="imported", words=words)


def preview(made: Book) -> tuple[TableChange, ...]:
    """What `book` would do, table by table, without doing it."""
    found = []
    with connect.moment():
        for name, table in TABLES.items():
            now = versions.standing(table)
            step = difference.between(now, wire.to_wire(table, made.table(name)))
            if step.changes:
                found.append(difference.counted(table, step.insert, step.end, now.height))
    return tuple(found)


def undo(number: int, *, by: str, keep_later: bool = False) -> int:
    """Take back everything that a revision did, by a new one, even after later changes.

    Raises ``Conflict`` where a later revision changed the same records: with ``keep_later`` these
    stay as they are and the rest is taken back. Raises ``UnknownName`` when there is no such
    revision, ``UndoneBefore`` when it was undone, and ``NotPossible`` for one that cannot be.
    """
    with connect.change():
        undone = revisions.named(number)
        if undone.undone_by:
            raise UndoneBefore(number, undone.undone_by)
        if undone.origin == "anonymised":
            raise NotPossible(f"Change {number} made a person anonymous: that is for good")
        steps = {name: _backwards(table, number) for name, table in KEPT.items()}
        clashes = [clash for step in steps.values() for clash in step.clashes]
        if clashes and not keep_later:
            raise Conflict(clashes)
        words = f"undone: {undone.words}"
        return carry.out(steps, by=by, origin="undone", words=words, undoes=number)


def _step(table: Table, wanted: pl.DataFrame) -> Step:
    return difference.between(versions.standing(table), wire.to_wire(table, wanted))


def _backwards(table: Table, number: int) -> Step:
    now = versions.standing(table)
    made, ended = versions.opened(table, number), versions.closed(table, number)
    return difference.backwards(table, now=now, made=made, ended=ended)
