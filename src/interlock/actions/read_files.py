"""Read: a folder or a file of exports in, a book and every problem out."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from interlock.importers import samples
from interlock.importers.folder import read_folder
from interlock.records.book import Book
from interlock.records.errors import BadInput
from interlock.records.kept_mapping import KeptMapping
from interlock.records.reading import Reading, Share


def read_files(
    folder: Path | str,
    *,
    mapping: Path | None = None,
    strict: bool = False,
    known: Book | None = None,
    shares: Sequence[Share] = (),
    kept: Sequence[KeptMapping] = (),
    first_rows: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Reading:
    """What the files hold. Rows with a problem are left out; with ``strict`` any problem raises
    ``BadInput``. What they name without holding it may stand in the book ``known``, which gives
    besides what it holds of rows with a problem and, by its ``shares``, of files that did not come,
    and whose ``kept`` mappings read files with the headers of earlier ones. ``first_rows`` keeps
    the first rows of each file beside it, for a mapping to be tried on.
    """
    seen = partial(samples.keep, Path(folder)) if first_rows else lambda _: None
    reading = read_folder(
        Path(folder),
        mapping=mapping,
        known=known,
        shares=shares,
        kept=kept,
        progress=progress,
        seen=seen,
    )
    if strict and reading.problems:
        raise BadInput(reading.problems)
    return reading
