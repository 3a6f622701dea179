"""What is asked about a file that is to be mapped, given what is said of it so far."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import polars as pl

from interlock.importers.guess_changes import FOLLOWED
from interlock.importers.guess_dates import dates
from interlock.importers.guess_values import Content
from interlock.importers.map_opened import Opened, words_of
from interlock.importers.mapped import NUMBERS
from interlock.importers.numbers import thousands_or_decimals
from interlock.records.guesses import ColumnGuess, DateGuess, sureness
from interlock.records.mapping_form import (
    BOTH,
    KEEP,
    LEAVE,
    Asked,
    Choice,
    ColumnAsked,
    Said,
    WordsAsked,
)
from interlock.records.table import Table
from interlock.records.tables import BY_NAME, TABLES

SHARED = (("stage", "outcome"), ("id", "key"), ("id", "name"))
"""Columns of ours that one column of theirs often feeds both of."""

SUCH_AS = 3
WORDS = 40
LONGEST = 40


def tables_asked(opened: Opened, table: str) -> tuple[Choice, ...]:
    """Every table that the file may hold, and that it is left alone or read as it is known."""
    without = (
        f"no mapping: read as {opened.known_as}" if opened.known_as else "nothing: leave it out"
    )
    held = (Choice(t.name, f"{t.name}: {t.meaning}", t.name == table) for t in TABLES.values())
    return (Choice(LEAVE, without, not table), *held)


def columns_asked(opened: Opened, said: Said) -> tuple[ColumnAsked, ...]:
    """A question for each of their columns."""
    table = TABLES[said["table"]]
    taken = _taken(said)
    guessed = {one.theirs: one for one in (opened.guess.columns if opened.guess else ())}
    return tuple(
        _column(content, taken.get(header, LEAVE), guessed.get(header), table)
        for header, content in opened.contents.items()
    )


def more_asked(opened: Opened, said: Said) -> tuple[Asked, ...]:
    """Forms of days, decimal marks, and what stands in no column."""
    return tuple(chain(_constants(said), _dates(opened, said), _decimal(opened, said)))


def words_asked(opened: Opened, said: Said) -> tuple[WordsAsked, ...]:
    """What their words mean in ours."""
    about = said.get("constant", {}).get("table", "deals")
    found = []
    for ours, theirs in said["columns"].items():
        content = opened.contents.get(theirs)
        guessed = words_of(said["table"], ours, content, about) if content else ()
        known = said.get("values", {}).get(ours, {})
        options = _options(said["table"], ours, about)
        words = tuple(
            (_word(f"word.{ours}.{content.at}.{at}", word.theirs, known, options), word.count)
            for at, word in enumerate(guessed[:WORDS])
            if content
        )
        if words:
            found.append(WordsAsked(ours, theirs, words))
    return tuple(found)


def _taken(said: Said) -> dict[str, str]:
    """Their header -> what it is taken for."""
    taken = dict.fromkeys(said.get("attributes", ()), KEEP)
    for ours, theirs in said["columns"].items():
        taken[theirs] = f"{taken[theirs]}{BOTH}{ours}" if theirs in taken else ours
    return taken


def _column(content: Content, taken: str, guessed: ColumnGuess | None, table: Table) -> ColumnAsked:
    as_guessed = guessed is not None and guessed.ours in taken.split(BOTH) and guessed.used
    return ColumnAsked(
        at=content.at,
        header=content.header,
        such_as=tuple(_short(word) for word, _ in content.words[:SUCH_AS]),
        choices=tuple(_choices(table, taken)),
        sureness=sureness(guessed.score) if guessed and as_guessed else "",
        why=guessed.why if guessed and as_guessed else f"holds {content.holds}",
    )


def _choices(table: Table, taken: str) -> Iterator[Choice]:
    meanings = {column.name: column.meaning for column in table.columns}
    meanings |= {
        name: f"in place of the {ours}" for name, ours in BY_NAME.get(table.name, {}).items()
    }
    words = {LEAVE: "leave out"}
    if table.key == ("id",):
        words[KEEP] = "keep as it is"
    words |= {name: f"{name}: {meaning}" for name, meaning in meanings.items()}
    for pair in SHARED:
        if set(pair) <= set(table.names):
            words[BOTH.join(pair)] = f"{pair[0]} and {pair[1]}"
    again = BOTH.join(reversed(taken.split(BOTH)))
    taken = again if taken not in words and again in words else taken
    words.setdefault(taken, taken.replace(BOTH, " and "))
    return (Choice(value, said, value == taken) for value, said in words.items())


def _constants(said: Said) -> Iterator[Asked]:
    """Columns that a table needs and that none of theirs holds."""
    table, given = TABLES[said["table"]], said.get("constant", {})
    for column in table.columns:
        options = FOLLOWED if (table.name, column.name) == ("changes", "table") else column.allowed
        if column.required and options and column.name not in said["columns"]:
            chosen = given.get(column.name, "")
            choices = (Choice("", "choose", not chosen), *_each(options, chosen))
            about = f"No column says the {column.name} ({column.meaning}). For every row it is"
            yield Asked(f"constant.{column.name}", about, choices, must=not chosen)


def _dates(opened: Opened, said: Said) -> Iterator[Asked]:
    """Forms of days that are not found by themselves, or that are said."""
    table, given = TABLES[said["table"]], said.get("date_formats", {})
    columns = [
        ColumnGuess(ours, theirs, 1.0, "")
        for ours, theirs in said["columns"].items()
        if ours in table.names and theirs in opened.contents
    ]
    for one in dates(table, columns, opened.contents):
        chosen = given.get(one.ours, "")
        forms = dict.fromkeys([*one.formats, *([chosen] if chosen else [])])
        words = "choose" if one.formats[1:] else "as it is found"
        choices = (
            Choice("", words, not chosen),
            *(Choice(form, _form(form), form == chosen) for form in forms),
        )
        name = f"date.{one.ours}.{opened.contents[one.theirs].at}"
        yield Asked(name, _about_days(one), choices, must=bool(one.formats[1:]) and not chosen)


def _about_days(one: DateGuess) -> str:
    if one.formats[1:]:
        return f"{one.theirs}: day and month cannot be told apart, for example in {one.why}"
    return f"{one.theirs}: how days are written"


def _form(form: str) -> str:
    """A form of days in words."""
    if "%d" not in form or "%m" not in form:
        return form
    first = "day" if form.index("%d") < form.index("%m") else "month"
    return f"the {first} first ({form})"


def _decimal(opened: Opened, said: Said) -> Iterator[Asked]:
    """The decimal mark, where amounts do not tell it or where it is said."""
    table, given = TABLES[said["table"]], said.get("decimal", "")
    unclear = [
        theirs
        for ours, theirs in said["columns"].items()
        if ours in table.names and table.column(ours).dtype in NUMBERS
        if _unclear(opened.rows.column(theirs))
    ]
    if not unclear and not given:
        return
    marks = {
        "": "choose",
        ",": "12.500 is twelve thousand five hundred",
        ".": "12.500 is twelve and a half",
    }
    about = f"{', '.join(unclear) or 'Numbers'}: thousands and decimals cannot be told apart"
    choices = tuple(Choice(mark, words, mark == given) for mark, words in marks.items())
    yield Asked("decimal", about, choices, must=not given)


def _unclear(column: pl.Series | None) -> bool:
    return column is not None and thousands_or_decimals(column)


def _options(table: str, ours: str, about: str) -> Sequence[str]:
    if (table, ours) == ("changes", "field"):
        return TABLES[about].followed
    if (table, ours) == ("changes", "table"):
        return FOLLOWED
    return TABLES[table].column(ours).allowed


def _word(name: str, word: str, known: Mapping[str, str], options: Sequence[str]) -> Asked:
    chosen = known.get(word, word.lower() if word.lower() in options else "")
    choices = (Choice("", "not said", not chosen), *_each(options, chosen))
    return Asked(name, _short(word), choices)


def _each(options: Sequence[str], chosen: str) -> Iterator[Choice]:
    return (Choice(one, one, one == chosen) for one in options)


def _short(word: str) -> str:
    return word if len(word) <= LONGEST else f"{word[: LONGEST - 1]}…"
