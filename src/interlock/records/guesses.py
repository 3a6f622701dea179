"""A guess at how files of an unknown kind are to be read, with how sure each part is, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from interlock.records.problems import Problem

SURE, LIKELY, GUESS = "sure", "likely", "guess"


def sureness(score: float) -> str:
    """A score from 0 to 1 in a word."""
    return SURE if score >= 0.85 else LIKELY if score >= 0.6 else GUESS


@dataclass(frozen=True)
class ColumnGuess:
    """Our column read from theirs. One that is not ``used`` is only proposed."""

    ours: str
    theirs: str
    score: float
    why: str
    used: bool = True


@dataclass(frozen=True)
class WordGuess:
    """A word of theirs in ours, and how many rows say it; None where it could not be placed."""

    theirs: str
    ours: str | None
    count: int
    why: str = ""


@dataclass(frozen=True)
class NullGuess:
    """A word that stands where nothing is known, how often, and under which headers."""

    word: str
    count: int
    headers: tuple[str, ...]


@dataclass(frozen=True)
class DateGuess:
    """The form of a column's days. Several ``formats`` are choices for the reader to make."""

    ours: str
    theirs: str
    formats: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class ConstantGuess:
    """A value of ours that no column holds and every row shares."""

    ours: str
    value: str
    why: str


@dataclass(frozen=True)
class UnusedColumn:
    """A header that no column of ours takes, and what stands under it."""

    theirs: str
    holds: str


@dataclass(frozen=True)
class SourceGuess:
    """One ``[[source]]``: which table a file holds, and how.

    ``needed`` are columns the table cannot do without and the file does not seem to have; ``asks``
    is what only the reader can say.
    """

    file: str
    table: str
    score: float
    why: str
    columns: tuple[ColumnGuess, ...]
    words: Mapping[str, tuple[WordGuess, ...]] = field(default_factory=dict)
    nulls: tuple[NullGuess, ...] = ()
    dates: tuple[DateGuess, ...] = ()
    constants: tuple[ConstantGuess, ...] = ()
    unused: tuple[UnusedColumn, ...] = ()
    needed: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passed:
    """A file for which no source is written: one already known, or one that fits no table."""

    file: str
    why: str


@dataclass(frozen=True)
class Guessed:
    """All files together; ``links`` says which column of one holds ids of another."""

    sources: tuple[SourceGuess, ...]
    known: tuple[Passed, ...] = ()
    unknown: tuple[Passed, ...] = ()
    links: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """The first rows of one file as its mapping reads them, of ``taken`` rows in all."""

    file: str
    table: str
    sureness: str
    frame: pl.DataFrame
    taken: int


@dataclass(frozen=True)
class MapResult:
    """The text of a mapping file, what it reads, and what is wrong with that."""

    guessed: Guessed
    text: str
    previews: tuple[Preview, ...]
    problems: tuple[Problem, ...]
    folder: Path | None
