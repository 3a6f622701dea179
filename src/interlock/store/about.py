"""The book's settings and where its records came from, as rows of JSON."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec
import polars as pl

from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Source
from interlock.store import versions
from interlock.store.kept import ABOUT

KINDS: dict[str, Any] = {
    "company": Company,
    "seen_on": date,
    "sources": tuple[Source, ...],
    "left_out": tuple[LeftOut, ...],
}


def of(book: Book) -> pl.DataFrame:
    """One row for each."""
    return rows({name: getattr(book, name) for name in KINDS})


def rows(told: Mapping[str, Any]) -> pl.DataFrame:
    """What is told by name, one row for each."""
    plain = {name: msgspec.to_builtins(value) for name, value in told.items()}
    if "company" in plain:
        plain["company"]["given"] = sorted(plain["company"]["given"])
    values = [(name, as_json(value)) for name, value in plain.items()]
    return pl.DataFrame(values, schema=ABOUT.schema, orient="row")


def said(rows: pl.DataFrame) -> dict[str, Any]:
    """What `of` told; other rows are others' to read."""
    return {
        name: msgspec.json.decode(value, type=KINDS[name])
        for name, value in rows.select("name", "value").iter_rows()
        if name in KINDS
    }


def as_json(value: Any) -> str:
    """The value as JSON."""
    return msgspec.json.encode(value).decode()


def company(revision: int | None = None) -> Company:
    """The settings after a revision, now without one; all defaults while nobody said any."""
    found: Company = said(versions.standing(ABOUT, revision)).get("company", Company())
    return found
