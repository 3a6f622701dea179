"""A guessed mapping as the text of a mapping.toml: behind each line how sure it is, and why."""

import glob
import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from interlock.records.guesses import (
    ConstantGuess,
    DateGuess,
    Guessed,
    Passed,
    SourceGuess,
    WordGuess,
    sureness,
)
from interlock.records.tables import BY_NAME, TABLES
from interlock.render import words

HEAD = (
    "A first guess at how these files are to be read, made by `interlock map`.",
    "Behind each line stands how sure it is (sure, likely or guess), and why.",
    "A line that begins with # does nothing; take the # away to use it.",
)
NOTE_AT = 44
LONGEST = 110


def mapping_text(guessed: Guessed) -> str:
    """The whole file. It can always be read: what is not certain stands in comments."""
    lines = [*(_comment(line) for line in HEAD)]
    lines += [_passed(one, "needs no mapping, it is known as") for one in guessed.known]
    lines += [_passed(one, "is left out:") for one in guessed.unknown]
    lines += [_comment(link) for link in guessed.links]
    lines += [_comment(f"Not sure: {ask}") for ask in guessed.asks]
    for source in guessed.sources:
        lines += ["", *_source(source)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Text as TOML writes it, whatever signs it holds."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _comment(text: str) -> str:
    """One line of signs that a comment may hold."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return f"# {' '.join(plain.split())}"


def _noted(line: str, note: str) -> str:
    return f"{line:<{NOTE_AT}} {_comment(_cut(note))}" if note else line


def _cut(note: str) -> str:
    return note if len(note) <= LONGEST else f"{note[: LONGEST - 1]}…"


def _passed(one: Passed, how: str) -> str:
    return _comment(f"{one.file} {how} {one.why}")


def _source(source: SourceGuess) -> Iterator[str]:
    yield _comment(f"{source.file} as {source.table} ({sureness(source.score)}): {source.why}")
    yield from (_comment(f"Not sure: {ask}") for ask in source.asks)
    yield "[[source]]"
    yield f"file = {quoted(_pattern(source.file))}"
    yield f"table = {quoted(source.table)}"
    yield from _nulls(source)
    yield from _attributes(source)
    yield from chain(_constants(source.constants), _columns(source), _dates(source.dates))
    for ours, said in source.words.items():
        used = any(c.ours == ours and c.used for c in source.columns)
        yield from _words(source.table, ours, said) if used else iter(())


def _pattern(file: str) -> str:
    """A file's name as a pattern that no other file fits."""
    plain = file.encode("utf-8", errors="replace").decode("utf-8")
    return glob.escape(plain) if plain == file else glob.escape(plain).replace("[?]", "?")


def _nulls(source: SourceGuess) -> Iterator[str]:
    if source.nulls:
        listed = ", ".join(quoted(null.word) for null in source.nulls)
        where = "; ".join(
            f"{null.word} {words.count(null.count, 'time')} under {', '.join(null.headers[:3])}"
            for null in source.nulls
        )
        yield _noted(f"null = [{listed}]", f"words for nothing: {where}")


def _attributes(source: SourceGuess) -> Iterator[str]:
    """Columns that are not used: kept as they are if the reader wants them."""
    if not source.unused:
        return
    named = [f"{one.theirs} ({one.holds})" for one in source.unused]
    for line in textwrap.wrap(f"not used: {', '.join(named)}", LONGEST, break_long_words=False):
        yield _comment(line)
    if TABLES[source.table].key == ("id",):
        listed = ", ".join(quoted(one.theirs) for one in source.unused)
        yield f"# attributes = [{listed}]  # would keep them as they are"


def _constants(constants: Sequence[ConstantGuess]) -> Iterator[str]:
    if constants:
        yield from ("", "[source.constant]")
        yield from (_noted(f"{c.ours} = {quoted(c.value)}", c.why) for c in constants)


def _columns(source: SourceGuess) -> Iterator[str]:
    yield from ("", _noted("[source.columns]", "ours = theirs"))
    for column in source.columns:
        line = f"{column.ours} = {quoted(column.theirs)}"
        note = f"{sureness(column.score)}: {column.why}"
        yield _noted(line, note) if column.used else _noted(f"# {line}", note)
    for ours in source.needed:
        meaning = TABLES[source.table].column(ours).meaning
        yield _noted(f'# {ours} = "..."', f"needed: {meaning}")
    yield from _absent(source)


def _absent(source: SourceGuess) -> Iterator[str]:
    have = {c.ours for c in source.columns} | {c.ours for c in source.constants}
    have |= {*source.needed, *(BY_NAME.get(source.table, {}).get(name, "") for name in have)}
    absent = [name for name in TABLES[source.table].names if name not in have]
    if absent:
        yield _comment(f"not found: {', '.join(absent)}")


def _dates(dates: Iterable[DateGuess]) -> Iterator[str]:
    dates = tuple(dates)
    if dates:
        yield from ("", "[source.date_formats]")
    for one in dates:
        if len(one.formats) == 1:
            yield _noted(f"{one.ours} = {quoted(one.formats[0])}", one.why)
            continue
        for form in one.formats:
            first = "day" if form.index("%d") < form.index("%m") else "month"
            note = f"choose: the {first} comes first in {one.why}"
            yield _noted(f"# {one.ours} = {quoted(form)}", note)


def _words(table: str, ours: str, said: Sequence[WordGuess]) -> Iterator[str]:
    allowed = TABLES[table].column(ours).allowed
    if not said:
        return
    yield from ("", _noted(f"[source.values.{ours}]", "theirs = ours"))
    for word in said:
        rows = words.count(word.count, "row")
        if word.ours is not None:
            note = f"{rows}; {word.why}" if word.why else rows
            yield _noted(f"{quoted(word.theirs)} = {quoted(word.ours)}", note)
        elif allowed:
            note = f"{rows}; choose: {', '.join(allowed)}"
            yield _noted(f"# {quoted(word.theirs)} = {quoted(allowed[0])}", note)
        else:
            yield _noted(f'# {quoted(word.theirs)} = "..."', f"{rows}; kept as it is")
