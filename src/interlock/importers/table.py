"""A table as rows of text, each with its true line number."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import polars as pl

from interlock.importers.cells import LINE, NO_CELLS, split
from interlock.importers.decoding import as_utf8
from interlock.importers.packed import contents
from interlock.records.problems import Problem


@dataclass(frozen=True)
class Rows:
    """The cells of a file as text. ``frame`` has ``line`` (true line number) and ``c0`` to ``cn``,
    one per header.

    Headers may repeat, so columns are asked for by name and given as a list. Empty cells are null.
    ``left_out`` counts rows that could not be taken apart.
    """

    file: str
    headers: tuple[str, ...]
    frame: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: int = 0

    @property
    def lines(self) -> pl.Series:
        return self.frame[LINE]

    def has(self, *names: str) -> bool:
        return bool(self.positions(*names))

    def positions(self, *names: str) -> list[int]:
        """Where headers with one of these names stand: the first name that occurs decides."""
        return next((at for name in names if (at := self._places.get(plain_header(name)))), [])

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """A plain header -> where it stands."""
        places: dict[str, list[int]] = {}
        for at, header in enumerate(self.headers):
            places.setdefault(plain_header(header), []).append(at)
        return places

    def columns(self, *names: str) -> list[pl.Series]:
        return [self.frame[f"c{at}"].alias(self.headers[at]) for at in self.positions(*names)]

    def column(self, *names: str) -> pl.Series | None:
        found = self.columns(*names)
        return found[0] if found else None

    def without_words(self, *words: str) -> "Rows":
        """Cells that hold one of these words are empty."""
        cells = pl.exclude(LINE)
        kept = pl.when(~cells.is_in(list(words))).then(cells).name.keep()
        return replace(self, frame=self.frame.with_columns(kept))

    def where(self, kept: pl.Series) -> "Rows":
        return replace(self, frame=self.frame.filter(kept))


@lru_cache(maxsize=2_000)
def plain_header(header: str) -> str:
    """A header without regard to case, spaces around it or a trailing star."""
    return header.strip().rstrip("*").strip().lower()


def read_rows(path: Path, *, name: str = "") -> Rows:
    """All cells of a delimited file (.csv, .csv.gz, .tsv), whatever its encoding and delimiter."""
    content = next(contents(path, name or path.name))
    return delimited(content.raw, content.name, *([content.problem] if content.problem else ()))


def delimited(raw: bytes, name: str, *said: Problem) -> Rows:
    """All cells of delimited text.

    Rows shorter than the header are filled with nothing; a longer one, and a quote that never ends,
    is a problem.
    """
    text, problems = as_utf8(raw, name)
    cells = split(text, name) if text.strip() else NO_CELLS
    problems = (*said, *problems, *cells.problems)
    return Rows(name, cells.headers, cells.frame, problems, left_out=cells.left_out)
