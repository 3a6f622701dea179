"""The mapping file: how a CSV of any shape becomes one of our tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from interlock.importers.dates import can_parse
from interlock.importers.table import plain_header
from interlock.importers.toml_files import meant, read_toml, tables, unknown_keys
from interlock.records.problems import Problem
from interlock.records.tables import BY_NAME, TABLES

MOSTLY_ALIKE = 0.8
"""Of the headers that two files have between them, the share that both have when they are of one
kind: a column more or less is no other kind."""


@dataclass(frozen=True)
class Lookup:
    """A file beside: what stands in its column ``key`` means what stands in ``value``."""

    file: str
    key: str
    value: str


@dataclass(frozen=True)
class Mapped:
    """One ``[[source]]``: which files feed which table, and how."""

    file: str
    table: str
    columns: Mapping[str, str]
    date_format: str | None = None
    date_formats: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] = ()
    null: tuple[str, ...] = ()
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constant: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    where_not: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lookup: Mapping[str, Lookup] = field(default_factory=dict)
    unique: tuple[str, ...] = ()
    decimal: str = ""
    """the mark before decimals, where it must be said"""
    headers: tuple[str, ...] = ()
    """the headers of the files that it is for, whatever they are called"""
    said: Mapping[str, Any] = field(default_factory=dict)
    """all of this as it is written"""

    @property
    def needs(self) -> tuple[str, ...]:
        """Their columns without which it reads nothing."""
        theirs = (*self.columns.values(), *self.attributes, *self.where, *self.where_not)
        return tuple(dict.fromkeys(theirs))

    @property
    def by_name(self) -> bool:
        """Whether it names records in other ways than by id, key or exact name."""
        return bool(BY_NAME.get(self.table, {}).keys() & self.columns.keys())


@dataclass(frozen=True)
class MappingFile:
    """A whole mapping file: its sources, and the columns that ``[links]`` names. ``kept`` are
    sources that an earlier file was read with: they are for files with such headers alone.
    """

    sources: tuple[Mapped, ...] = ()
    link_columns: tuple[str, ...] = ()
    kept: tuple[Mapped, ...] = ()


def read_mapping(path: Path | None) -> tuple[MappingFile, tuple[Problem, ...]]:
    """The mapping in ``path``, and all that is wrong with it; a source with a problem is left
    out.
    """
    content, no_toml = read_toml(path)
    mapping, wrong = mapping_of(content, path.name if path else "mapping.toml")
    return mapping, (*no_toml, *wrong)


def mapping_of(content: Mapping[str, Any], name: str) -> tuple[MappingFile, tuple[Problem, ...]]:
    """The mapping that a file's ``content`` says; problems are told under the file's ``name``."""
    problems = unknown_keys(name, content, ("source", "links"))
    said = tables(content.get("source", []))
    if said is None:
        remedy = "[[source]]"
        problems.append(Problem(name, "must be a list of tables", None, "source", remedy=remedy))
    sources = []
    for at, raw in enumerate(said or [], start=1):
        wrong = _wrong(name, f"source {at}: ", raw)
        problems += wrong
        if not wrong:
            sources.append(_mapped(raw))
    links, wrong = _links(name, content.get("links", {}))
    return MappingFile(tuple(sources), links), (*problems, *wrong)


def of_kind(headers: Sequence[str], sources: Iterable[Mapped]) -> tuple[Mapped, ...]:
    """Of the sources that say for which headers they are, those that these are most like: of the
    headers of both most are shared, and none that the source needs is missing.
    """
    plain = {plain_header(header) for header in headers if header}
    scored = [(_likeness(plain, by), by) for by in sources if by.headers]
    best = max((score for score, _ in scored), default=0.0)
    return tuple(by for score, by in scored if best and score == best)


def _likeness(plain: set[str], by: Mapped) -> float:
    theirs = {plain_header(header) for header in by.headers}
    if not {plain_header(header) for header in by.needs} <= plain:
        return 0.0
    share = len(plain & theirs) / len(plain | theirs)
    return share if share >= MOSTLY_ALIKE else 0.0


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _are_plain(value: Any) -> bool:
    return isinstance(value, list) and all(_is_plain(one) for one in value)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(one) for one in value)


def _of(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and all(fits(one) for one in value.values())


def _is_format(value: Any) -> bool:
    return _is_text(value) and can_parse(value)


LOOKUP = {"file", "key", "value"}
KEYS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "file": (_is_text, "a file's name, or a pattern such as deals*.csv"),
    "table": (_is_text, "the name of a table"),
    "date_format": (_is_format, "a form such as %d.%m.%Y"),
    "date_formats": (_of(_is_format), 'ours = a form such as "%d.%m.%Y"'),
    "attributes": (_are_texts, "a list of their columns"),
    "null": (_are_plain, 'a list of words such as ["NA"]'),
    "where": (_of(lambda v: _is_plain(v) or _are_plain(v)), "their column = a value, or a list"),
    "where_not": (
        _of(lambda v: _is_plain(v) or _are_plain(v)),
        "their column = a value, or a list",
    ),
    "lookup": (
        _of(
            lambda v: isinstance(v, dict) and v.keys() == LOOKUP and all(map(_is_text, v.values()))
        ),
        'ours = { file = "a file", key = "its column", value = "its column" }',
    ),
    "unique": (_are_texts, "a list of our columns; the last row of each is kept"),
    "decimal": (lambda value: value in (".", ","), '"." or ",": what stands before decimals'),
    "headers": (_are_texts, "a list of the headers of the files that it is for"),
    "constant": (_of(lambda v: _is_plain(v) or isinstance(v, bool)), "our column = a value"),
    "columns": (_of(_is_text), 'our column = "their column"'),
    "values": (_of(_of(_is_text)), '[source.values.COLUMN] with their word = "our word"'),
}
"""What a source may say: whether a value fits, and what is allowed."""

NEEDED = ("file", "table", "columns")


def _wrong(file: str, where: str, raw: Mapping[str, Any]) -> list[Problem]:
    problems = unknown_keys(file, raw, KEYS, where)
    for key, (fits, allowed) in KEYS.items():
        if key in raw and not fits(raw[key]):
            value = str(raw[key])[:80]
            problems.append(Problem(file, "does not fit", None, f"{where}{key}", value, allowed))
        if key in NEEDED and key not in raw:
            problems.append(Problem(file, "is missing", None, f"{where}{key}", None, allowed))
    return problems or _wrong_names(file, where, raw)


def _wrong_names(file: str, where: str, raw: Mapping[str, Any]) -> list[Problem]:
    """The table, and its columns, must be ours."""
    table = TABLES.get(raw["table"])
    if table is None:
        name, allowed = raw["table"], ", ".join(TABLES)
        what, remedy = "no such table", meant(name, TABLES)
        return [Problem(file, what, None, f"{where}table", name, allowed, remedy)]
    ours: dict[str, Any] = {}
    for key in ("columns", "constant", "values", "date_formats", "lookup"):
        ours |= raw.get(key, {})
    ours |= dict.fromkeys(raw.get("unique", ()))
    known = (*table.names, *BY_NAME.get(table.name, ()))
    what, allowed = f"{table.name} has no such column", ", ".join(known)
    return [
        Problem(file, what, None, f"{where}{name}", None, allowed, meant(name, known))
        for name in ours
        if name not in known
    ]


def _mapped(raw: Mapping[str, Any]) -> Mapped:
    return Mapped(
        file=raw["file"],
        table=raw["table"],
        columns=raw["columns"],
        date_format=raw.get("date_format"),
        date_formats=raw.get("date_formats", {}),
        attributes=tuple(raw.get("attributes", ())),
        null=tuple(str(value) for value in raw.get("null", ())),
        where=_listed(raw.get("where", {})),
        where_not=_listed(raw.get("where_not", {})),
        lookup={name: Lookup(**said) for name, said in raw.get("lookup", {}).items()},
        unique=tuple(raw.get("unique", ())),
        constant={name: str(value) for name, value in raw.get("constant", {}).items()},
        values=raw.get("values", {}),
        decimal=raw.get("decimal", ""),
        headers=tuple(raw.get("headers", ())),
        said=raw,
    )


def _listed(said: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {n: tuple(map(str, v if isinstance(v, list) else [v])) for n, v in said.items()}


def _links(file: str, said: Any) -> tuple[tuple[str, ...], list[Problem]]:
    if not isinstance(said, dict):
        return (), [Problem(file, "must be a table", None, "links", str(said)[:80], "[links]")]
    problems = unknown_keys(file, said, ("columns",), "links: ")
    columns = said.get("columns", [])
    if not _are_texts(columns):
        allowed = 'a list such as ["Jira_Key__c"]'
        problems.append(
            Problem(file, "does not fit", None, "links: columns", str(columns)[:80], allowed)
        )
        return (), problems
    return tuple(columns), problems
