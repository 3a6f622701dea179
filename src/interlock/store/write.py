"""Changes of the book: tables made equal to frames, single values typed over, revisions undone."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.errors import Conflict, UnknownName
from interlock.records.revision import TableChange
from interlock.records.tables import TABLES, Table
from interlock.store import about, connect, difference, revisions, versions, wire
from interlock.store.kept import ABOUT, KEPT, OVERRIDES


def book(made: Book, *, by: str, words: str, origin: str = "imported") -> int | None:
    """Make the whole book this one, overrides aside; the new revision's number, None when nothing
    differs.
    """
    frames = {name: made.table(name) for name in TABLES}
    return tables({**frames, ABOUT.name: about.of(made)}, by=by, words=words, origin=origin)


def tables(frames: Mapping[str, pl.DataFrame], *, by: str, words: str, origin: str) -> int | None:
    """Make these tables equal to these frames, all or none; the others stay as they are.

    Rows that are alike stay the same version, so writing the same again changes nothing: then
    there is no revision, and None is returned.
    """
    with connect.change():
        steps = [(KEPT[name], _step(KEPT[name], frame)) for name, frame in frames.items()]
        if not any(step.changes for _, step in steps):
            return None
        revision = revisions.begin(by=by, origin=origin, words=words)
        for table, step in steps:
            versions.close(table, step.close, revision)
            versions.insert(table, step.insert, revision)
        return revision


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


def type_over(
    table: str, key: tuple[Any, ...], values: Mapping[str, Any], *, by: str, seen: int
) -> int | None:
    """Type ``values`` over a record that was brought in: they stand whatever the source says later.

    ``seen`` is the revision at which the record was read. Raises ``Conflict`` where somebody else
    typed over the same column since, ``UnknownName`` where there is no such record or column.
    """
    at, of = json.dumps(key, ensure_ascii=False, default=str), KEPT[table]
    _is_known(of, key, values)
    with connect.change():
        now = versions.standing(OVERRIDES)
        mine = now.filter(pl.col("table") == table, pl.col("key") == at)
        mine = mine.filter(pl.col("column").is_in(list(values)))
        late = mine.join(versions.standing(OVERRIDES, seen), on=versions.VERSION, how="anti")
        if late.height:
            at_row = f"{table} {', '.join(map(str, key))}"
            raise Conflict(
                [
                    f"{at_row}, {column}: theirs {theirs}, yours {values[column]}"
                    for column, theirs in late.select("column", "value").iter_rows()
                ]
            )
        typed = pl.DataFrame(
            [(table, at, column, about.as_json(value)) for column, value in values.items()],
            schema=OVERRIDES.schema,
            orient="row",
        )
        others = now.join(mine, on=versions.VERSION, how="anti").select(OVERRIDES.names)
        step = difference.between(now, wire.to_wire(OVERRIDES, pl.concat([others, typed])))
        if not step.changes:
            return None
        words = f"{', '.join(values)} of {table} {', '.join(map(str, key))} typed"
        revision = revisions.begin(by=by, origin="typed", words=words)
        versions.close(OVERRIDES, step.close, revision)
        versions.insert(OVERRIDES, step.insert, revision)
        return revision


def undo(number: int, *, by: str, keep_later: bool = False) -> int:
    """Take back everything that a revision did, by a new one, even after later changes.

    Raises ``Conflict`` where a later revision changed the same records: with ``keep_later`` these
    stay as they are and the rest is taken back. Raises ``UnknownName`` when there is no such
    revision or it was undone before.
    """
    with connect.change():
        undone = revisions.named(number)
        if undone.undone_by:
            raise UnknownName("revision that stands", str(number), [])
        steps = {name: _backwards(table, number) for name, table in KEPT.items()}
        clashes = [clash for step in steps.values() for clash in step.clashes]
        if clashes and not keep_later:
            raise Conflict(clashes)
        revision = revisions.begin(
            by=by, origin="undone", words=f"undone: {undone.words}", undoes=number
        )
        for name, step in steps.items():
            versions.close(KEPT[name], step.close, revision)
            versions.insert(KEPT[name], step.insert, revision)
        return revision


def _step(table: Table, frame: pl.DataFrame) -> difference.Step:
    return difference.between(versions.standing(table), wire.to_wire(table, frame))


def _backwards(table: Table, number: int) -> difference.Step:
    now = versions.standing(table)
    made, ended = versions.opened(table, number), versions.closed(table, number)
    return difference.backwards(table, now=now, made=made, ended=ended)


def _is_known(table: Table, key: tuple[Any, ...], values: Mapping[str, Any]) -> None:
    for column in values:
        if column not in table.names or column in table.key:
            raise UnknownName(f"column of {table.name} to type over", column, table.names)
    rows = wire.from_wire(table, versions.standing(table))
    same = [pl.col(name).eq_missing(value) for name, value in zip(table.key, key, strict=True)]
    if not rows.filter(*same).height:
        raise UnknownName(f"record of {table.name}", ", ".join(map(str, key)), [])
