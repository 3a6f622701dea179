"""A change log of another tool: whose changes they are, and which of our columns its fields are."""

from collections.abc import Mapping

from interlock.importers.guess_columns import name_score
from interlock.importers.guess_names import HINTS
from interlock.importers.guess_text import tokens
from interlock.importers.guess_values import Content
from interlock.records.guesses import ConstantGuess, WordGuess
from interlock.records.table import Table
from interlock.records.tables import TABLES

FOLLOWED = tuple(table.name for table in TABLES.values() if table.followed)
ALIKE = 0.6


def whose(header: str, fields: Content, refers: Mapping[str, str]) -> ConstantGuess:
    """The table that the log tells of: by the ids it names, its header, else by its fields."""
    if refers.get(header) in FOLLOWED:
        return ConstantGuess("table", refers[header], f"{header!r} holds ids of such a file")
    for table in FOLLOWED:
        if set(tokens(header)) & HINTS[table]:
            return ConstantGuess("table", table, f"likely: {header!r} is called so")
    best = max(FOLLOWED, key=lambda table: _known(TABLES[table], fields))
    return ConstantGuess("table", best, "guess: its fields are most like those of this table")


def fields(table: Table, content: Content) -> tuple[WordGuess, ...]:
    """Each field of theirs as the followed column of ours that it is called like."""
    return tuple(WordGuess(word, _field(table, word), count) for word, count in content.words)


def tables(content: Content) -> tuple[WordGuess, ...]:
    """Each kind of record of theirs as a table of ours."""
    return tuple(WordGuess(word, _table(word), count) for word, count in content.words)


def _table(word: str) -> str | None:
    said = {*tokens(word), *(one.removesuffix("s") for one in tokens(word))}
    return next((table for table in FOLLOWED if said & {table, *HINTS[table]}), None)


def _field(table: Table, word: str) -> str | None:
    best = max(table.followed, key=lambda ours: name_score(table.name, ours, word)[0])
    return best if name_score(table.name, best, word)[0] >= ALIKE else None


def _known(table: Table, fields: Content) -> int:
    return sum(count for word, count in fields.words if _field(table, word))
