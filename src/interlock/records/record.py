"""One record of the book, as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Past:
    """One value that changed: when, by whom, from where (typed, imported, undone), from what to
    what. Without a column it is the record itself: whether it stood.
    """

    at: datetime
    by: str
    origin: str
    column: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Record:
    """A record's ``values`` as a viewer may see them, whether it ``stands`` or is gone from its
    source (then they are its last), those columns of it that were ``typed`` over,
    its ``past`` in the book, newest first, and whether the viewer ``may_change`` it. ``revision``
    is that at which it was read.
    """

    table: str
    key: tuple[Any, ...]
    values: Mapping[str, Any]
    stands: bool
    typed: frozenset[str]
    past: tuple[Past, ...]
    may_change: bool
    revision: int
