"""Changes of the book: the whole of it made equal to another, and revisions undone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.errors import Conflict, NotPossible, UndoneBefore
from interlock.records.kept_mapping import KeptMapping
from interlock.records.reading import Share
from interlock.records.revision import MOST_NAMED, TableChange
from interlock.records.table import Table
from interlock.records.tables import TABLES
from interlock.store import about, carry, connect, difference, overrides, revisions, versions, wire
from interlock.store import mappings as kept_mappings
from interlock.store import shares as shares_rows
from interlock.store.difference import Step
from interlock.store.kept import ABOUT, KEPT, OVERRIDES, SHARES


def book(
    made: Book, *, by: str, words: str, shares: Iterable[Share] = (), seen: int | None = None
) -> int | None:
    """Make the book this one, whole or not at all, overrides aside: the new revision's number.
    ``shares`` is what each series of files gave to it.

    Raises ``Conflict`` as `frames` does.
    """
    return frames(frames_of(made, shares), by=by, words=words, seen=seen)


def frames_of(
    made: Book, shares: Iterable[Share] = (), mappings: Iterable[KeptMapping] = ()
) -> dict[str, pl.DataFrame]:
    """All that is to be written of a book, by table: what each series of files gave to it
    (``shares``) and mappings to keep besides those that are kept.
    """
    beside = pl.concat([about.of(made), kept_mappings.of(mappings)])
    tables = {name: made.table(name) for name in TABLES}
    return {**tables, ABOUT.name: beside, SHARES.name: shares_rows.of(shares)}


def frames(
    wanted: Mapping[str, pl.DataFrame], *, by: str, words: str, seen: int | None = None
) -> int | None:
    """Make each table this one, whole or not at all: the new revision's number.

    Rows that are alike stay the same version, so writing the same again changes nothing: then there
    is no revision, and None is returned. Raises ``Conflict`` when something was taken in or undone
    after the revision ``seen``.
    """
    with connect.change():
        if seen is not None and (later := revisions.imported_since(seen)):
            raise Conflict([f"change {one.number} by {one.by}: {one.words}" for one in later])
        steps = {name: _step(KEPT[name], frame) for name, frame in wanted.items()}
        if not any(step.changes for step in steps.values()):
            return None
        return carry.out(steps, by=by, origin="imported", words=words)


def preview(made: Book, *, most: int | None = MOST_NAMED) -> tuple[TableChange, ...]:
    """What `book` would do, table by table, without doing it; the first ``most`` rows by name."""
    found = []
    with connect.moment():
        over = versions.standing(OVERRIDES)
        for name, table in TABLES.items():
            now = versions.standing(table)
            step = difference.between(now, wire.to_wire(table, made.table(name)))
            if step.changes:
                one = difference.counted(table, step.insert, step.end, now.height, most=most)
                pairs = difference.pairs(table, step.insert, step.end)
                stay = overrides.stay(table, pairs, over)
                found.append(replace(one, emptied=difference.emptied(table, pairs, now), stay=stay))
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
        clashes = [
            f"{name} {', '.join(map(str, key))}: changed later"
            for name, step in steps.items()
            for key in step.clashes
            if not _follows(name, key)
        ]
        if clashes and not keep_later:
            raise Conflict(clashes)
        words = f"undone: {undone.words}"
        return carry.out(steps, by=by, origin="undone", words=words, undoes=number)


def _step(table: Table, wanted: pl.DataFrame) -> Step:
    now = versions.standing(table)
    if table.name == ABOUT.name:
        now = kept_mappings.beside(now, wanted)
    return difference.between(now, wire.to_wire(table, wanted))


def _follows(name: str, key: tuple[Any, ...]) -> bool:
    """Whether a record only tells which files came last: nobody minds which of them stands."""
    return name == SHARES.name or (name == ABOUT.name and key != ("company",))


def _backwards(table: Table, number: int) -> Step:
    now = versions.standing(table)
    made, ended = versions.opened(table, number), versions.closed(table, number)
    return difference.backwards(table, now=now, made=made, ended=ended)
