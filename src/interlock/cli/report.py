"""interlock report: the weekly report as one HTML file, and a summary on the terminal."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from interlock.cli.options import book_or_folder, forecast_options, reading_options
from interlock.cli.source import outcome
from interlock.cli.talk import progress, tell_problems

if TYPE_CHECKING:
    from interlock.records.report import WeeklyReport


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
@click.option(
    "--pdf",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report as a tagged PDF too.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The paper of the PDF.",
)
@click.option(
    "--markdown",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    help="Write the report as Markdown too; - for stdout.",
)
@click.option("--line", is_flag=True, help="Say the week in one line in place of the summary.")
@forecast_options
@reading_options
def report(
    folder: Path | None,
    reader: str,
    out: Path,
    json_out: Path | None,
    pdf: Path | None,
    paper: str,
    markdown: Path | None,
    line: bool,
    as_of: date | None,
    seed: int,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Write the weekly report on the exports in FOLDER.

    \b
    Example:
      interlock report examples/company --for development --out week.html
      interlock report examples/company --pdf week.pdf --paper letter
    """
    from interlock.actions.report import report as report_book
    from interlock.render import json, page, report_line, report_markdown, report_pdf, text, words

    texts: list[tuple[Path | None, Callable[[WeeklyReport], str]]]
    texts = [(json_out, json.report), (markdown, report_markdown.render)]
    to_stdout = [form for path, form in texts if str(path) == "-"]
    if len(to_stdout) > 1:
        raise click.UsageError("Only one of --json and --markdown can go to stdout.")
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
        files = {out: page.render(made).encode()}
        if pdf is not None:
            tell("setting the PDF")
            files[pdf] = report_pdf.render(made, paper=paper)
    tell_problems(reading)
    said = report_line.line(made) if line else text.summary(made)
    click.echo(said, err=bool(to_stdout))
    files |= {path: form(made).encode() for path, form in texts if path and str(path) != "-"}
    for form in to_stdout:
        click.echo(form(made))
    for path, written in files.items():
        _write(path, written)
    click.echo(f"The report is in {words.listed([str(path) for path in files])}", err=True)


def _write(path: Path, written: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written)
