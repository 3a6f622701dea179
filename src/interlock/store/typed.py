"""What somebody types, over a record that was brought in or as one of its own: kept apart from what
exports hold.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from interlock.records.errors import BadValues, Conflict, NotPossible, UnknownName
from interlock.records.named import NAMED
from interlock.records.table import Table
from interlock.records.tables import LOGS, TABLES
from interlock.store import (
    about,
    carry,
    connect,
    difference,
    held,
    promise_moves,
    tool_looks,
    versions,
)
from interlock.store.kept import OVERRIDES, RECORD
from interlock.store.overrides import Key, called, key_of, own

Values = Mapping[str, Any]
NOTHING_GONE: Mapping[str, Sequence[Key]] = {}
REFERENCES = {one: of for of in ("deals", "features") for one in NAMED[of][1]}
"""(table, column) -> the table whose record it names by id."""


def over(table: str, key: Key, values: Values, *, by: str, seen: int) -> int | None:
    """Type ``values`` over a record: they stand whatever the source says later; None takes a value
    away. The new revision's number, None when nothing differs.

    ``seen`` is the revision at which the record was read. Raises ``Conflict`` where somebody else
    typed over the same column since, ``UnknownName`` where there is no such record or column, and
    ``BadValues`` for values that their columns cannot hold: all at once.
    """
    of = _table(table)
    held.are_columns(of, values, [name for name in of.names if name not in of.key])
    values = held.one(of, values)
    with connect.change():
        now = versions.standing(OVERRIDES)
        if not _is_known(of, key, now):
            raise UnknownName(f"record of {table}", called(key), _ids(of, now))
        _name_records(of, values, now)
        _is_as_seen(_of_key(now, table, key, values), seen, values, f"{table} {called(key)}")
        words = f"{', '.join(values)} of {table} {called(key)} typed"
        return _written(now, {table: {key: values}}, by=by, words=words)


def add(table: str, values: Values, *, by: str) -> int | None:
    """Type a record that no source holds, by all its columns that have a value, key included: the
    new revision's number.

    Raises ``NotPossible`` where a record has this key already, ``UnknownName`` for a column that
    the table lacks, and ``BadValues`` for values that are missing or that columns cannot hold.
    """
    of = _table(table)
    held.are_columns(of, values, of.names)
    values = held.one(of, held.required(of) | dict(values))
    key = tuple(values[name] for name in of.key)
    rest = {name: value for name, value in values.items() if name not in of.key}
    with connect.change():
        now = versions.standing(OVERRIDES)
        if _is_known(of, key, now):
            raise NotPossible(f"{table} {called(key)} is in the book already: type over it")
        _name_records(of, values, now)
        words = f"{table} {called(key)} typed"
        return _written(now, {table: {key: {RECORD: True, **rest}}}, by=by, words=words)


def put(
    table: str,
    records: Sequence[Values],
    *,
    gone: Sequence[Key] = (),
    by: str,
    words: str,
    seen: int | None = None,
) -> int | None:
    """Type records, each new and whole or over the one that has its key, and give back all that was
    typed over the keys ``gone``, in one revision: its number, None when nothing differs.

    ``seen`` is the revision at which they were read, where that matters. Raises ``Conflict`` where
    somebody typed over the same since, ``UnknownName`` for a column that the table lacks, and
    ``BadValues``: all at once.
    """
    return put_together({table: records}, gone={table: gone}, by=by, words=words, seen=seen)


def put_together(
    records: Mapping[str, Sequence[Values]],
    *,
    gone: Mapping[str, Sequence[Key]] = NOTHING_GONE,
    by: str,
    words: str,
    seen: int | None = None,
) -> int | None:
    """Type records of several tables in one revision, as `put` those of one: all or none."""
    tables = {name: (_table(name), some) for name, some in records.items()}
    with connect.change():
        now = versions.standing(OVERRIDES)
        whole = held.whole(tables, known=lambda of, key: _is_known(of, key, now))
        for name, some in whole.items():
            for key, values in some.items():
                named = dict(zip(TABLES[name].key, key, strict=True)) | values
                _name_records(TABLES[name], named, now)
                if seen is not None:
                    mine = _of_key(now, name, key, values)
                    _is_as_seen(mine, seen, values, f"{name} {called(key)}")
                if not _is_known(TABLES[name], key, now):
                    some[key] = {RECORD: True, **values}
        return _written(now, whole, gone=gone, by=by, words=words)


def give_back(table: str, key: Key, columns: Sequence[str], *, by: str) -> int:
    """Let the source's values count again in these columns; without any in all of them, and a
    record that was typed is no more: the new revision's number.

    Raises ``UnknownName`` where nothing was typed there.
    """
    of = _table(table)
    with connect.change():
        now = versions.standing(OVERRIDES)
        every = _of_key(now, table, key)
        wanted = set(columns) or set(every["column"])
        lacking = wanted - set(every["column"])
        if lacking or not wanted:
            what = ", ".join(sorted(lacking)) or called(key)
            raise UnknownName(f"value typed over {table} {called(key)}", what, every["column"])
        needed = [name for name in wanted if name and of.column(name).required]
        if needed and RECORD in set(every["column"]) - wanted:
            raise NotPossible(f"{table} {called(key)} cannot be without {', '.join(needed)}")
        mine = every.filter(pl.col("column").is_in(list(wanted)))
        rest = now.join(mine, on=versions.VERSION, how="anti").select(OVERRIDES.names)
        words = f"{', '.join(columns) or 'all'} of {table} {called(key)} given back"
        step = difference.between(now, rest)
        return carry.out({OVERRIDES.name: step}, by=by, origin="typed", words=words)


def key_from(table: str, said: Sequence[str]) -> Key:
    """A record's key as somebody writes it, an empty word for nothing.

    Raises ``NotPossible`` for another number of words, and ``BadValues`` for a word that is no
    value of its column.
    """
    of = _table(table)
    if len(said) != len(of.key):
        raise NotPossible(f"A record of {table} is named by {', '.join(of.key)}")
    values = {name: word or None for name, word in zip(of.key, said, strict=True)}
    found = [held.unlike(of, of.column(name), values[name]) for name in of.key]
    if problems := [one for one in found if one]:
        raise BadValues(problems)
    return tuple(own(of.column(name), value) for name, value in values.items())


def _written(
    now: pl.DataFrame,
    records: Mapping[str, Mapping[Key, Values]],
    *,
    gone: Mapping[str, Sequence[Key]] = NOTHING_GONE,
    by: str,
    words: str,
) -> int | None:
    """The values of records by table and key, and nothing any more over the keys ``gone``."""
    records = tool_looks.with_looks(promise_moves.with_moves(records, by=by))
    rows = [
        (table, key_of(key), column, about.as_json(value))
        for table, some in records.items()
        for key, values in some.items()
        for column, value in values.items()
    ]
    mine_now = pl.DataFrame(rows, schema=OVERRIDES.schema, orient="row")
    stay = now
    for table, keys in gone.items():
        is_gone = pl.col("key").is_in([key_of(key) for key in keys]) & (pl.col("table") == table)
        stay = stay.filter(~is_gone)
    others = stay.join(mine_now, on=OVERRIDES.key, how="anti").select(OVERRIDES.names)
    step = difference.between(now, pl.concat([others, mine_now]))
    if not step.changes:
        return None
    return carry.out({OVERRIDES.name: step}, by=by, origin="typed", words=words)


def _of_key(
    now: pl.DataFrame, table: str, key: Key, columns: Iterable[str] | None = None
) -> pl.DataFrame:
    """What was typed over a record, in these columns or in all."""
    mine = now.filter(pl.col("table") == table, pl.col("key") == key_of(key))
    return mine if columns is None else mine.filter(pl.col("column").is_in(list(columns)))


def _table(name: str) -> Table:
    known = [one for one in TABLES if one not in LOGS]
    if name not in known:
        raise UnknownName("table to type in", name, known)
    return TABLES[name]


def _is_known(table: Table, key: Key, typed: pl.DataFrame) -> bool:
    rows = versions.of_key(table, dict(zip(table.key, key, strict=True)))
    stands = rows["until"].null_count() > 0
    return stands or _of_key(typed, table.name, key, [RECORD]).height > 0


def _name_records(table: Table, values: Values, typed: pl.DataFrame) -> None:
    """Deals and features that a record names are in the book."""
    for column, value in values.items():
        named = REFERENCES.get((table.name, column))
        for one in value if isinstance(value, list) else [value]:
            if named and one is not None and not _is_known(TABLES[named], (one,), typed):
                raise UnknownName(named[:-1], one, _ids(TABLES[named], typed))


def _ids(table: Table, typed: pl.DataFrame) -> list[str]:
    """What records of a table are called, to offer near ones; nothing where several columns do."""
    if len(table.key) > 1:
        return []
    mine = typed.filter(pl.col("table") == table.name, pl.col("column") == RECORD)["key"]
    return [*versions.standing(table)[table.key[0]], *(json.loads(one)[0] for one in mine)]


def _is_as_seen(mine: pl.DataFrame, seen: int, values: Values, record: str) -> None:
    late = mine.join(versions.standing(OVERRIDES, seen), on=versions.VERSION, how="anti")
    if late.height:
        clashes = late.select("column", "value").iter_rows()
        raise Conflict(
            [f"{record}, {one}: theirs {theirs}, yours {values[one]}" for one, theirs in clashes]
        )
