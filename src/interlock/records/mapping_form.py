"""What is asked of whoever maps a file in the browser, and what their answers read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interlock.records.brought import ProblemGroup

LEAVE, KEEP = "", "*"
"""What a column is taken for that no table takes: nothing, or an attribute as it is."""

BOTH = "+"
"""Between the names of two columns of ours that one of theirs feeds."""

Said = Mapping[str, Any]
"""One ``[[source]]`` of a mapping file, as it is written."""


@dataclass(frozen=True)
class Choice:
    """One of several answers, in words; ``chosen`` is the one that holds."""

    value: str
    words: str
    chosen: bool = False


@dataclass(frozen=True)
class ColumnAsked:
    """A column of theirs by its place: its header, values such as stand in it, what it is taken
    for, how sure that is and why.
    """

    at: int
    header: str
    such_as: tuple[str, ...]
    choices: tuple[Choice, ...]
    sureness: str
    why: str


@dataclass(frozen=True)
class Asked:
    """One more question: under which ``name`` it is answered, what it is ``about``, and whether it
    ``must`` be answered.
    """

    name: str
    about: str
    choices: tuple[Choice, ...]
    must: bool = False


@dataclass(frozen=True)
class WordsAsked:
    """What the words under a header mean, in our words; each with the rows that say it."""

    ours: str
    theirs: str
    words: tuple[tuple[Asked, int], ...]


@dataclass(frozen=True)
class MappingForm:
    """All that is asked of a file, and the first rows as they would be read.

    ``rows`` are looked at, of ``of_rows``; ``taken`` could be read. ``heads`` and ``cells`` are the
    first of these; ``text`` is the whole mapping file, ``known_as`` what it is read as without one.
    """

    file: str
    table: str
    tables: tuple[Choice, ...]
    meaning: str
    sureness: str
    why: str
    rows: int
    of_rows: int
    columns: tuple[ColumnAsked, ...]
    asked: tuple[Asked, ...]
    words: tuple[WordsAsked, ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    taken: int
    problems: tuple[ProblemGroup, ...]
    text: str
    known_as: str = ""

    @property
    def ready(self) -> bool:
        """Whether at least one row would be read."""
        return self.taken > 0
