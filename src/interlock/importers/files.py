"""Which files a folder holds, and each read as what it is."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from interlock.importers import issue_changes, mapped, own
from interlock.importers.cells import LINE
from interlock.importers.issue_changes import ISSUE_LOG, ISSUE_ROWS
from interlock.importers.logged import in_own_form
from interlock.importers.mapping import Mapped, MappingFile, of_kind
from interlock.importers.opening import SUFFIXES, read_tables
from interlock.importers.source import Extract
from interlock.importers.sources import detect
from interlock.importers.table import Rows, plain_header
from interlock.importers.texts import WRITTEN
from interlock.importers.tidy import with_header, without_repeated_headers
from interlock.records.company import Company
from interlock.records.kept_mapping import KeptMapping
from interlock.records.problems import OWN, Problem, Source
from interlock.records.tables import CHANGES, TABLES

Progress = Callable[[str], None]
Seen = Callable[[Rows], None]
SURE, LIKELY = 0.8, 0.66
MANY_ROWS = 10_000
"""From so many on it is said how many rows are read: it takes a while."""

BESIDE = (WRITTEN, ISSUE_ROWS)
"""What a file's tables hold besides: it is looked through, and no table of the file's."""


@dataclass(frozen=True)
class FileRead:
    """One file as one kind of thing; without a ``source`` nothing knows it."""

    path: Path
    name: str
    source: Source | None
    extract: Extract


def find(folder: Path) -> tuple[list[Path], dict[date, list[Path]]]:
    """Files beside each other, and those in folders called like a day; this one may be such."""
    if not folder.is_dir():
        return [folder], {}
    days = {_day(child.name): child for child in folder.iterdir() if child.is_dir()}
    dated = {day: _tables_in(days[day]) for day in sorted(d for d in days if d)}
    if (mine := _day(folder.resolve().name)) and not dated:
        return [], {mine: _tables_in(folder)}
    return _tables_in(folder), dated


def read_all(
    paths: Iterable[Path],
    home: Path,
    company: Company,
    mapping: MappingFile,
    progress: Progress,
    seen: Seen = lambda _: None,
) -> list[FileRead]:
    """Each file as what it is; ``seen`` is shown the rows of each."""
    read = []
    for path in paths:
        name = os.fsencode(path.relative_to(home)).decode(errors="replace")
        progress(f"reading {name}")
        for rows in read_tables(path, name=name):
            if rows.frame.height >= MANY_ROWS:
                progress(f"reading {rows.file}, {rows.frame.height:,} rows")
            seen(rows)
            read += _read_one(path, rows, company, mapping)
    return read


def latest(exports: dict[date, list[FileRead]]) -> tuple[list[FileRead], tuple[Problem, ...]]:
    """The files of the last dated export; what only an earlier one holds is taken from there."""
    files: list[FileRead] = []
    problems: list[Problem] = []
    known: set[str] = set()
    for day in sorted(exports, reverse=True):
        kinds = {f.source.series for f in exports[day] if f.source} - known
        files += [f for f in exports[day] if not known or (f.source and f.source.series in kinds)]
        if known:
            problems += [_older(kind, day) for kind in sorted(kinds)]
        known |= kinds
    return files, tuple(problems)


def _older(series: str, day: date) -> Problem:
    what = f"the later exports hold no {series.removeprefix(OWN).strip()}; these are of {day}"
    return Problem(f"{day}", what, remedy="export everything on the same day")


def _tables_in(folder: Path) -> list[Path]:
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name.lower().endswith(SUFFIXES))


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name) if len(name) == len("2026-11-20") else None
    except ValueError:
        return None


def is_for(by: Mapped, path: Path, name: str) -> bool:
    """Whether a source names a file, ``name`` within the folder."""
    return path.match(by.file) or PurePath(name).match(by.file)


def _mine(path: Path, rows: Rows, mapping: MappingFile) -> Sequence[Mapped]:
    """The sources that a file is read with: those that name it, else those for its headers."""
    named = [by for by in mapping.sources if is_for(by, path, rows.file)]
    return named or of_kind(rows.headers, (*mapping.sources, *mapping.kept))


def _read_one(path: Path, rows: Rows, company: Company, mapping: MappingFile) -> list[FileRead]:
    mine = _mine(path, rows, mapping)
    if mine:
        rows = without_repeated_headers(rows)
        return [_mapped(path, rows, by, company, told=at == 0) for at, by in enumerate(mine)]
    rows = with_header(rows, lambda headers: detect(headers) is not None)
    rows = without_repeated_headers(rows)
    found = detect(rows.headers)
    if found is None:
        unread = rows.problems if not rows.headers else ()
        return [FileRead(path, rows.file, None, Extract({}, unread))]
    extract = _with_rows(found.source.read(rows, company), rows, company)
    kind, why = found.source.name, f"{_surely(found.sureness)}: {found.why}"
    source = _source(rows, kind, why, _filled(extract, kind), extract)
    return [FileRead(path, rows.file, source, extract)]


def _filled(extract: Extract, kind: str) -> tuple[str, ...]:
    """The tables that a file fills; one of our own without rows says that there are none now."""
    return tuple(
        name
        for name, rows in extract.tables.items()
        if name not in BESIDE and (rows.height or (kind == OWN and name in TABLES))
    )


def _mapped(path: Path, rows: Rows, by: Mapped, company: Company, *, told: bool) -> FileRead:
    """``told`` is whether what is wrong with the file as such is told here, and nowhere else."""
    rows = rows if told else replace(rows, problems=(), left_out=0)
    extract = _with_rows(mapped.read(rows, by, company, path.parent), rows, company)
    why = f"it has the headers of {by.file}, which the mapping reads as {by.table}"
    if is_for(by, path, rows.file):
        why = f"the mapping says {by.file} holds {by.table}"
    source = _source(rows, f"mapped to {by.table}", why, tuple(extract.tables), extract)
    source = replace(source, follows=_follows(rows, by, source.kind))
    return FileRead(path, rows.file, source, extract)


def _follows(rows: Rows, by: Mapped, kind: str) -> str:
    """The series of a file that is mapped: a mapping takes the place of what the file is known as,
    and files of other headers do not follow each other.
    """
    found = detect(rows.headers)
    if found is None:
        return f"{kind} {KeptMapping(by.said).key}" if by.headers else ""
    table = own.table_of(rows.headers, file=rows.file) if found.source.name == OWN else None
    return f"{OWN} {table.name}" if table else found.source.name


def _with_rows(extract: Extract, rows: Rows, company: Company) -> Extract:
    """With what was wrong with the rows, and the past values in the log's form."""
    changes = extract.tables.get("changes", CHANGES.empty())
    ours, of_issues = issue_changes.apart(changes, rows.file)
    log = in_own_form(ours, file=rows.file, time_zone=company.time_zone)
    logs = {"changes": log.changes, ISSUE_LOG: of_issues} if changes.height else {}
    return replace(
        extract,
        tables={**extract.tables, **logs},
        problems=(*rows.problems, *extract.problems, *log.problems),
        taken=extract.taken - (log.left_out if LINE in changes.columns else 0),
        unread=extract.unread + rows.left_out + log.left_out,
    )


def _surely(sureness: float) -> str:
    return "sure" if sureness >= SURE else "likely" if sureness >= LIKELY else "a guess"


def _source(rows: Rows, kind: str, why: str, tables: tuple[str, ...], extract: Extract) -> Source:
    unread = dict.fromkeys(h for h in rows.headers if h and plain_header(h) not in extract.read)
    read = dict.fromkeys(h for h in rows.headers if h and h not in unread)
    return Source(rows.file, kind, tables, extract.taken, why, tuple(unread), tuple(read))
