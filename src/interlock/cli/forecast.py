"""interlock forecast: odds of deals, features or bookings as a table on stdout."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.options import book_or_folder, forecast_options, reading_options
from interlock.cli.source import outcome
from interlock.cli.talk import progress, tell_problems


@click.command()
@click.argument("what", type=click.Choice(["deals", "features", "bookings", "drivers"]))
@book_or_folder
@click.option("--csv", "form", flag_value="csv", default="csv", help="Comma-separated (default).")
@click.option("--json", "form", flag_value="json", help="JSON with seed, method and version.")
@click.option("--parquet", "form", flag_value="parquet", help="Parquet.")
@click.option(
    "--quarters",
    type=click.IntRange(1, 4),
    default=1,
    show_default=True,
    help="Deals only: by the end of how many fiscal quarters, a row each.",
)
@click.option(
    "--by",
    metavar="PART",
    help="Bookings only: by rep, manager, segment, kind, pipeline, or a column of the CRM.",
)
@forecast_options
@reading_options
def forecast(
    what: str,
    folder: Path | None,
    form: str,
    quarters: int,
    by: str | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Print the odds of deals, features or bookings in FOLDER, or what would move deals.

    The guide lists the columns.

    \b
    Example:
      interlock forecast deals examples/company --csv > deals.csv
    """
    from interlock.actions.forecast import forecast as forecast_book
    from interlock.render import frames

    with progress() as tell:
        reading, made = outcome(
            folder,
            "forecast",
            forecast_book,
            {"what": what, "as_of": as_of, "seed": seed, "quarters": quarters, "by": by},
            mapping=mapping,
            strict=strict,
            progress=tell,
        )
    tell_problems(reading)
    click.echo(frames.write(made, form), nl=False)
