"""Map: one of the files that somebody brought, by what they answer about it."""

import glob
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import tomli_w

from interlock.importers import mapped, samples
from interlock.importers.company_file import read_company
from interlock.importers.files import is_for
from interlock.importers.map_answers import said_by, twice, without_nothing
from interlock.importers.map_opened import Opened, opened
from interlock.importers.map_questions import columns_asked, more_asked, tables_asked, words_asked
from interlock.importers.mapping import MappingFile, mapping_of, of_kind, read_mapping
from interlock.importers.previews import first
from interlock.importers.toml_files import read_toml
from interlock.records.company import Company
from interlock.records.errors import BadInput, NotPossible
from interlock.records.guesses import sureness
from interlock.records.kept_mapping import KeptMapping
from interlock.records.mapping_form import MappingForm, Said
from interlock.records.problems import Problem
from interlock.records.tables import TABLES
from interlock.render import problems_text, revisions_text

MAPPING = "mapping.toml"
SHOWN = 6


def files_to_map(folder: Path) -> tuple[str, ...]:
    """Every table of the folder by name."""
    return tuple(rows.file for rows, _ in samples.kept(folder) if rows.headers)


def ask_mapping(
    folder: Path,
    file: str,
    answers: Mapping[str, str] | None = None,
    *,
    kept: Sequence[KeptMapping] = (),
) -> MappingForm:
    """What is asked about a file, with the first rows as they would be read: as the answers say,
    else as the folder's mapping does, or one that was ``kept`` for such headers, else as it is
    guessed. Raises ``UnknownName``.
    """
    look, said = _said(folder, file, answers, kept)
    text = _text(folder, file, said)
    if not said:
        return _nothing(look, text)
    frame, taken, problems = _read(look, said, folder)
    problems = (*_twice(look, answers or {}), *problems)
    frame = frame.head(SHOWN)
    return MappingForm(
        file=file,
        table=said["table"],
        tables=tables_asked(look, said["table"]),
        meaning=TABLES[said["table"]].meaning,
        sureness=sureness(look.guess.score) if look.guess else "",
        why=look.guess.why if look.guess else "",
        rows=look.rows.frame.height,
        of_rows=look.of_rows,
        columns=columns_asked(look, said),
        asked=more_asked(look, said),
        words=words_asked(look, said),
        heads=tuple(frame.columns),
        cells=tuple(tuple(map(_cell, row)) for row in frame.iter_rows()),
        taken=taken,
        problems=tuple(map(problems_text.group, problems_text.alike(problems))),
        text=text,
        known_as=look.known_as,
    )


def use_mapping(folder: Path, file: str, answers: Mapping[str, str]) -> None:
    """Read the file as the answers say, from now on."""
    _, said = _said(folder, file, answers, ())
    _write(folder, _text(folder, file, said))


def use_text(folder: Path, text: str) -> None:
    """Read the files as the text of a mapping file says. Raises ``BadInput``."""
    content, problems = _content(text)
    if not problems:
        mapping, problems = mapping_of(content, MAPPING)
        problems = (*problems, *_beyond(folder, mapping))
    if problems:
        raise BadInput(problems)
    _write(folder, text)


def look_no_further(folder: Path) -> None:
    """Refuse a mapping that looks values up in files that nobody brought.

    Raises ``NotPossible``.
    """
    path = folder / MAPPING
    mapping, _ = read_mapping(path if path.exists() else None)
    if beyond := _beyond(folder, mapping):
        words = [f"{MAPPING}: {one.value} {one.what}; {one.remedy}" for one in beyond]
        raise NotPossible.several(words)


def mapping_text(said: Said) -> str:
    """One source as the text of a mapping file."""
    return tomli_w.dumps({"source": [said]})


def _said(
    folder: Path,
    file: str,
    answers: Mapping[str, str] | None,
    kept: Sequence[KeptMapping],
) -> tuple[Opened, Said]:
    """The file opened, and all that is said of it; nothing where it is to be left alone."""
    before = next(iter(_sources(folder, file, mine=True)[1]), {})
    if answers is None:
        return _so_far(folder, file, before, kept)
    table = answers.get("table", "")
    look = _as(folder, file, table)
    if not table:
        return look, {}
    if table != answers.get("was", ""):
        return look, without_nothing(look.said)
    return look, said_by(answers, look, before if before.get("table") == table else look.said)


def _so_far(
    folder: Path, file: str, before: Said, kept: Sequence[KeptMapping]
) -> tuple[Opened, Said]:
    look = _as(folder, file, before.get("table", ""))
    if before:
        return look, before
    sources, _ = mapping_of({"source": [one.said for one in kept]}, MAPPING)
    alike = of_kind(look.rows.headers, sources.sources)
    if not alike:
        return look, without_nothing(look.said)
    said = {**alike[0].said, "file": glob.escape(file), "headers": [*look.rows.headers]}
    return _as(folder, file, alike[0].table), said


def _as(folder: Path, file: str, table: str) -> Opened:
    """The file taken for a table; where it fits that best anyway, as it is guessed."""
    look = opened(folder, file)
    best = look.guess.table if look.guess else ""
    return look if table in ("", best) else opened(folder, file, table)


def _read(look: Opened, said: Said, folder: Path) -> tuple[pl.DataFrame, int, tuple[Problem, ...]]:
    """The rows, how many could be read, and what is wrong."""
    mapping, wrong = mapping_of({"source": [said]}, MAPPING)
    if wrong:
        return pl.DataFrame(), 0, wrong
    company = _company(folder)
    extract = mapped.read(look.rows, mapping.sources[0], company, folder)
    if not extract.tables:
        return pl.DataFrame(), 0, extract.problems
    frame = first(look.rows.file, extract.tables, said["table"], company)
    return frame, extract.taken, extract.problems


def _nothing(look: Opened, text: str) -> MappingForm:
    return MappingForm(
        file=look.rows.file, table="", tables=tables_asked(look, ""), meaning="", sureness="",
        why="", rows=look.rows.frame.height, of_rows=look.of_rows, columns=(), asked=(), words=(),
        heads=(), cells=(), taken=0, problems=(), text=text,
        known_as=look.known_as,
    )  # fmt: skip


def _twice(look: Opened, answers: Mapping[str, str]) -> list[Problem]:
    return [
        Problem(
            look.rows.file,
            f"{' and '.join(headers)} are both taken for {ours}; the last is read",
            column=headers[-1],
            remedy="leave one of them out",
        )
        for ours, headers in twice(answers, look).items()
    ]


def _text(folder: Path, file: str, said: Said) -> str:
    """The folder's mapping with what is said of this file."""
    content, others = _sources(folder, file, mine=False)
    return tomli_w.dumps({**content, "source": [*others, *([said] if said else [])]})


def _sources(folder: Path, file: str, *, mine: bool) -> tuple[dict[str, Any], list[Said]]:
    """What the folder's mapping says besides its sources, and those for a file or the others."""
    path = folder / MAPPING
    content, _ = read_toml(path if path.exists() else None)
    sources, _ = mapping_of(content, MAPPING)
    where = folder / file.partition("/")[0]
    found = [one.said for one in sources.sources if is_for(one, where, file) == mine]
    return {key: value for key, value in content.items() if key != "source"}, found


def _beyond(folder: Path, mapping: MappingFile) -> tuple[Problem, ...]:
    what, remedy = "is none of the files that were brought", "bring it with them"
    return tuple(
        Problem(MAPPING, what, None, "lookup", lookup.file, remedy=remedy)
        for source in mapping.sources
        for lookup in source.lookup.values()
        if not (folder / lookup.file).resolve().is_relative_to(folder.resolve())
    )


def _content(text: str) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    try:
        return tomllib.loads(text), ()
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, (Problem(MAPPING, f"this is no TOML: {error}", remedy="mend the line"),)


def _write(folder: Path, text: str) -> None:
    (folder / MAPPING).write_text(text, encoding="utf-8")


def _company(folder: Path) -> Company:
    path = folder / "company.toml"
    return read_company(path)[0] if path.exists() else Company()


def _cell(value: object) -> str:
    return "" if value is None else revisions_text.value(value)
