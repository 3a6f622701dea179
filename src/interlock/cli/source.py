"""Where a command's records come from: a folder of exports, or the book."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from interlock.cli.options import book_on
from interlock.records.book import Book
from interlock.records.forecasts import Forecast
from interlock.records.reading import Reading
from interlock.records.report import WeeklyReport

Progress = Callable[[str], None]


def read(folder: Path | None, *, mapping: Path | None, strict: bool, progress: Progress) -> Reading:
    """What the files in ``folder`` hold; without one what the book holds."""
    on = book_on(click.get_current_context())
    if folder is None:
        from interlock.actions.load_book import load_book

        progress("reading the book")
        return Reading(load_book(on=on))
    if on is not None:
        raise click.UsageError("--book-on is a day of the book: leave FOLDER out, or use --as-of.")
    from interlock.actions.read_files import read_files

    return read_files(folder, mapping=mapping, strict=strict, progress=progress)


def outcome[Made: (WeeklyReport, Forecast)](
    folder: Path | None,
    kind: str,
    make: Callable[..., Made],
    asked: Mapping[str, Any],
    *,
    mapping: Path | None,
    strict: bool,
    progress: Progress,
) -> tuple[Reading, Made]:
    """What ``make`` says of the records, ``asked`` so; of the book it is kept with its birth, and
    made only once.
    """
    if folder is not None:
        reading = read(folder, mapping=mapping, strict=strict, progress=progress)
        return reading, make(reading.book, **asked, progress=progress)
    from interlock.actions.save_outcome import made_once

    progress("reading the book")
    on = book_on(click.get_current_context())
    made = made_once(kind, asked, lambda book: make(book, **asked, progress=progress), on=on)
    return Reading(Book()), made
