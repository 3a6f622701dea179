"""interlock worth: what needs and features are worth, how that is known, and where it tips."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.options import book_or_folder, forecast_options, reading_options
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems


@click.command()
@book_or_folder
@click.option("--json", "form", flag_value="json", help="JSON: features, classes, reps.")
@click.option("--csv", "form", flag_value="csv", help="CSV: a row each feature.")
@forecast_options
@reading_options
def worth(
    folder: Path | None,
    form: str | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Say what needs are worth: by feature with its tipping point, by class of need, and by rep.

    Each figure has its range, its count and its source: assumed, mixed, learnt, or a planned test.

    \b
    Example:
      interlock worth examples/company
    """
    from interlock.actions.worth import worth as worth_of
    from interlock.render import worth as shown

    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        made = worth_of(reading.book, as_of=as_of, seed=seed, progress=tell)
    tell_problems(reading)
    written = {"json": shown.as_json, "csv": shown.as_csv}.get(form or "", shown.as_text)
    click.echo(written(made), nl=False)
