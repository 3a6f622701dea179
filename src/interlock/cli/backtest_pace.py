"""interlock backtest pace: weeks until so many items are done, held against what happened."""

from pathlib import Path
from typing import Any

import click

from interlock.cli.backtest_deals import Every
from interlock.cli.talk import progress
from interlock.render import problems_text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
MOST_ITEMS, DAYS = 1_000, 7


class Items(click.ParamType[tuple[int, ...]]):
    """Numbers of items ahead, such as 20,50."""

    name = "items"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in str(value).split(",")]
        if not all(part.isdecimal() and 0 < int(part) <= MOST_ITEMS for part in parts):
            self.fail(f"{value!r} are no numbers from 1 to {MOST_ITEMS}: write 20,50.", param, ctx)
        return tuple(sorted({int(part) for part in parts}))


class Weekly(Every):
    """A span of whole weeks, in days (14d) or weeks (2w)."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        days = super().convert(value, param, ctx)
        if days % DAYS:
            self.fail(f"{value!r} is not a number of whole weeks: write 7d, 14d, 28d.", param, ctx)
        return days


@click.command("pace")
@click.argument("file", type=FILE)
@click.option("--done", required=True, metavar="COLUMN", help="Column with the day done.")
@click.option("--created", metavar="COLUMN", help="Column with the day created.")
@click.option("--team", metavar="COLUMN", help="Column with the team: a series for each.")
@click.option("--date-format", metavar="FORMAT", help="How days are written, such as %d/%m/%Y.")
@click.option(
    "--items", type=Items(), default="20,50", show_default=True, help="How many items ahead."
)
@click.option("--every", type=Weekly(), default="14d", show_default=True, help="7d, 14d or 28d.")
@click.option("--json", "form", flag_value="json", help="JSON: scores by horizon, weights.")
@click.option("--csv", "form", flag_value="csv", help="CSV: origin, items, q05 to q95, actual.")
def pace(
    file: Path,
    done: str,
    created: str | None,
    team: str | None,
    date_format: str | None,
    items: tuple[int, ...],
    every: int,
    form: str | None,
) -> None:
    """Forecast, as of past weeks, the week in which the next 20 or 50 items of FILE were done.

    Whole weeks, Monday to Sunday. Each forecast knows only the weeks before it; the 53rd week is
    the first.

    \b
    Example:
      interlock backtest pace items.csv --done Done --date-format %d/%m/%Y --items 20,50
    """
    from interlock.actions.backtest_pace import backtest_pace
    from interlock.importers.finished_items import ItemColumns
    from interlock.render import pace as shown

    columns = ItemColumns(done, created, team, date_format)
    with progress() as tell:
        made, problems = backtest_pace(
            file, columns, items=items, every_weeks=every // DAYS, progress=tell
        )
    if problems:
        click.echo(problems_text.of_problems(problems), err=True)
    written = {"json": shown.as_json, "csv": shown.as_csv}.get(form or "", shown.as_text)
    click.echo(written(made), nl=False)
