"""interlock moved: why the forecast moved between two days, on stdout."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.options import Day, book_or_folder, forecast_options, reading_options
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems


@click.command()
@book_or_folder
@click.option("--since", type=Day(), required=True, help="The earlier day to compare with.")
@click.option("--json", "form", flag_value="json", help="JSON with seed, method and version.")
@click.option("--csv", "form", flag_value="csv", help="A row for each cause and deal.")
@forecast_options
@reading_options
def moved(
    folder: Path | None,
    since: date,
    form: str | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Say why the forecast of this quarter's bookings moved since another day.

    Each cause gets its fair share (Shapley) of the change; the shares add up to it.

    \b
    Example:
      interlock moved examples/company --since 2026-11-13
    """
    from interlock.actions.moved import moved as moved_book
    from interlock.render import moved_table, moved_text

    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        made = moved_book(reading.book, since=since, as_of=as_of, seed=seed, progress=tell)
    tell_problems(reading)
    writers = {"json": moved_table.json, "csv": moved_table.csv, None: moved_text.summary}
    click.echo(writers[form](made), nl=False)
