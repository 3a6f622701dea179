"""What a viewer may see of the book: the getters of every page."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.errors import NotAllowed, UnknownName
from interlock.records.record import Past, Record
from interlock.records.rights import AMOUNTS, Viewer
from interlock.records.table import Table
from interlock.records.tables import SAID, TABLES
from interlock.store import (
    connect,
    note_readers,
    overrides,
    read,
    revisions,
    tool_links,
    versions,
    wire,
)
from interlock.store.kept import OVERRIDES, RECORD
from interlock.store.overrides import Key

_MONEY = tuple(dict.fromkeys(name for names in AMOUNTS.values() for name in names))
_BOOKS, _TABLES, _LOGS = 2, 40, 8


def table(name: str, viewer: Viewer) -> pl.DataFrame:
    """A table of the book as it stands, without what the viewer may not see: amounts that are not
    theirs to see are empty, and so are columns of the CRM beside them, which may hold any amount.

    Raises ``NotAllowed`` for a table that the viewer's role does not see.
    """
    return _seen(name, read.latest(), viewer)


def tools_with_links(at: int) -> pl.DataFrame:
    """Sales tools after a revision with every link, for whoever decides by the one rule who is told
    which.
    """
    return _table(connect.where(), at, "tools")


def log(names: Iterable[str], viewer: Viewer) -> pl.DataFrame:
    """The change log of all records of these tables as it stands, without what the viewer may not
    see.
    """
    where, revision = connect.where(), read.latest()
    rows = pl.concat([_log(where, revision, name) for name in names])
    return _cut("changes", rows, viewer)


def book(
    viewer: Viewer,
    names: Iterable[str],
    *,
    log_of: tuple[str, str | None] | None = None,
    at: int | None = None,
) -> Book:
    """The book as it stands, or ``at`` a revision, with these tables, as far as the viewer's role
    sees them, each as ``table`` gives it, and with the change log of one record (its table and its
    id) or of a whole table (without an id); no other.
    """
    revision = at or read.latest()
    tables = {name: _seen(name, revision, viewer) for name in names if name in viewer.right.sees}
    if log_of:
        name, own_id = log_of
        rows = (
            _log(connect.where(), revision, name)
            if own_id is None
            else read.log(name, own_id, revision)
        )
        tables["changes"] = _cut("changes", rows, viewer)
    return Book(**_about(connect.where(), revision)).with_tables(**tables)


def record(name: str, key: Key, viewer: Viewer) -> Record:
    """One record of a table, with its past in the book, as the viewer may see it; one that is gone
    from its source as it stood last.

    Raises ``UnknownName`` when there never was one of this key, and ``NotAllowed``.
    """
    of, revision = TABLES[name], read.latest()
    same = [pl.col(one).eq_missing(value) for one, value in zip(of.key, key, strict=True)]
    stands = _seen(name, revision, viewer).filter(*same)
    hidden = _hidden(name, stands, viewer)
    rows = (
        stands
        if stands.height
        else _without_others(name, _last(of, key), viewer).with_columns(
            pl.lit(None).alias(one) for one in hidden
        )
    )
    if not rows.height:
        raise UnknownName(f"record of {name}", overrides.called(key), [])
    over = versions.of_key(OVERRIDES, {"table": name, "key": overrides.key_of(key)})
    standing = over.filter(pl.col("until").is_null())
    past = tuple(one for one in _past(of, key, over) if one.column not in hidden)
    return Record(
        table=name,
        key=key,
        values=rows.to_dicts()[0],
        stands=stands.height > 0,
        typed=frozenset(standing["column"]) - hidden - {RECORD},
        past=note_readers.past(past, viewer) if name == "notes" else past,
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
    made: Company = _about(connect.where(), read.revision())["company"]
    return made


def own_deals(viewer: Viewer) -> frozenset[str]:
    """Ids of the deals that the viewer owns, or in which one of ours they are named."""
    return frozenset(_own_deals(viewer))


def may_change(name: str, deal: str, viewer: Viewer) -> bool:
    """Whether the viewer may change what a table holds of a deal."""
    return _may(lambda own: viewer.may_change(name, own=own), deal, viewer)


def may_write_amount(deal: str, viewer: Viewer) -> bool:
    """Whether the viewer may change a deal's amount: whoever sees it, and may change the deal."""
    return _may(
        lambda own: viewer.sees_amount(own=own) and viewer.may_change("deals", own=own),
        deal,
        viewer,
    )


def _may(right: Callable[[bool], bool], deal: str, viewer: Viewer) -> bool:
    """Whether a right holds of a deal; whose it is is looked up only where that matters."""
    return right(False) or (right(True) and deal in own_deals(viewer))


def seen_on() -> date:
    """The latest day of which the book holds anything."""
    day: date = _about(connect.where(), read.revision())["seen_on"]
    return day


def today(now: datetime) -> date:
    """The day it is, in the company's time zone; never before the data was seen on."""
    return max(company().day_of(now), seen_on())


def is_typed(name: str, key: Key) -> bool:
    """Whether a record was typed, so that no source need hold it."""
    over = versions.of_key(OVERRIDES, {"table": name, "key": overrides.key_of(key)})
    return over.filter(pl.col("until").is_null(), pl.col("column") == RECORD).height > 0


def _seen(name: str, revision: int, viewer: Viewer) -> pl.DataFrame:
    if name not in viewer.right.sees:
        raise NotAllowed(viewer.role, f"see {name}")
    rows = _without_others(name, _table(connect.where(), revision, name), viewer)
    return _cut(name, rows, viewer)


def _cut(name: str, rows: pl.DataFrame, viewer: Viewer) -> pl.DataFrame:
    """The rows without amounts and links that the viewer may not see."""
    if name == "tools" and not tool_links.makes_all(viewer):
        return tool_links.without(rows, viewer, tools_with_links(read.latest()))
    if name in ("changes", "attributes"):
        column = "field" if name == "changes" else "name"
        rows = tool_links.without_past(rows, viewer, column)
    return _without_amounts(name, rows, viewer)


def _without_others(name: str, rows: pl.DataFrame, viewer: Viewer) -> pl.DataFrame:
    """The rows without those that are for others to read."""
    return note_readers.readable(rows, viewer) if name == "notes" else rows


@lru_cache(_TABLES)
def _table(_where: str, revision: int, name: str) -> pl.DataFrame:
    """A table after a revision, which is the same for ever; one that no note changes is that of the
    last revision that changed more than notes.
    """
    last = revision if name in SAID else revisions.last_that_moves_forecasts(revision)
    return read.table(name, revision) if last == revision else _table(_where, last, name)


@lru_cache(_LOGS)
def _log(_where: str, revision: int, name: str) -> pl.DataFrame:
    """The change log of a table after a revision, kept as tables are."""
    last = revisions.last_that_moves_forecasts(revision)
    return read.logs(name, revision) if last == revision else _log(_where, last, name)


@lru_cache(_BOOKS)
def _about(_where: str, revision: int) -> dict[str, Any]:
    return read.beside(revision)


def _without_amounts(name: str, rows: pl.DataFrame, viewer: Viewer) -> pl.DataFrame:
    if viewer.amounts == "all":
        return rows
    if name in AMOUNTS:
        seen = _is_own(name, viewer)
        return rows.with_columns(pl.when(seen).then(one).alias(one) for one in AMOUNTS[name])
    if name in ("changes", "attributes"):
        mine = _is_own("deals", viewer)
        of_deals = pl.col("table") == "deals"
        told = pl.col("field").is_in(_MONEY) if name == "changes" else pl.lit(value=True)
        return rows.filter(~(of_deals & told) | mine)
    return rows


def _is_own(name: str, viewer: Viewer) -> pl.Expr:
    """Whether a row of a table with amounts is the viewer's own."""
    if viewer.amounts != "own":
        return pl.lit(value=False)
    if name == "deals":
        return pl.col("id").is_in(_own_deals(viewer).implode())
    return pl.col("by" if name == "calls" else "scope") == viewer.name


def _own_deals(viewer: Viewer) -> pl.Series:
    where, revision = connect.where(), read.latest()
    owned = _table(where, revision, "deals").filter(owner=viewer.name)["id"]
    people = _table(where, revision, "people")
    shared = people.filter(pl.col("side") != "buyer", name=viewer.name)["deal"]
    return pl.concat([owned, shared.drop_nulls()])


def _hidden(name: str, rows: pl.DataFrame, viewer: Viewer) -> frozenset[str]:
    """Columns of one record that the viewer may not see; of a tool's link the past."""
    if name == "tools":
        row = rows.to_dicts()[0] if rows.height else None
        return frozenset({tool_links.LINK} if tool_links.hides_past(row, viewer) else ())
    columns = AMOUNTS.get(name, ())
    if viewer.amounts == "all" or not columns:
        return frozenset()
    own = rows.filter(_is_own(name, viewer)).height > 0
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
