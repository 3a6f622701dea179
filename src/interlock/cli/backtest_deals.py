"""interlock backtest deals: the odds of past days held against what happened."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from interlock.cli.options import Day, book_or_folder, reading_options
from interlock.cli.pages import write_page
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems

UNITS = {"d": 1, "w": 7, "m": 30}


class Every(click.ParamType[int]):
    """A number of days (7d or 7), weeks (2w) or months of 30 days (1m)."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"(\d+)\s*([dwm]?)", str(value).strip().casefold())
        if not found or not int(found[1]):
            self.fail(f"{value!r} is no span: write 7d, 2w or 1m.", param, ctx)
        return int(found[1]) * UNITS[found[2] or "d"]


class Horizons(click.ParamType[tuple[int, ...]]):
    """Days ahead, such as 30,60,90."""

    name = "days"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in str(value).split(",")]
        if not all(part.isdigit() and 0 < int(part) <= 364 for part in parts):
            self.fail(f"{value!r} are no days from 1 to 364: write 30,60,90.", param, ctx)
        return tuple(int(part) for part in parts)


@click.command("deals")
@book_or_folder
@click.option("--from", "first", type=Day(), help="First day to forecast from; a year back.")
@click.option("--to", "last", type=Day(), help="Last such day; the last with all horizons passed.")
@click.option("--every", type=Every(), default="7d", show_default=True, help="7d, 2w or 1m.")
@click.option(
    "--horizons", type=Horizons(), default="30,60,90", show_default=True, help="Days ahead."
)
@click.option("--seed", default=1, show_default=True, help="Seed of all luck.")
@click.option("--json", "form", flag_value="json", help="JSON: scores beside every baseline.")
@click.option("--csv", "form", flag_value="csv", help="CSV: as_of, id, horizon_days, p_won, won.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    is_flag=False,
    flag_value="-",
    metavar="[FILE]",
    help="One page with pictures, into FILE; on stdout without one.",
)
@reading_options
def deals(
    folder: Path | None,
    first: date | None,
    last: date | None,
    every: int,
    horizons: tuple[int, ...],
    seed: int,
    form: str | None,
    html: Path | None,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Forecast the deals in FOLDER as of past days, and score that by what happened.

    Each day knows only what was known then, and a horizon counts only when it has wholly passed.

    \b
    Example:
      interlock backtest deals examples/company --from 2026-01-05 --to 2026-06-29 --html back.html
    """
    from interlock.actions.backtest_deals import backtest_deals
    from interlock.render import backtest as shown

    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        made = backtest_deals(
            reading.book, first=first, last=last, every_days=every, horizons=horizons, seed=seed,
            progress=tell,
        )  # fmt: skip
    tell_problems(reading)
    if html is not None:
        write_page(html, shown.as_html(made))
    if form or html is None:
        forms = {"json": shown.as_json, "csv": shown.as_csv}
        click.echo(forms.get(form or "", shown.as_text)(made), nl=False)
