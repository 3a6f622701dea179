"""Records that are one and the same: kept apart, merged on reading, and parted again."""

from collections.abc import Mapping

import polars as pl

from interlock.records.errors import UnknownName
from interlock.records.named import LOGGED, NAMED, VALUES
from interlock.records.table import Table
from interlock.records.tables import ATTRIBUTES, CHANGES, TABLES
from interlock.store import carry, connect, difference, overrides, versions, wire
from interlock.store.kept import MERGES, OVERRIDES

Frames = Mapping[str, pl.DataFrame]
Ends = Mapping[str, str]
"""What another record is called -> what the one is called that it is."""
_IS_OTHER = "is_other"
_WHO = ["table", "id", "field"]


def merge(table: str, other: str, into: str, *, by: str) -> int:
    """From now on the record ``other`` of a table is the record ``into``: the new revision.

    Where the two differ ``into`` counts; what it lacks is the other's. What named the other names
    it. People are named by name, other records by id. Raises ``UnknownName`` where one is not in
    the book, or merged already.
    """
    with connect.change():
        now = versions.standing(MERGES)
        gone = now.filter(table=table)["other"].to_list()
        known = [name for name in _names(table) if name not in gone]
        for name in (other, into):
            if name not in known or other == into:
                raise UnknownName(f"other record of {table} that stands by itself", name, known)
        row = pl.DataFrame([(table, other, into)], schema=MERGES.schema, orient="row")
        words = f"{table} {other} merged into {into}"
        return _written(now, pl.concat([now.select(MERGES.names), row]), by, words)


def part(table: str, other: str, *, by: str) -> int:
    """Take a merge back: the new revision.

    Raises ``UnknownName`` when ``other`` is merged into none.
    """
    with connect.change():
        now = versions.standing(MERGES)
        mine = now.filter(table=table, other=other)
        if not mine.height:
            merged = now.filter(table=table)["other"]
            raise UnknownName(f"merged record of {table}", other, merged)
        rest = now.join(mine, on=versions.VERSION, how="anti").select(MERGES.names)
        return _written(now, rest, by, f"{table} {other} parted from {mine['into'][0]}")


def as_one(frames: Frames, merges: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The tables, all of a book or some, with merged records as one."""
    found = dict(frames)
    for (table,), some in merges.sort("table").partition_by("table", as_dict=True).items():
        found = _merged(found, str(table), _ends(dict(some.select("other", "into").iter_rows())))
    return found


def names_of(table: str, own: str, merges: pl.DataFrame) -> list[str]:
    """What a record is called in its sources: its own name, and those of others that are it."""
    ends = _ends(dict(merges.filter(table=table).select("other", "into").iter_rows()))
    return [own, *(other for other, into in ends.items() if into == own)]


def _names(table: str) -> list[str]:
    """What the records of a table are called in the book."""
    if table not in NAMED:
        raise UnknownName("table whose records can be merged", table, NAMED)
    stands = wire.from_wire(TABLES[table], versions.standing(TABLES[table]))
    rows = overrides.laid_over(TABLES[table], stands, versions.standing(OVERRIDES))
    return rows[NAMED[table][0]].unique().to_list()


def _written(now: pl.DataFrame, wanted: pl.DataFrame, by: str, words: str) -> int:
    step = difference.between(now, wanted)
    return carry.out({MERGES.name: step}, by=by, origin="typed", words=words)


def _ends(into: Ends) -> Ends:
    """Where each leads in the end: a record merged into another may be merged itself. What leads
    in a circle, as undoing an undo can make one, stands by itself.
    """
    ends = dict(into)
    for _ in into:
        ends = {other: into.get(end, end) for other, end in ends.items()}
    return {other: end for other, end in ends.items() if end not in into}


def _merged(frames: Frames, table: str, ends: Ends) -> dict[str, pl.DataFrame]:
    own, columns = NAMED[table]
    naming = [(table, own), *columns]
    found = dict(frames)
    for name in dict.fromkeys(name for name, _ in naming if name in frames):
        columns_here = [one for of, one in naming if of == name]
        renamed = _renamed(TABLES[name], found[name], columns_here, ends)
        found[name] = _once(TABLES[name], renamed)
    if "attributes" in frames:
        found["attributes"] = _once(ATTRIBUTES, _log_renamed(found["attributes"], table, ends))
    if "changes" in frames:
        found["changes"] = _logged(_log_renamed(found["changes"], table, ends), table, ends)
    return found


def _renamed(table: Table, rows: pl.DataFrame, columns: list[str], ends: Ends) -> pl.DataFrame:
    """Names that lead elsewhere, led there; a row whose key changes so is the other's."""
    lists = [one for one in columns if rows.schema[one] == pl.List]
    plain = [one for one in columns if one not in lists]
    others = [pl.col(one).is_in(list(ends)) for one in plain if one in table.key]
    return rows.with_columns(
        pl.any_horizontal(pl.lit(value=False), *others).fill_null(value=False).alias(_IS_OTHER),
        *(pl.col(one).replace(ends) for one in plain),
        *(pl.col(one).list.eval(pl.element().replace(ends)).list.unique() for one in lists),
    )


def _log_renamed(rows: pl.DataFrame, table: str, ends: Ends) -> pl.DataFrame:
    mine = pl.col("table").is_in(LOGGED.get(table, ())) & pl.col("id").is_in(list(ends))
    return rows.with_columns(
        mine.alias(_IS_OTHER), id=pl.when(mine).then(pl.col("id").replace(ends)).otherwise("id")
    )


def _once(table: Table, rows: pl.DataFrame) -> pl.DataFrame:
    """A row of the other's whose key another row has fills only what that one lacks."""
    key = list(table.key)
    touched = rows.filter(_IS_OTHER).select(key)
    twice = rows.join(touched, on=key, how="semi", nulls_equal=True)
    once = twice.sort(_IS_OTHER, maintain_order=True).group_by(key, maintain_order=True)
    rest = [pl.col(name).drop_nulls().first() for name in table.names if name not in key]
    alone = rows.join(touched, on=key, how="anti", nulls_equal=True)
    whole = pl.concat([alone.select(table.names), once.agg(rest).select(table.names)])
    return table.in_order(whole)


def _logged(log: pl.DataFrame, table: str, ends: Ends) -> pl.DataFrame:
    """The past of a field is that of the record that stands, where it has any."""
    others = log.filter(_IS_OTHER)
    stands = log.filter(~pl.col(_IS_OTHER))
    kept = others.join(stands, on=_WHO, how="anti")
    whole = pl.concat([stands, kept]).select(CHANGES.names)
    values = pl.col("field").is_in(VALUES.get(table, ()))
    led = whole.with_columns(
        pl.when(values).then(pl.col(one).replace(ends)).otherwise(one).alias(one)
        for one in ("old", "new")
    )
    return CHANGES.in_order(led)
