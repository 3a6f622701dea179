"""What every import source is: it knows its files by their headers, and makes tables of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import polars as pl

from interlock.importers.table import Rows
from interlock.records.company import Company
from interlock.records.problems import LeftOut, Problem


@dataclass(frozen=True)
class Extract:
    """Tables made from one file; frames may lack columns of their schema, and may have a ``line``.

    ``read`` are the headers that were used; ``taken`` and ``unread`` count the rows that could and
    could not be read.
    """

    tables: Mapping[str, pl.DataFrame]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    taken: int = 0
    unread: int = 0
    read: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class ImportSource:
    """A kind of file. ``detect`` says why the headers are of this kind, or None; ``confidence``
    settles rivals.
    """

    name: str
    confidence: float
    detect: Callable[[tuple[str, ...]], str | None]
    read: Callable[[Rows, Company], Extract]
