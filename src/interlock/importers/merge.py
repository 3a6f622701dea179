"""Tables of the same name from several files made one."""

from collections.abc import Iterable, Mapping

import polars as pl

from interlock.records.problems import LeftOut, Problem
from interlock.records.table import Table
from interlock.records.tables import TABLES

MOST_SAID = 20
SEEN_OFTEN = ("teams", "releases", "dependencies", "attributes")
"""Tables whose rows many files name; one that stands twice is nothing to tell of."""

Part = tuple[str, Mapping[str, pl.DataFrame]]
"""(file, its tables)"""


def merge(
    parts: Iterable[Part],
) -> tuple[dict[str, pl.DataFrame], tuple[Problem, ...], tuple[LeftOut, ...]]:
    """Every table, whole and typed.

    Rows with the same key are one: what one file leaves empty another fills, and where two disagree
    the first stands and the difference is a problem.
    """
    parts = list(parts)
    merged, problems, left_out = {}, [], []
    for table in TABLES.values():
        whole = together(parts, table)
        merged[table.name], wrong = _once(whole, table)
        problems += wrong
        again = whole.height - merged[table.name].height
        if again and table.name not in SEEN_OFTEN:
            left_out.append(LeftOut(table.name, again, "stood more than once"))
    return merged, tuple(problems), tuple(left_out)


def together(parts: Iterable[Part], table: Table) -> pl.DataFrame:
    """All rows of a table, of every file."""
    frames = [typed(tables[table.name], table) for _, tables in parts if table.name in tables]
    return pl.concat(frames) if frames else table.empty()


def typed(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame with all the table's columns, each of its type."""
    if frame.schema == table.schema:
        return frame
    if not frame.height:
        return table.empty()
    there = frame.columns
    columns = [
        pl.col(name).cast(kind) if name in there else pl.lit(None, kind).alias(name)
        for name, kind in table.schema.items()
    ]
    return frame.with_columns(columns).select(table.names)


def _once(frame: pl.DataFrame, table: Table) -> tuple[pl.DataFrame, list[Problem]]:
    if not frame.height:
        return frame, []
    if table.name == "changes":
        return frame.unique([*table.key, "old", "new"], keep="first", maintain_order=True), []
    key = list(table.key)
    counted = frame.select(key).is_duplicated()
    if not counted.any():
        return frame, []
    rest = pl.exclude(key)
    first = rest.drop_nulls().first()
    again = frame.filter(counted).group_by(key, maintain_order=True)
    once = again.agg(first).select(table.names).cast(table.schema)
    seen_before = frame.with_columns(_first=pl.struct(key).is_first_distinct())
    place = seen_before.filter("_first").select(key)
    single = frame.filter(~counted)
    whole = pl.concat([single, once])
    whole = place.join(whole, on=key, nulls_equal=True, maintain_order="left").select(table.names)
    return whole, _disagreements(frame.filter(counted), table)


def _disagreements(again: pl.DataFrame, table: Table) -> list[Problem]:
    key, rest = list(table.key), pl.exclude(table.key)
    lists = [name for name, kind in table.schema.items() if isinstance(kind, pl.List)]
    plain = again.with_columns(pl.col(name).list.join(";") for name in lists)
    disagree = plain.group_by(key, maintain_order=True).agg(rest.drop_nulls().n_unique() > 1)
    rows = disagree.filter(pl.any_horizontal(rest)).iter_rows(named=True)
    said = [_disagreement(row, table) for row in rows]
    more = len(said) - MOST_SAID
    rest_said = [Problem(f"table {table.name}", f"{more:,} more of the same")] if more > 0 else []
    return said[:MOST_SAID] + rest_said


def _disagreement(row: Mapping[str, object], table: Table) -> Problem:
    return Problem(
        f"table {table.name}",
        "stands twice with different values; the first is used",
        None,
        ", ".join(name for name in table.names if name not in table.key and row[name]),
        ", ".join(str(row[name]) for name in table.key),
        remedy="keep one of them",
    )
