"""Moves of issues between releases and features, from the log of a tracker's fields."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby

import polars as pl

from interlock.records.tables import CHANGES

WHO = ("table", "field", "id")
Move = tuple[datetime, str | None, str | None]
"""(moment, value before or removed, value after or added)"""


def moves(log: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Changes of ``release`` and ``feature`` (in ``field``, in order of time) as the log of changes
    holds them: one value at a time.

    Trackers that let an issue have several values write a row for each that is added or removed; of
    several at once today's counts, else the last added.
    """
    today = {
        (table, field, id_): value
        for table, field in log.select("table", "field").unique().iter_rows()
        for id_, value in tables[table].select("id", field).iter_rows()
    }
    told = log.select(*WHO, "source", "at", "old", "new").sort(WHO, maintain_order=True)
    found = [
        (table, id_, at, field, old, new, rows[0][3])
        for (table, field, id_), group in groupby(told.iter_rows(), key=lambda row: row[:3])
        for rows in [list(group)]
        for at, old, new in replayed([row[4:] for row in rows], today.get((table, field, id_)))
    ]
    return pl.DataFrame(found, schema=CHANGES.schema, orient="row")


def replayed(rows: list[Move], today: str | None) -> Iterator[Move]:
    """(moment, before, after) where the value that counts became another one."""
    held = dict.fromkeys(_at_first(rows, today))
    before = _counting(held, today)
    for at, at_once in groupby(rows, key=lambda row: row[0]):
        now = list(at_once)
        for _, old, _ in now:
            held.pop(old or "", None)
        held |= dict.fromkeys(new for *_, new in now if new is not None)
        after = _counting(held, today)
        if after != before:
            yield at, before, after
        before = after


def _at_first(rows: list[Move], today: str | None) -> list[str]:
    """Values that were there before the log began: those removed without having been added; and
    today's, where nothing tells of it and values are added and removed one by one.
    """
    added: set[str] = set()
    first: list[str] = []
    for _, old, new in rows:
        if old is not None and old not in added:
            first.append(old)
        added.discard(old or "")
        if new is not None:
            added.add(new)
    untold = today is not None and today not in {v for _, *both in rows for v in both}
    by_one = all(old is None or new is None for _, old, new in rows)
    return [*first, *([today] if untold and by_one and today is not None else [])]


def _counting(held: Iterable[str], today: str | None) -> str | None:
    values = list(held)
    return today if today in values else next(reversed(values), None)
