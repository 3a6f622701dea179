"""Moves of issues between releases and features, from the log of a tracker's fields."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby

import polars as pl

from interlock.records.tables import CHANGES

Move = tuple[datetime, str | None, str | None]
"""(moment, value before or removed, value after or added)"""


def moves(log: pl.DataFrame, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Changes of ``release`` and ``feature`` (in ``field``, in order of time) as the log of changes
    holds them: one value at a time.

    Trackers that let an issue have several values write a row for each that is added or removed; of
    several at once today's counts, else the last added.
    """
    found: list[tuple[str, str, str, datetime, str | None, str | None, str]] = []
    for (table, field), part in log.partition_by("table", "field", as_dict=True).items():
        today = dict(tables[str(table)].select("id", str(field)).iter_rows())
        for (id_, file), mine in part.partition_by(
            "id", "source", as_dict=True, maintain_order=True
        ).items():
            told = mine.select("at", "old", "new").iter_rows()
            for at, old, new in replayed(list(told), today.get(str(id_))):
                found.append((str(table), str(id_), str(field), at, old, new, str(file)))
    names = ("table", "id", "field", "at", "old", "new", "source")
    kinds = {name: CHANGES.schema[name] for name in names}
    return pl.DataFrame(found, schema=kinds, orient="row").select(CHANGES.names)


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
