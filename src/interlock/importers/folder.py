"""A folder of exports, whatever mix it holds, as one book."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from interlock.importers import differences, export_days, files, finish, from_book, references
from interlock.importers.circles import without_circles
from interlock.importers.company_file import read_company
from interlock.importers.duplicates import alike
from interlock.importers.files import FileRead, Progress, Seen
from interlock.importers.group_days import of_releases
from interlock.importers.issue_changes import ISSUE_LOG, ISSUE_ROWS, NO_LOG, NO_ROWS
from interlock.importers.issue_history import follow
from interlock.importers.links import find_links
from interlock.importers.mapping import Mapped, MappingFile, mapping_of, of_kind, read_mapping
from interlock.importers.merge import merge, together
from interlock.importers.met import met
from interlock.importers.renames import renamed
from interlock.importers.rules_file import read_rules
from interlock.importers.sources import SOURCES
from interlock.importers.texts import WRITTEN
from interlock.importers.wish_list import WISHES
from interlock.importers.wish_needs import needs_of
from interlock.records.book import Book
from interlock.records.company import Company
from interlock.records.errors import NothingToRead
from interlock.records.kept_mapping import KeptMapping
from interlock.records.problems import OWN, LeftOut, Problem
from interlock.records.reading import Reading, Share
from interlock.records.sales_tables import DEALS
from interlock.records.tables import TABLES
from interlock.records.work_tables import FEATURES

FIELD_HISTORY = (
    "Salesforce opportunity field history",
    "Salesforce opportunity field history report",
)


MOST_NAMED = 5


@dataclass(frozen=True)
class _Settings:
    """The .toml files of a folder, and everything that is wrong with them."""

    company: Company
    targets: pl.DataFrame
    rules: pl.DataFrame
    mapping: MappingFile
    problems: tuple[Problem, ...]

    @property
    def filled(self) -> dict[str, pl.DataFrame]:
        """The tables of the book that they fill."""
        said = {"targets": self.targets, "rules": self.rules}
        return {name: rows for name, rows in said.items() if rows.height}


@dataclass(frozen=True)
class _Made:
    """Tables of several files made one, what was said on the way, and what each series gave."""

    tables: dict[str, pl.DataFrame]
    problems: tuple[Problem, ...]
    left_out: tuple[LeftOut, ...]
    given: tuple[Share, ...]


def read_folder(
    folder: Path,
    *,
    mapping: Path | None = None,
    known: Book | None = None,
    shares: Sequence[Share] = (),
    kept: Sequence[KeptMapping] = (),
    progress: Progress = lambda _: None,
    seen: Seen = lambda _: None,
) -> Reading:
    """The book that ``folder`` (or one file) holds, and everything that is wrong with it.

    Files are known by their headers, not by their names. Folders called like a day (2026-11-20) are
    exports of that day: the last one gives the records, earlier ones their history. What the files
    name without holding it may stand in the book ``known``, whose settings hold where the folder
    brings none. It gives besides what it holds of rows that cannot be read, and, by its ``shares``,
    what files that did not come told of the same tables. Files with the headers of one that was
    mapped before are read as the mapping says that was ``kept`` of it; ``seen`` is shown the rows
    of each. Raises ``NothingToRead`` when no file is recognised.
    """
    home = folder if folder.is_dir() else folder.parent
    known = known or Book()
    settings = _settings(home if folder.is_dir() else None, mapping, known, kept)
    company, by = settings.company, settings.mapping
    top, dated = files.find(folder)
    exports = {
        day: files.read_all(paths, home, company, by, progress) for day, paths in dated.items()
    }
    last, older = files.latest(exports)
    now = files.read_all(top, home, company, by, progress, seen) + last
    if not any(file.source for file in now):
        raise NothingToRead(
            _nothing(folder, now),
            files=tuple(dict.fromkeys(file.name for file in now)),
            problems=(*settings.problems, *(p for file in now for p in file.extract.problems)),
        )
    progress("putting the records together")
    unused = _unused(by, now, mapping)
    stand = from_book.garbled(now, known)
    came, filled = _came(now, settings)
    beside = from_book.with_attributes(
        (*stand, *from_book.absent(came, filled, known, shares)), now, known
    )
    made = _made(now, settings, known, max(exports, default=None), beside)
    reading = _reading(now, made, exports, settings, known)
    return replace(
        reading,
        book=replace(reading.book, left_out=(*reading.book.left_out, *from_book.told(stand))),
        problems=(*settings.problems, *unused, *older, *reading.problems),
        shares=from_book.of_several(made.given, shares, filled),
        nameless=from_book.nameless(now),
        mappings=_to_keep(by, now),
    )


def _reading(
    now: list[FileRead],
    made: _Made,
    exports: dict[date, list[FileRead]],
    settings: _Settings,
    known: Book,
) -> Reading:
    tables = made.tables
    company = finish.with_currency(settings.company, tables["deals"])
    around = _around(tables, known)
    written = pl.concat([around["attributes"], *(cells for _, cells in _of(now, WRITTEN))])
    links = find_links(
        {**around, "attributes": written}, company=company, columns=settings.mapping.link_columns
    )
    wished = needs_of(_of(now, WISHES), around, company)
    tables["needs"] = finish.with_links(tables["needs"], wished.needs)
    tables["needs"] = finish.with_links(tables["needs"], links.needs)
    every = [(day, _made(exports[day], settings, known, day).tables) for day in sorted(exports)]
    dated, again = export_days.used_again(every)
    beside = export_days.beside(dated, tables["changes"])
    seen_on, late = finish.seen_on(tables, max(exports, default=None))
    tables["changes"] = _log(tables, dated, seen_on, now)
    tables["meetings"], tables["evidence"], shown = met(_around(tables, known))
    dates = (*export_days.gaps(sorted(exports)), *again)
    unpriced = finish.unpriced(tables["deals"], company, seen_on)
    twins = alike(tables["deals"]["account"].drop_nulls().unique())
    book = Book(
        company=company,
        seen_on=seen_on,
        sources=tuple(f.source for f in now if f.source),
        left_out=(
            *_left_out(now),
            *made.left_out,
            *_gone(every),
            *beside,
            *wished.left_out,
            *_found("needs", (*wished.words, *links.words)),
            *_found("evidence", shown),
        ),
        **{name: TABLES[name].in_order(frame) for name, frame in tables.items()},
    )
    read = tuple(problem for file in now for problem in file.extract.problems)
    unrecognised = tuple(dict.fromkeys(f.name for f in now if f.source is None))
    return Reading(
        book,
        (*read, *made.problems, *wished.problems, *dates, *late, *unpriced, *twins),
        unrecognised,
    )


def _around(tables: dict[str, pl.DataFrame], known: Book) -> dict[str, pl.DataFrame]:
    """The tables, and those that are known in place of empty ones, with what was kept of them."""
    empty = [name for name, rows in tables.items() if not rows.height]
    around = {**tables, **{name: known.table(name) for name in empty}}
    if "attributes" in tables:
        theirs = known.attributes.filter(pl.col("table").is_in(empty))
        around["attributes"] = pl.concat([tables["attributes"], theirs])
    return around


def _came(now: Sequence[FileRead], settings: _Settings) -> tuple[frozenset[str], frozenset[str]]:
    """The series that came, and the tables that they fill."""
    sources = [file.source for file in now if file.source]
    series = {source.series for source in sources}
    tables = {name for source in sources for name in source.tables}
    by_settings = {from_book.SETTINGS[name] for name in settings.filled}
    return frozenset(series | by_settings), frozenset(tables | {*settings.filled})


def _made(
    read: Sequence[FileRead],
    settings: _Settings,
    known: Book,
    day: date | None,
    beside: Sequence[Share] = (),
) -> _Made:
    """Own files go before others: what somebody wrote down by hand wins. ``day`` is that of the
    export; what the book gives stands ``beside``.
    """
    files = [f for f in read if f.source]
    parts = [(f.name, f.extract.tables) for f in files]
    from_the_book = [("the book", {share.table: share.rows}) for share in beside]
    held = {table.name: together([*parts, *from_the_book], table) for table in (DEALS, FEATURES)}
    named = {name: rows.unique("id", maintain_order=True) for name, rows in held.items()}
    named = _around(named, known)
    left_out = {name: [rows for f in files if (rows := f.extract.garbled.get(name)) is not None]
                for name in held}  # fmt: skip
    deals, features = (
        references.names_of(kind, named[name], left_out[name])
        for kind, name in (("deal", DEALS.name), ("feature", FEATURES.name))
    )
    led = [(file, references.resolve(file, frames, deals, features)) for file, frames in parts]
    given = _given(files, [one.tables for _, one in led], settings, beside)
    tables, clashes, again = merge((share.series, {share.table: share.rows}) for share in given)
    log = pl.concat([NO_LOG, *(frame for _, frame in _of(read, ISSUE_LOG))])
    rows = pl.concat([NO_ROWS, *(frame for _, frame in _of(read, ISSUE_ROWS))])
    tables["features"] = of_releases(tables["features"], tables["releases"])
    followed = follow(tables, log, rows, settings.company)
    tables = followed.tables
    tables["changes"] = references.changes_by_id(tables["changes"], deals, features)
    tables = renamed(tables, settings.company.renames, day)
    tables["deals"], odd = finish.deals(tables["deals"], settings.company)
    tables["dependencies"], round_and_round = without_circles(
        tables["dependencies"], tables["features"]
    )
    problems = tuple(problem for _, one in led for problem in one.problems)
    lost = tuple(left for _, one in led for left in one.left_out)
    said = (*clashes, *odd, *round_and_round, *problems, *followed.problems)
    return _Made(tables, said, (*again, *lost, *followed.left_out), tuple(given))


def _given(
    files: Sequence[FileRead],
    led: Sequence[Mapping[str, pl.DataFrame]],
    settings: _Settings,
    beside: Sequence[Share],
) -> list[Share]:
    """What each series gives to each table; what somebody wrote by hand first."""
    of_files = [
        Share(file.source.series, name, rows)
        for file, tables in zip(files, led, strict=True)
        for name, rows in tables.items()
        if file.source and name in TABLES and name in file.source.tables
    ]
    of_settings = [
        Share(from_book.SETTINGS[name], name, rows) for name, rows in settings.filled.items()
    ]
    given = [*of_files, *beside, *of_settings]
    return sorted(given, key=lambda share: not share.series.startswith(OWN))


def _of(now: Sequence[FileRead], name: str) -> list[tuple[str, pl.DataFrame]]:
    """(file, what it holds under ``name``) of what is no table of the book."""
    return [(f.name, f.extract.tables[name]) for f in now if name in f.extract.tables]


def _log(
    tables: dict[str, pl.DataFrame],
    dated: Sequence[differences.Dated],
    seen_on: date,
    now: Sequence[FileRead],
) -> pl.DataFrame:
    """Each step sees what the steps before it found."""
    log = tables["changes"]
    if not log.height and not dated:
        return log
    log = pl.concat([differences.from_birth(tables, log), log])
    histories = [f.name for f in now if f.source and f.source.kind in FIELD_HISTORY]
    log = pl.concat([log, differences.never_changed(tables, log, seen_on, histories)])
    log = pl.concat([log, differences.from_exports(dated, log)])
    log = pl.concat([log, differences.up_to_today(tables, log, seen_on)])
    return differences.with_old(log.sort("table", "id", "field", "at", maintain_order=True))


def _settings(
    home: Path | None, mapping: Path | None, known: Book, kept: Sequence[KeptMapping]
) -> _Settings:
    company, targets, wrong = read_company(_beside(home, "company.toml"))
    company = company if company.given else known.company
    rules, wrong_rules = read_rules(_beside(home, "rules.toml"))
    by, wrong_mapping = read_mapping(mapping or _beside(home, "mapping.toml"))
    before, _ = mapping_of({"source": [one.said for one in kept]}, "the book")
    by = replace(by, kept=before.sources)
    return _Settings(company, targets, rules, by, (*wrong, *wrong_rules, *wrong_mapping))


def _beside(home: Path | None, name: str) -> Path | None:
    path = home / name if home is not None else None
    return path if path is not None and path.exists() else None


def _unused(by: MappingFile, now: Sequence[FileRead], mapping: Path | None) -> tuple[Problem, ...]:
    """Sources of the mapping that no file answers to."""
    name = mapping.name if mapping else "mapping.toml"
    what, remedy = "no file is called so", "mend the name, or take the source out"
    return tuple(
        Problem(name, what, None, "file", source.file, remedy=remedy)
        for source in by.sources
        if not any(_answers(f, source) for f in now)
    )


def _answers(file: FileRead, source: Mapped) -> bool:
    """Whether a file is read with a source: it is called so, or has its headers."""
    if files.is_for(source, file.path, file.name):
        return True
    return file.source is not None and bool(of_kind(file.source.headers, [source]))


def _to_keep(by: MappingFile, now: Sequence[FileRead]) -> tuple[KeptMapping, ...]:
    """Sources that say for which headers they are, and that read a file."""
    used = (one for one in by.sources if one.headers and any(_answers(f, one) for f in now))
    return tuple(KeptMapping(one.said) for one in used)


def _left_out(now: Sequence[FileRead]) -> tuple[LeftOut, ...]:
    unread = sum(file.extract.unread for file in now if file.source)
    why = "a value could not be read, see the problems"
    said = (LeftOut("rows", unread, why),) if unread else ()
    return (*(left for file in now for left in file.extract.left_out), *said)


def _gone(dated: Sequence[differences.Dated]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(name, count, "stood in an earlier export and is gone from the last one")
        for name, count in differences.gone(dated).items()
    )


def _found(table: str, words: tuple[str, ...]) -> tuple[LeftOut, ...]:
    return tuple(LeftOut(table, 0, f"{word}: proposed, not confirmed") for word in words)


def _nothing(folder: Path, now: Sequence[FileRead]) -> str:
    held = ", ".join(file.path.name for file in now[:MOST_NAMED]) or "no file that we can open"
    wrong = [problem for file in now for problem in file.extract.problems][:MOST_NAMED]
    said = "".join(f" {problem.file}: {problem.what}; {problem.remedy}." for problem in wrong)
    kinds = ", ".join(source.name for source in SOURCES)
    return (
        f"Nothing in {folder} is recognised (it holds {held}).{said} Interlock knows {kinds}; "
        "any other CSV can be read with a mapping file: `interlock map FILE` writes a first one."
    )
