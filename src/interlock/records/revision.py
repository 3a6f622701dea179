"""One change of the book, as a reader sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MANY, MUCH = 5, 0.1
"""Records that an export may lack or garble, and their share of all, before that is a surprise."""

MOST_NAMED = 5
"""Records that stand for all those that a change touches."""

MOST_EMPTIED = 0.5
"""Share of a column's values that an export may take away before that is a surprise."""


@dataclass(frozen=True)
class Revision:
    """Who changed the book, when, from where (``origin``: typed, imported, computed, undone), in
    words; ``undoes`` is the revision that it took back, ``undone_by`` the one that took it back.
    """

    number: int
    at: datetime
    by: str
    origin: str
    words: str
    undoes: int | None = None
    undone_by: int | None = None


@dataclass(frozen=True)
class Gone:
    """A record that no source holds any longer, and the revision that took it away."""

    table: str
    record: str
    revision: int


@dataclass(frozen=True)
class RowChange:
    """A record, by its key and what it is called, and column -> (before, after)."""

    record: str
    values: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class TableChange:
    """Rows of a table that a revision ``added``, ``changed`` (the same key, other values) and took
    away (``gone``), out of so many ``before``; ``..._such_as`` are the first of them. ``emptied``
    is column -> (values taken away, values before); ``stay`` are values that somebody typed over
    and that stand whatever the source now says: column -> (typed, the source's).
    """

    table: str
    added: int = 0
    changed: int = 0
    gone: int = 0
    before: int = 0
    added_such_as: tuple[str, ...] = ()
    changed_such_as: tuple[RowChange, ...] = ()
    gone_such_as: tuple[str, ...] = ()
    emptied: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    stay: tuple[RowChange, ...] = ()

    @property
    def doubts(self) -> tuple[str, ...]:
        """Why somebody should look first: many records gone, or much of a column."""
        found = []
        if self.gone >= MANY and self.gone > MUCH * self.before:
            found.append(f"{self.gone:,} of {self.before:,} {self.table} would be gone")
        for column, (lost, held) in self.emptied.items():
            if lost >= MANY and lost > MOST_EMPTIED * held:
                found.append(f"{lost:,} of {held:,} {self.table} would lose their {column}")
        return tuple(found)
