"""interlock promises: how the days that both sides said came out, on one scale."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.options import book_or_folder, forecast_options, reading_options
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems


@click.command()
@book_or_folder
@click.option("--json", "form", flag_value="json", help="JSON: by side and kind, by team.")
@click.option("--csv", "form", flag_value="csv", help="CSV: a row each day that was said.")
@forecast_options
@reading_options
def promises(
    folder: Path | None,
    form: str | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Say how the days that both sides said came out: close dates, ship dates and promises.

    Every close date in the CRM's history is a stated date of sales, every wanted-by day and release
    day one of development; both are scored alike, and blamed on nobody. No person is ranked.

    \b
    Example:
      interlock promises examples/company
    """
    from interlock.actions.day_record import record
    from interlock.render import day_record as shown

    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        made = record(reading.book, as_of=as_of, seed=seed, progress=tell)
    tell_problems(reading)
    written = {"json": shown.as_json, "csv": shown.as_csv}.get(form or "", shown.as_text)
    click.echo(written(made), nl=False)
