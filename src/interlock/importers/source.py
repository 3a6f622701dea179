"""What every import source is: it knows its files by their headers, and makes tables of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from interlock.importers.columns import Field
from interlock.importers.table import Rows, plain_header
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem

NAMED = 3
"""So many headers are named as the reason."""


@dataclass(frozen=True)
class Extract:
    """Tables made from one file; frames may lack columns of their schema, and may have a ``line``.

    ``read`` are the headers that were used; ``taken`` and ``unread`` count the rows that could and
    could not be read. ``garbled`` are rows of which some value could not be read, by the table that
    they are of, as far as they could.
    """

    tables: Mapping[str, pl.DataFrame]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    taken: int = 0
    unread: int = 0
    read: frozenset[str] = field(default_factory=frozenset)
    garbled: Mapping[str, pl.DataFrame] = field(default_factory=dict)


@dataclass(frozen=True)
class Likeness:
    """How sure it is, between 0 and 1, that a file is of a source, and why."""

    sureness: float
    why: str


@dataclass(frozen=True)
class ImportSource:
    """A kind of file. ``detect`` says how like it the headers are, or None; ``looks_at`` are its
    columns: fields, or what a column may be called.
    """

    name: str
    detect: Callable[[tuple[str, ...]], Likeness | None]
    read: Callable[[Rows, Company], Extract]
    looks_at: Sequence[Field | tuple[str, ...]]

    @property
    def headers(self) -> tuple[tuple[str, ...], ...]:
        """Of each column, what it may be called."""
        named = (one.theirs if isinstance(one, Field) else one for one in self.looks_at)
        return tuple(group for group in named if group)


def likeness(
    headers: Sequence[str], whose: str, *, must: Sequence[Sequence[str]], known: Iterable[str] = ()
) -> Likeness | None:
    """None unless one header of each group in ``must`` is there; the surer the more are ``known``.

    n known headers make it n / (n + 1) sure: what one more source would make of the file.
    """
    there = {plain_header(header): header for header in headers if header}
    named = [next((n for n in map(plain_header, group) if n in there), None) for group in must]
    if None in named:
        return None
    read = there.keys() & ({*map(plain_header, known)} | {*named})
    first = ", ".join(dict.fromkeys(there[name] for name in named[:NAMED] if name))
    more = f" and {len(read) - NAMED} more" if len(read) > NAMED else ""
    return Likeness(len(read) / (len(read) + 1), f"{first}{more} are {whose}")


def headers_of(fields: Iterable[Field]) -> tuple[str, ...]:
    return tuple(header for field in fields for header in field.theirs)
