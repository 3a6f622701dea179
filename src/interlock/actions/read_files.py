"""Read: a folder or a file of exports in, a book and every problem out."""

from collections.abc import Callable, Sequence
from pathlib import Path

from interlock.importers.folder import read_folder
from interlock.records.book import Book
from interlock.records.errors import BadInput
from interlock.records.reading import Reading, Share


def read_files(
    folder: Path | str,
    *,
    mapping: Path | None = None,
    strict: bool = False,
    known: Book | None = None,
    shares: Sequence[Share] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Reading:
    """What the files hold. Rows with a problem are left out; with ``strict`` any problem raises
    ``BadInput``. What they name without holding it may stand in the book ``known``, which gives
    besides what it holds of rows with a problem and, by its ``shares``, of files that did not come.
    """
    reading = read_folder(
        Path(folder), mapping=mapping, known=known, shares=shares, progress=progress
    )
    if strict and reading.problems:
        raise BadInput(reading.problems)
    return reading
