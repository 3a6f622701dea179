"""What came of reading files: a book, and everything that was wrong with them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from interlock.records.book import Book
from interlock.records.kept_mapping import KeptMapping
from interlock.records.problems import Problem


@dataclass(frozen=True, eq=False)
class Share:
    """What a series of files gives to a table to which other series give too."""

    series: str
    table: str
    rows: pl.DataFrame


@dataclass(frozen=True)
class Reading:
    """The book that could be read, and the problems of all files; rows with a problem are left out
    of the book.

    ``unrecognised`` are files of the folder that no source knows; they do no harm. ``shares`` is
    what each series gives, where several give to a table. ``nameless`` is table -> rows of its
    files of which not even the key could be read. ``mappings`` read files of this folder and are to
    be kept for later ones.
    """

    book: Book
    problems: tuple[Problem, ...] = ()
    unrecognised: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    nameless: Mapping[str, int] = field(default_factory=dict)
    mappings: tuple[KeptMapping, ...] = ()
