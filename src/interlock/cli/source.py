"""Where a command's records come from: a folder of exports, or the book."""

from collections.abc import Callable
from pathlib import Path

from interlock.records.reading import Reading


def read(
    folder: Path | None,
    *,
    mapping: Path | None,
    strict: bool,
    progress: Callable[[str], None],
) -> Reading:
    """What the files in ``folder`` hold; without one what the book holds."""
    if folder is None:
        from interlock.actions.load_book import load_book

        progress("reading the book")
        return Reading(load_book())
    from interlock.actions.read_files import read_files

    return read_files(folder, mapping=mapping, strict=strict, progress=progress)
