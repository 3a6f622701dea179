"""What a viewer may see of the book: the getters of every page."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.errors import NotAllowed, UnknownName
from interlock.records.record import Past, Record
from interlock.records.rights import AMOUNTS, Viewer
from interlock.records.tables import TABLES, Table
from interlock.store import connect, overrides, read, versions, wire
from interlock.store.kept import OVERRIDES, RECORD
from interlock.store.overrides import Key

_MONEY = tuple(dict.fromkeys(name for names in AMOUNTS.values() for name in names))
_BOOKS = 2


def table(name: str, viewer: Viewer) -> pl.DataFrame:
    """A table of the book as it stands, without what the viewer may not see: amounts that are not
    theirs to see are empty, and so are columns of the CRM beside them, which may hold any amount.

    Raises ``NotAllowed`` for a table that the viewer's role does not see.
    """
    if name not in viewer.right.sees:
        raise NotAllowed(viewer.role, f"see {name}")
    return _without_amounts(name, _book_now(), viewer)


def record(name: str, key: Key, viewer: Viewer) -> Record:
    """One record of a table, with its past in the book, as the viewer may see it; one that is gone
    from its source as it stood last.

    Raises ``UnknownName`` when there never was one of this key, and ``NotAllowed``.
    """
    of, revision = TABLES[name], read.revision()
    same = [pl.col(one).eq_missing(value) for one, value in zip(of.key, key, strict=True)]
    stands = table(name, viewer).filter(*same)
    hidden = _hidden(name, stands, viewer)
    rows = (
        stands
        if stands.height
        else _last(of, key).with_columns(pl.lit(None).alias(one) for one in hidden)
    )
    if not rows.height:
        raise UnknownName(f"record of {name}", overrides.called(key), [])
    over = versions.of_key(OVERRIDES, {"table": name, "key": overrides.key_of(key)})
    standing = over.filter(pl.col("until").is_null())
    past = (one for one in _past(of, key, over) if one.column not in hidden)
    return Record(
        table=name,
        key=key,
        values=rows.to_dicts()[0],
        stands=stands.height > 0,
        typed=frozenset(standing["column"]) - hidden - {RECORD},
        past=tuple(past),
        may_change=name in viewer.right.changes,
        revision=revision,
    )


def _last(of: Table, key: Key) -> pl.DataFrame:
    """The last version of a record that no source holds any longer."""
    rows = _versions(of, key)
    gone = rows.filter(pl.col("until").is_not_null().all())
    return wire.from_wire(of, gone.tail(1))


def _versions(of: Table, key: Key) -> pl.DataFrame:
    return versions.of_key(of, dict(zip(of.key, key, strict=True)))


def company() -> Company:
    """The company's settings."""
    return _book_now().company


def own_deals(viewer: Viewer) -> frozenset[str]:
    """Ids of the deals whose amounts the viewer sees as their own."""
    return frozenset(_own_deals(_book_now(), viewer))


def may_change(name: str, deal: str, viewer: Viewer) -> bool:
    """Whether the viewer may change what a table holds of a deal: a rep only of their own ones."""
    if name not in viewer.right.changes:
        return False
    return viewer.role != "rep" or deal in set(_deals_of(_book_now(), viewer))


def seen_on() -> date:
    """The latest day of which the book holds anything."""
    return _book_now().seen_on


def _book_now() -> Book:
    return _book(connect.where(), read.revision())


@lru_cache(_BOOKS)
def _book(_where: str, revision: int) -> Book:
    """The book after a revision, which is the same for ever."""
    return read.book(revision)


def _without_amounts(name: str, book: Book, viewer: Viewer) -> pl.DataFrame:
    rows = book.table(name)
    if viewer.amounts == "all":
        return rows
    if name in AMOUNTS:
        seen = _is_own(name, book, viewer)
        return rows.with_columns(pl.when(seen).then(one).alias(one) for one in AMOUNTS[name])
    if name in ("changes", "attributes"):
        mine = pl.col("id").is_in(_own_deals(book, viewer).implode())
        of_deals = pl.col("table") == "deals"
        told = pl.col("field").is_in(_MONEY) if name == "changes" else pl.lit(value=True)
        return rows.filter(~(of_deals & told) | mine)
    return rows


def _is_own(name: str, book: Book, viewer: Viewer) -> pl.Expr:
    """Whether a row of a table with amounts is the viewer's own."""
    if viewer.amounts == "none":
        return pl.lit(value=False)
    if name == "deals":
        return pl.col("id").is_in(_own_deals(book, viewer).implode())
    return pl.col("by" if name == "calls" else "scope") == viewer.name


def _own_deals(book: Book, viewer: Viewer) -> pl.Series:
    """Ids of the deals whose amounts the viewer sees as their own."""
    return book.deals["id"].clear() if viewer.amounts == "none" else _deals_of(book, viewer)


def _deals_of(book: Book, viewer: Viewer) -> pl.Series:
    """Ids of the deals that the viewer owns, or in which one of ours they are named."""
    owned = book.deals.filter(owner=viewer.name)["id"]
    shared = book.people.filter(pl.col("side") != "buyer", name=viewer.name)["deal"]
    return pl.concat([owned, shared.drop_nulls()])


def _hidden(name: str, rows: pl.DataFrame, viewer: Viewer) -> frozenset[str]:
    """Columns of one record that the viewer may not see."""
    columns = AMOUNTS.get(name, ())
    if viewer.amounts == "all" or not columns:
        return frozenset()
    own = rows.filter(_is_own(name, _book_now(), viewer)).height > 0
    return frozenset() if own else frozenset(columns)


def _past(of: Table, key: Key, over: pl.DataFrame) -> list[Past]:
    """What changed in a record's own columns and in what was typed over them, newest first."""
    from interlock.store.models import Revision

    steps = list(_own_steps(of, _versions(of, key)))
    for (column,), some in over.partition_by("column", as_dict=True).items():
        values = [_typed_value(of, str(column), value) for value in some["value"]]
        spans = zip(some["since"], some["until"], values, strict=True)
        steps += [(at, str(column), old, new) for at, old, new in _steps(list(spans))]
    steps.sort(key=lambda step: step[0], reverse=True)
    made = Revision.objects.in_bulk({at for at, *_ in steps})
    return [
        Past(made[at].at, made[at].by, made[at].origin, column, old, new)
        for at, column, old, new in steps
    ]


def _own_steps(of: Table, rows: pl.DataFrame) -> Iterator[tuple[int, str, Any, Any]]:
    """(revision, column, before, after); of the record itself whether it stood."""
    spans = list(
        zip(rows["since"], rows["until"], wire.from_wire(of, rows).to_dicts(), strict=True)
    )
    for at, old, new in _steps(spans):
        if old is None or new is None:
            yield at, RECORD, old is not None, new is not None
        else:
            yield from ((at, one, old[one], new[one]) for one in of.names if old[one] != new[one])


def _steps(spans: Sequence[tuple[int, int | None, Any]]) -> Iterator[tuple[int, Any, Any]]:
    """(revision, before, after) of values that stood since and until a revision, oldest first; None
    where nothing stood.
    """
    old, ends = None, None
    for since, until, new in spans:
        if ends not in (None, since):
            yield ends, old, None
            old = None
        yield since, old, new
        old, ends = new, until
    if ends is not None:
        yield ends, old, None


def _typed_value(of: Table, column: str, value: str) -> Any:
    said = json.loads(value)
    return said if column == RECORD else overrides.own(of.column(column), said)
