"""interlock backtest wins: odds from attributes, learnt from one file, scored on another."""

from pathlib import Path

import click

from interlock.cli.talk import progress
from interlock.render import problems_text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("wins")
@click.argument("train", type=FILE)
@click.argument("test", type=FILE)
@click.option("--mapping", type=FILE, required=True, help="Mapping file with a source of deals.")
@click.option("--seed", default=1, show_default=True, help="Seed of folds and intervals.")
@click.option("--json", "form", flag_value="json", help="JSON: scores, attributes, drivers.")
@click.option("--csv", "form", flag_value="csv", help="CSV: row, p_won, won; a row each deal.")
def wins(train: Path, test: Path, mapping: Path, seed: int, form: str | None) -> None:
    """Learn odds of winning from closed deals in TRAIN and score them on those in TEST.

    For tables with attributes and no dates. Only what the mapping keeps as attributes, and owner,
    segment, kind, pipeline, account and amount, is looked at.

    \b
    Example:
      interlock backtest wins past.csv later.csv --mapping mapping.toml
    """
    from interlock.actions.backtest_wins import backtest_wins
    from interlock.render import wins as shown

    with progress() as tell:
        made, problems = backtest_wins(train, test, mapping=mapping, seed=seed, progress=tell)
    if problems:
        click.echo(problems_text.of_problems(problems), err=True)
    written = {"json": shown.as_json, "csv": shown.as_csv}.get(form or "", shown.as_text)
    click.echo(written(made), nl=False)
