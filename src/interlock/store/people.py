"""A person throughout the store: everything that is held of them, and made anonymous for good."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
from django.db import connection, models

from interlock.records.book import Book
from interlock.records.errors import UnknownName
from interlock.records.reading import Share
from interlock.records.table import Table
from interlock.records.tables import TABLES
from interlock.store import connect, dump, name_finder, outcomes, revisions, rows
from interlock.store.name_finder import Finder, finder

_FOUND = "found"


def held(names: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, of today and of the past, in which one of the names stands, by the
    table's name in the database. ``since`` and ``until`` are the moments between which it stood.
    """
    from interlock.store.models import Revision

    seek = finder(secrets.token_bytes(), dict.fromkeys(names, _FOUND))
    found = {}
    with connect.moment():
        moments = dict(Revision.objects.values_list("number", "at"))
        for model in _where_names_stand():
            frame = dump.everything(model).drop("password", strict=False)
            named = [frame[one].is_in(list(_changed(frame[one], seek))) for one in _texts(model)]
            if named and (mine := frame.filter(pl.any_horizontal(*named))).height:
                found[model._meta.db_table] = [_dated(row, moments) for row in mine.to_dicts()]
    return found


def forget(names: Sequence[str], *, by: str) -> tuple[str, int]:
    """Put an alias in place of a person's names everywhere, the past and stored outcomes included:
    the alias, and in how many rows they stood.

    It cannot be undone. What is kept of the names is a keyed digest, so that the next export does
    not bring them back; a revision says that it was done. Raises ``UnknownName`` when none of the
    names stands anywhere.
    """
    from interlock.store.models import Forgotten

    _leave_no_trace()
    with connect.change():
        key = _key() or secrets.token_bytes()
        alias = f"Person {Forgotten.objects.values('alias').distinct().count() + 1}"
        seek = finder(key, dict.fromkeys(names, alias))
        count = sum(_replace(model, seek) for model in _where_names_stand())
        if not count:
            raise UnknownName("person", " or ".join(names), [])
        outcomes.print_anew()
        words = f"a person was made anonymous as {alias}"
        revision = revisions.begin(by=by, origin="anonymised", words=words)
        Forgotten.objects.bulk_create(
            Forgotten(
                alias=alias,
                key=key.hex(),
                digest=digest,
                length=len(name_finder.words(name)),
                revision_id=revision,
            )
            for name in names
            for digest in name_finder.digests(key, name)
        )
    _clean()
    return alias, count


def kept_out(book: Book, shares: Sequence[Share]) -> tuple[Book, tuple[Share, ...]]:
    """The book, and the shares in it, without anybody who was made anonymous."""
    seek = _forgotten()
    if not seek:
        return book, tuple(shares)
    tables = {name: _without(table, book.table(name), seek) for name, table in TABLES.items()}
    mended = (
        replace(share, rows=_without(TABLES[share.table], share.rows, seek)) for share in shares
    )
    return book.with_tables(**tables), tuple(mended)


def _without(table: Table, rows: pl.DataFrame, seek: Finder) -> pl.DataFrame:
    """The rows with aliases for names."""
    texts = [column.name for column in table.columns if column.dtype == pl.String]
    mended = {one: _changed(rows[one], seek) for one in texts}
    return table.in_order(
        rows.with_columns(pl.col(one).replace(words) for one, words in mended.items() if words)
    )


def _dated(row: dict[str, Any], moments: Mapping[int, Any]) -> dict[str, Any]:
    """The row with moments for the revisions between which it stood."""
    return {**row, **{one: moments.get(row[one]) for one in ("since", "until") if one in row}}


def _forgotten() -> Finder | None:
    from interlock.store.models import Forgotten

    found = list(Forgotten.objects.values_list("digest", "alias", "length"))
    lengths = frozenset(length for _, _, length in found)
    key = _key()
    return Finder(key, {digest: alias for digest, alias, _ in found}, lengths) if key else None


def _key() -> bytes | None:
    from interlock.store.models import Forgotten

    key = Forgotten.objects.values_list("key", flat=True).first()
    return bytes.fromhex(key) if key else None


def _replace(model: type[models.Model], seek: Finder) -> int:
    """Put aliases into a table; in how many rows."""
    table, key = model._meta.db_table, str(model._meta.pk.column)
    texts = list(_texts(model))
    kinds = {key: pl.Int64(), **dict.fromkeys(texts, pl.String())}
    frame = rows.select(table, kinds)
    mended = {one: changed for one in texts if (changed := _changed(frame[one], seek))}
    if not mended:
        return 0
    touched = frame.filter(
        pl.any_horizontal(pl.col(one).is_in(list(words)) for one, words in mended.items())
    )
    new = touched.with_columns(pl.col(one).replace(words) for one, words in mended.items())
    sets = ", ".join(f"{rows.quoted(one)} = %s" for one in mended)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {rows.quoted(table)} SET {sets} WHERE {rows.quoted(key)} = %s",  # noqa: S608
            new.select(*mended, key).rows(),
        )
    return touched.height


def _where_names_stand() -> list[type[models.Model]]:
    return [*dump.models_kept(), *dump.models_of_members()]


def _texts(model: type[models.Model]) -> Iterator[str]:
    fields = model._meta.concrete_fields
    kinds = (models.TextField, models.CharField)
    return (
        str(field.column)
        for field in fields
        if isinstance(field, kinds) and field.column != "password"
    )


def _changed(texts: pl.Series, seek: Finder) -> Mapping[str, str]:
    """The texts in which a name stands, and what they are without it."""
    different = texts.drop_nulls().unique()
    return {text: new for text in different if (new := seek.replaced(text)) != text}


def _leave_no_trace() -> None:
    """SQLite writes zeros over what is replaced from now on."""
    if connection.vendor == "sqlite":
        with connect.told(), connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _clean() -> None:
    """Empty what the database still holds of rows that were replaced."""
    with connect.told(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")
