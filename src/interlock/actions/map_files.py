"""Map: files of an unknown kind in, a first guess of a mapping file out, and what it reads."""

import tempfile
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from interlock.importers.company_file import read_company
from interlock.importers.folder import read_folder
from interlock.importers.guess import guess
from interlock.importers.mapping import mapping_of
from interlock.importers.opening import read_tables
from interlock.importers.previews import previews
from interlock.records.company import Company
from interlock.records.errors import NothingToRead
from interlock.records.guesses import Guessed, MapResult
from interlock.records.problems import Problem
from interlock.render.mapping_text import mapping_text


def map_files(
    paths: Sequence[Path],
    *,
    tables: Mapping[str, str] | None = None,
    known_too: bool = False,
    as_of: date | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> MapResult:
    """The guess, its text, the first rows that it reads and every problem on the way.

    ``tables`` are the tables that the reader names, by file; ``known_too`` maps files that need no
    mapping as well.
    """
    progress("reading")
    files = [rows for path in paths for rows in read_tables(path)]
    progress("looking at columns")
    folders = {path.absolute().parent for path in paths}
    folder = paths[0].parent if len(folders) == 1 else None
    company = _company(folder)
    guessed = guess(files, stated=tables, known_too=known_too, as_of=as_of, company=company)
    text = mapping_text(guessed)
    progress("reading with the mapping")
    mapping, _ = mapping_of(tomllib.loads(text), "mapping.toml")
    shown = previews(files, guessed, mapping, company or Company())
    return MapResult(guessed, text, shown, _problems(folder, text, guessed), folder)


def _company(folder: Path | None) -> Company | None:
    """What a company.toml beside the files says, if there is one."""
    path = folder / "company.toml" if folder else None
    return read_company(path)[0] if path is not None and path.exists() else None


def _problems(folder: Path | None, text: str, guessed: Guessed) -> tuple[Problem, ...]:
    """What `interlock check` will say about the folder, once it has this mapping."""
    if folder is None or not guessed.sources:
        return ()
    with tempfile.TemporaryDirectory() as home:
        mapping = Path(home) / "mapping.toml"
        mapping.write_text(text, encoding="utf-8")
        try:
            return read_folder(folder, mapping=mapping).problems
        except NothingToRead as error:
            return (Problem("mapping.toml", str(error)),)
