"""What the book gives beside the files: rows of theirs that could not be read, and what files that
did not come this time gave to the same tables.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

import polars as pl

from interlock.importers.files import FileRead
from interlock.importers.merge import together, typed
from interlock.importers.references import names_of, resolve
from interlock.records.book import Book
from interlock.records.problems import LeftOut
from interlock.records.reading import Share
from interlock.records.revision import MOST_NAMED
from interlock.records.table import Table
from interlock.records.tables import ATTRIBUTES, LOGS, TABLES

SETTINGS = {"targets": "company.toml", "rules": "rules.toml"}
"""table -> the settings file that may fill it."""


def garbled(now: Iterable[FileRead], known: Book) -> tuple[Share, ...]:
    """Rows of the book whose keys stand in the files, and of which some value could not be read."""
    deals, features = names_of("deal", known.deals), names_of("feature", known.features)
    return tuple(
        Share(file.source.series, name, rows)
        for file in now
        if file.source
        for name, keys in resolve(file.name, file.extract.garbled, deals, features).tables.items()
        if (rows := _of_keys(TABLES[name], keys, known.table(name))).height
    )


def nameless(now: Iterable[FileRead]) -> dict[str, int]:
    """table -> rows of its files of which not even the key could be read."""
    counts: Counter[str] = Counter()
    for file in now:
        for name in set(file.source.tables) - set(LOGS) if file.source else ():
            keys = file.extract.garbled.get(name, pl.DataFrame())
            first = TABLES[name].key[0] if name in TABLES else ""
            known = keys[first].count() if first in keys.columns else 0
            counts[name] += file.extract.unread - known
    return {name: count for name, count in counts.items() if count > 0}


def absent(
    came: frozenset[str], filled: Iterable[str], known: Book, shares: Sequence[Share]
) -> tuple[Share, ...]:
    """What series that did not come gave to tables that are filled now. A table to which one
    series alone gave is its share.
    """
    kept = {(share.series, share.table): share for share in shares}
    found = []
    for name in sorted(set(filled) - set(LOGS)):
        givers = _givers(name, known, shares)
        for series in sorted(givers - came):
            whole = Share(series, name, known.table(name))
            found.append(whole if len(givers) == 1 else kept[series, name])
    return tuple(found)


def of_several(
    given: Sequence[Share], shares: Sequence[Share], filled: Iterable[str]
) -> tuple[Share, ...]:
    """The shares to keep: of tables that are filled now those ``given``, where several series give
    to them; of others those that are kept.
    """
    by_table: dict[str, dict[str, list[pl.DataFrame]]] = {}
    for share in given:
        of_table = by_table.setdefault(share.table, {})
        of_table.setdefault(share.series, []).append(typed(share.rows, TABLES[share.table]))
    new = [
        Share(series, name, pl.concat(rows))
        for name, of_table in by_table.items()
        if len(of_table) > 1 and name not in LOGS
        for series, rows in of_table.items()
    ]
    others = (share for share in shares if share.table not in set(filled))
    return (*others, *new)


def with_attributes(
    given: Sequence[Share], now: Sequence[FileRead], known: Book
) -> tuple[Share, ...]:
    """And the attributes of records that the book gives and the files do not."""
    parts = [(file.name, file.extract.tables) for file in now]
    by_id = {share.table for share in given if TABLES[share.table].key == ("id",)}
    here = {name: together(parts, TABLES[name]) for name in by_id}
    found = []
    for share in given:
        if share.table in here:
            own = share.rows.join(here[share.table], on="id", how="anti")
            of_table = known.attributes.filter(table=share.table)
            mine = of_table.join(own, on="id", how="semi")
            found.append(Share(share.series, ATTRIBUTES.name, mine))
    return (*given, *found)


def told(stand: Iterable[Share]) -> tuple[LeftOut, ...]:
    """Which records stand as the book has them, though a file holds them."""
    return tuple(
        LeftOut(
            share.table,
            share.rows.height,
            f"could not be read and stand as they were: {_named(share)}",
        )
        for share in stand
    )


def _givers(name: str, known: Book, shares: Iterable[Share]) -> frozenset[str]:
    """The series that gave to a table of the book."""
    files = {source.series for source in known.sources if name in source.tables}
    kept = {share.series for share in shares if share.table == name}
    by_settings = {SETTINGS[name]} if name in SETTINGS and known.table(name).height else set()
    return frozenset(files | kept or by_settings)


def _of_keys(table: Table, keys: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    key = list(table.key)
    if not keys.height or not set(key) <= set(keys.columns):
        return table.empty()
    of_key = keys.select(pl.col(one).cast(table.schema[one]) for one in key)
    return rows.join(of_key, on=key, how="semi", nulls_equal=True)


def _named(share: Share) -> str:
    key = TABLES[share.table].key
    names = [" ".join(map(str, one)) for one in share.rows.select(key).head(MOST_NAMED).iter_rows()]
    more = ", ..." if share.rows.height > MOST_NAMED else ""
    return ", ".join(names) + more
