"""interlock backtest features: the ship dates of past days held against what happened."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.backtest_deals import Every
from interlock.cli.options import Day, book_or_folder, reading_options
from interlock.cli.pages import write_page
from interlock.cli.source import read
from interlock.cli.talk import progress, tell_problems


@click.command("features")
@book_or_folder
@click.option("--from", "first", type=Day(), help="First day to forecast from; two years back.")
@click.option("--to", "last", type=Day(), help="Last such day; the last with a quarter after it.")
@click.option("--every", type=Every(), default="28d", show_default=True, help="7d, 4w or 1m.")
@click.option("--seed", default=1, show_default=True, help="Seed of the simulated dates.")
@click.option("--json", "form", flag_value="json", help="JSON: scores by horizon, joint counts.")
@click.option("--csv", "form", flag_value="csv", help="CSV: origin, feature, q05 to q95, shipped.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    is_flag=False,
    flag_value="-",
    metavar="[FILE]",
    help="One page with pictures, into FILE; on stdout without one.",
)
@reading_options
def features(
    folder: Path | None,
    first: date | None,
    last: date | None,
    every: int,
    seed: int,
    form: str | None,
    html: Path | None,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Forecast, as of past days, when the features in FOLDER ship, and score it by when they did.

    Each day knows only what was known then. FOLDER holds a tracker's export.

    \b
    Example:
      interlock backtest features examples/company --every 4w --html features.html
    """
    from interlock.actions.backtest_features import backtest_features
    from interlock.render import ship_backtest as shown

    with progress() as tell:
        reading = read(folder, mapping=mapping, strict=strict, progress=tell)
        made = backtest_features(
            reading.book, first=first, last=last, every_days=every, seed=seed, progress=tell
        )
    tell_problems(reading)
    if html is not None:
        write_page(html, shown.as_html(made))
    if form or html is None:
        forms = {"json": shown.as_json, "csv": shown.as_csv}
        click.echo(forms.get(form or "", shown.as_text)(made), nl=False)
