"""Rows by what people call them: id, key or name, without regard to case."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from interlock.records.book import Book
from interlock.records.errors import NotPossible, UnknownName

Row = dict[str, Any]


def feature(book: Book, name: str) -> Row:
    """The unfinished feature of that name."""
    unfinished = pl.col("shipped_on").is_null() & pl.col("dropped_on").is_null()
    row = _one("feature", name, book.features, ("id", "key", "name"), unfinished)
    for happened, words in (("shipped_on", "shipped"), ("dropped_on", "was dropped")):
        if row[happened] is not None:
            raise NotPossible(f"{called(row)} {words} on {row[happened]}: it is no longer open")
    return row


def deal(book: Book, name: str) -> Row:
    """The open deal of that name."""
    row = _one("deal", name, book.deals, ("id", "name"), pl.col("outcome") == "open")
    if row["outcome"] != "open":
        raise NotPossible(f"{called(row)} was {row['outcome']} on {row['closed_on']}")
    return row


def release(book: Book, name: str) -> Row:
    """The open release of that name."""
    unshipped = pl.col("shipped_on").is_null()
    row = _one("release", name, book.releases, ("id", "name"), unshipped)
    if row["shipped_on"] is not None:
        raise NotPossible(f"Release {called(row)} shipped on {row['shipped_on']}")
    return row


def promise(book: Book, name: str) -> Row:
    """The promise of that name."""
    return _one("promise", name, book.promises, ("id", "what"), pl.col("done_on").is_null())


def team(teams: Sequence[str], name: str) -> str:
    """The team of that name."""
    for known in teams:
        if known.casefold() == name.strip().casefold():
            return known
    raise UnknownName("team", name, teams)


def called(row: Row) -> str:
    """What a row is called in a sentence: Offline mode (CORE-12)."""
    key, name = row.get("key") or row["id"], row["name"]
    return f"{name} ({key})" if name and row.get("key") else name or key


def _one(kind: str, name: str, rows: pl.DataFrame, columns: tuple[str, ...], first: pl.Expr) -> Row:
    """The row whose first column, or else whose second, ... is ``name``; of several those that
    ``first`` holds for.
    """
    asked = name.strip().casefold()
    for column in columns:
        found = rows.filter(pl.col(column).str.to_lowercase() == asked)
        found = found.filter(first) if found.filter(first).height else found
        if found.height == 1:
            return found.row(0, named=True)
        if found.height:
            ids = ", ".join(found["id"].head(4))
            raise NotPossible(f"{found.height} {kind}s are called {name!r}; say which by id: {ids}")
    known = [one for column in columns for one in rows.filter(first)[column].drop_nulls()]
    raise UnknownName(kind, name, known)
