"""Taking exports in, step by step: read them beside the book, prepare, apply."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interlock.cli.talk import progress
from interlock.records.reading import Reading

if TYPE_CHECKING:
    from interlock.actions.save_book import TakeIn


def prepared_of(
    folder: Path, *, mapping: Path | None, strict: bool, every_row: bool = False
) -> tuple[Reading, "TakeIn"]:
    """What the exports hold, and what taking them in would do."""
    from interlock.actions import save_book
    from interlock.actions.read_files import read_files

    with progress() as tell:
        known = save_book.known()
        reading = read_files(
            folder,
            mapping=mapping,
            strict=strict,
            known=known.book,
            shares=known.shares,
            kept=known.mappings,
            progress=tell,
        )
        tell("comparing with the book")
        return reading, save_book.prepare(
            reading, known, now=datetime.now(UTC), every_row=every_row
        )


def applied(prepared: "TakeIn", folder: Path, *, by: str) -> int | None:
    """The number of the change, None when nothing differs."""
    from interlock.actions import save_book

    with progress() as tell:
        tell("writing")
        return save_book.apply(prepared, by=by, words=f"exports of {folder.resolve().name}")
