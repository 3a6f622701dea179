"""One change of the book, as a reader sees it."""

from dataclasses import dataclass
from datetime import datetime

MANY, MUCH = 5, 0.1
"""Records that an export may lack or garble, and their share of all, before that is a surprise."""


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
class TableChange:
    """Rows of a table that a revision ``added``, ``changed`` (the same key, other values) and took
    away (``gone``), out of so many ``before``; ``gone_such_as`` are the first keys of these.
    """

    table: str
    added: int = 0
    changed: int = 0
    gone: int = 0
    before: int = 0
    gone_such_as: tuple[str, ...] = ()

    @property
    def is_surprising(self) -> bool:
        """Whether so many records are gone that somebody should look first."""
        return self.gone >= MANY and self.gone > MUCH * self.before
