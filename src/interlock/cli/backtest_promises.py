"""interlock backtest promises: promised days held against what came of them."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.backtest_dates import FILE, date_format_option
from interlock.cli.options import Day
from interlock.cli.talk import progress
from interlock.render import problems_text


@click.command("promises")
@click.argument("file", type=FILE)
@click.option("--from", "first", type=Day(), help="Score only what was promised for later days.")
@date_format_option
@click.option("--seed", default=1, show_default=True, help="Seed of intervals.")
@click.option("--json", "form", flag_value="json", help="JSON: scores of raw, ratio and ours.")
@click.option("--csv", "form", flag_value="csv", help="CSV: a row a promised day, with its odds.")
def promises(
    file: Path, first: date | None, date_format: str | None, seed: int, form: str | None
) -> None:
    """Hold promised days against what came of them.

    FILE has a row for each time that a day was promised: what, maker, kind, said_on, due, done_on
    (empty while it is not done); maker and kind may be left out. A promise that was moved has one
    row more, and the first row of each month counts. Each is forecast from what was known before.

    \b
    raw    the promised day itself
    ratio  how long past promises took for each week that was promised
    ours   odds of being met by maker, class and horizon, and the days that go with them

    \b
    Example:
      interlock backtest promises promises.csv --json
    """
    from interlock.actions.backtest_promises import backtest_promises
    from interlock.render import promise_backtest as shown

    with progress() as tell:
        made, problems = backtest_promises(
            file, first=first, date_format=date_format, seed=seed, progress=tell
        )
    if problems:
        click.echo(problems_text.of_problems(problems), err=True)
    written = {"json": shown.as_json, "csv": shown.as_csv}.get(form or "", shown.as_text)
    click.echo(written(made), nl=False)
