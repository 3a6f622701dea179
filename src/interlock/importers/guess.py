"""A first guess at a mapping: for files of an unknown kind, which table each holds, and how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from interlock.importers import own
from interlock.importers.guess_asks import asks, asks_of_all
from interlock.importers.guess_changes import fields, tables, whose
from interlock.importers.guess_columns import name_score
from interlock.importers.guess_dates import dates
from interlock.importers.guess_links import Ids, Refers, by_header, refers
from interlock.importers.guess_tables import LEAST_TABLE, TableFit, best_tables, table_fit
from interlock.importers.guess_translations import translations
from interlock.importers.guess_values import Content, contents, null_words
from interlock.importers.references import REFERENCES
from interlock.importers.sources import detect
from interlock.importers.table import Rows
from interlock.records.company import Company
from interlock.records.guesses import (
    ColumnGuess,
    ConstantGuess,
    Guessed,
    NullGuess,
    Passed,
    SourceGuess,
    UnusedColumn,
    WordGuess,
)
from interlock.records.tables import TABLES

MOSTLY = 0.9


@dataclass(frozen=True)
class _File:
    """A file with what stands in it, and the table that it is taken for."""

    rows: Rows
    contents: Sequence[Content]
    fit: TableFit

    @property
    def by_header(self) -> dict[str, Content]:
        return {content.header: content for content in self.contents}


def guess(
    files: Sequence[Rows],
    *,
    stated: Mapping[str, str] | None = None,
    known_too: bool = False,
    as_of: date | None = None,
    company: Company | None = None,
) -> Guessed:
    """A source for each file; ``stated`` are tables that the reader names, by file.

    Files that are known by their headers need none and get none, unless ``known_too`` or stated.
    ``company`` is what a company.toml says, if there is one.
    """
    stated = stated or {}
    known = [Passed(r.file, why) for r in files if (why := _known(r)) and r.file not in stated]
    skipped = set() if known_too else {passed.file for passed in known}
    looked = [(r, contents(r, as_of=as_of)) for r in files if r.file not in skipped]
    first = [_File(r, c, _fit(c, stated.get(r.file), {})) for r, c in looked]
    ids = [*_ids(first), *_known_ids([r for r in files if r.file in skipped])]
    links = {f.rows.file: refers(f.rows, list(f.by_header), ids) for f in first}
    again = [
        replace(f, fit=_fit(f.contents, stated.get(f.rows.file), by_header(links[f.rows.file])))
        for f in first
    ]
    fitting = [f for f in again if _fits(f, stated)]
    held = {f.fit.table for f in fitting} | {one.table for one in ids if one.file in skipped}
    sources = tuple(_source(f, links[f.rows.file], held, company) for f in fitting)
    unknown = tuple(Passed(f.rows.file, _unfit(f)) for f in again if f not in fitting)
    said = tuple(link.said for file in links.values() for link in file)
    return Guessed(sources, tuple(known), unknown, said, asks_of_all(sources, held))


def _known(rows: Rows) -> str | None:
    found = detect(rows.headers) if rows.headers else None
    return f"{found.source.name}: {found.why}" if found else None


def _fit(found: Sequence[Content], stated: str | None, refers: Mapping[str, str]) -> TableFit:
    if stated is not None:
        return replace(table_fit(stated, found, refers), score=1.0, why="you said so")
    return best_tables(found, refers)[0]


def _fits(file: _File, stated: Mapping[str, str]) -> bool:
    return file.rows.file in stated or (bool(file.contents) and file.fit.score >= LEAST_TABLE)


def _unfit(file: _File) -> str:
    if not file.contents:
        return "it has no headers"
    near = f"{file.fit.table} is nearest"
    lacks = f", but lacks {', '.join(file.fit.missing)}" if file.fit.missing else ""
    return f"its columns fit no table ({near}{lacks})"


def _ids(files: Sequence[_File]) -> list[Ids]:
    """Of every file that has a column of ids, these."""
    found = []
    for file in files:
        header = next((c.theirs for c in file.fit.columns if c.ours == "id"), None)
        column = file.rows.column(header) if header else None
        if column is not None and file.fit.table != "changes":
            values = frozenset(column.drop_nulls())
            found.append(Ids(file.rows.file, file.fit.table, header or "", values))
    return found


def _known_ids(files: Sequence[Rows]) -> list[Ids]:
    found = []
    for rows in files:
        table, column = own.table_of(rows.headers, file=rows.file), rows.column("id")
        if table is not None and column is not None and table.key == ("id",):
            found.append(Ids(rows.file, table.name, "id", frozenset(column.drop_nulls())))
    return found


def _source(
    file: _File, links: Sequence[Refers], held: set[str], company: Company | None
) -> SourceGuess:
    table, by = TABLES[file.fit.table], file.by_header
    columns = tuple(
        replace(c, used=not _dangles(table.name, c.ours, held)) for c in file.fit.columns
    )
    named = _by_name(file, columns, by_header(links))
    used = {c.theirs for c in named if c.used}
    constants = _constants(file, links)
    days = dates(table, [c for c in columns if c.used], by)
    source = SourceGuess(
        file=file.rows.file,
        table=table.name,
        score=file.fit.score,
        why=file.fit.why,
        columns=named,
        words=_words(file, constants),
        nulls=_nulls(file.rows, by),
        dates=days,
        constants=constants,
        unused=tuple(
            UnusedColumn(c.header, c.holds) for c in file.contents if c.header not in used
        ),
        needed=tuple(n for n in file.fit.missing if n not in {c.ours for c in constants}),
    )
    return replace(source, asks=asks(source, by, file.rows.headers, company))


def _by_name(
    file: _File, columns: tuple[ColumnGuess, ...], refers: Mapping[str, str]
) -> tuple[ColumnGuess, ...]:
    """A need's deal under a header for companies, whose values are no deals' ids, is the buyer;
    keys of issues beside a feature are its link.
    """
    if file.fit.table != "needs":
        return columns
    buyer = "a company, led to its deal by name"
    named = tuple(
        replace(c, ours="account", why=buyer)
        if c.ours == "deal" and c.theirs not in refers and _is_company(c.theirs)
        else c
        for c in columns
    )
    taken = {c.theirs for c in named}
    keys = [c for c in file.contents if c.keys >= MOSTLY and c.header not in taken]
    return named + tuple(ColumnGuess("link", c.header, MOSTLY, "keys of issues") for c in keys[:1])


def _is_company(header: str) -> bool:
    return name_score("deals", "account", header)[0] > name_score("deals", "name", header)[0]


def _dangles(table: str, ours: str, held: set[str]) -> bool:
    """Whether a column that a table can do without names records that no file holds."""
    kind = REFERENCES.get(table, {}).get(ours)
    return kind is not None and f"{kind}s" not in held and not TABLES[table].column(ours).required


def _constants(file: _File, links: Sequence[Refers]) -> tuple[ConstantGuess, ...]:
    have = {c.ours: c.theirs for c in file.fit.columns}
    if file.fit.table == "deals" and "outcome" not in have:
        why = "guess: no column says how deals ended, so all count as open"
        return (ConstantGuess("outcome", "open", why),)
    if file.fit.table == "changes" and "table" not in have and {"id", "field"} <= set(have):
        return (whose(have["id"], file.by_header[have["field"]], by_header(links)),)
    return ()


def _words(file: _File, constants: Sequence[ConstantGuess]) -> dict[str, tuple[WordGuess, ...]]:
    table, by = TABLES[file.fit.table], file.by_header
    found = {
        c.ours: translations(table.name, c.ours, table.column(c.ours).allowed, by[c.theirs])
        for c in file.fit.columns
        if table.column(c.ours).allowed
    }
    if table.name != "changes":
        return found
    about = next((c.value for c in constants if c.ours == "table"), "deals")
    for c in file.fit.columns:
        if c.ours == "field":
            found["field"] = fields(TABLES[about], by[c.theirs])
        if c.ours == "table":
            found["table"] = tables(by[c.theirs])
    return found


def _nulls(rows: Rows, by: Mapping[str, Content]) -> tuple[NullGuess, ...]:
    said: dict[str, list[tuple[str, int]]] = {}
    for header, content in by.items():
        for word, count in null_words(rows.frame[f"c{content.at}"]).items():
            said.setdefault(word, []).append((header, count))
    return tuple(
        NullGuess(word, sum(n for _, n in where), tuple(h for h, _ in where))
        for word, where in said.items()
    )
