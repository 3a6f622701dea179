"""interlock report: the weekly report as one HTML file, and a summary on the terminal."""

from datetime import date
from pathlib import Path

import click

from interlock.cli.options import book_or_folder, forecast_options, reading_options
from interlock.cli.source import outcome
from interlock.cli.talk import progress, tell_problems


@click.command()
@book_or_folder
@click.option(
    "--for",
    "reader",
    default="management",
    show_default=True,
    metavar="READER",
    help="management, sales, development, or the name of a rep, a person or a team.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("interlock-report.html"),
    show_default=True,
    help="The HTML file to write.",
)
@click.option(
    "--json",
    "json_out",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Write the report as JSON too; - for stdout.",
)
@forecast_options
@reading_options
def report(
    folder: Path | None,
    reader: str,
    out: Path,
    json_out: Path | None,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Write the weekly report on the exports in FOLDER.

    \b
    Example:
      interlock report examples/company --for development --out week.html
    """
    from interlock.actions.report import report as report_book
    from interlock.render import json, page, text

    with progress() as tell:
        reading, made = outcome(
            folder,
            "report",
            report_book,
            {"reader": reader, "as_of": as_of, "seed": seed},
            mapping=mapping,
            strict=strict,
            progress=tell,
        )
        tell("writing the page")
        written = page.render(made)
    tell_problems(reading)
    to_stdout = str(json_out) == "-"
    click.echo(text.summary(made), err=to_stdout)
    _write(out, written)
    if json_out is not None:
        click.echo(json.report(made)) if to_stdout else _write(json_out, json.report(made))
    click.echo(f"The report is in {out}", err=True)


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
