"""interlock backtest dates: what stated ship dates were worth, held against the ship days."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.options import Day
from interlock.cli.talk import progress
from interlock.render import problems_text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _readable(_: click.Context, __: click.Parameter, said: str | None) -> str | None:
    from interlock.importers.dates import can_parse

    if said is not None and not can_parse(said):
        raise click.BadParameter(f"{said!r} is no date format; write it like %m/%d/%y.")
    return said


date_format_option = click.option(
    "--date-format",
    callback=_readable,
    help="How days are written, such as %m/%d/%y; found by itself.",
)


@click.command("dates")
@click.argument("file", type=FILE)
@click.option("--from", "first", type=Day(), help="Score only what shipped from this day on.")
@date_format_option
@click.option("--seed", default=1, show_default=True, help="Seed of intervals.")
@click.option("--json", "form", flag_value="json", help="JSON: scores beside both baselines.")
@click.option("--csv", "form", flag_value="csv", help="CSV: what, said_on, q05-q95, actual_weeks.")
def dates(
    file: Path, first: date | None, date_format: str | None, seed: int, form: str | None
) -> None:
    """Forecast when things ship from the dates stated for them, and score that.

    FILE has a row for each statement: what, said_on, date_said, shipped_on (empty while open), and
    if known started_on, team, kind. The first statement of each month counts. Each is forecast from
    what had shipped, and what had been said, before it.

    \b
    Example:
      interlock backtest dates statements.csv --from 2026-01-01 --csv > forecasts.csv
    """
    from interlock.actions.backtest_dates import backtest_dates
    from interlock.render import stated_dates as shown

    with progress() as tell:
        made, problems = backtest_dates(
            file, first=first, date_format=date_format, seed=seed, progress=tell
        )
    if problems:
        click.echo(problems_text.of_problems(problems), err=True)
    written = {"json": shown.as_json, "csv": shown.as_csv}.get(form or "", shown.as_text)
    click.echo(written(made), nl=False)
