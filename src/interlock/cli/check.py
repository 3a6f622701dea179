"""interlock check: only what is wrong with the files."""

from pathlib import Path

import click

from interlock.cli.options import folder_argument
from interlock.cli.talk import progress
from interlock.render import problems_text


@click.command()
@folder_argument
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Mapping file for CSVs of any shape; FOLDER/mapping.toml by default.",
)
def check(folder: Path, mapping: Path | None) -> None:
    """Say everything that is wrong with the files in FOLDER, and nothing else.

    Exit status 0 when nothing is wrong, 1 when something is.

    \b
    Example:
      interlock check examples/company
    """
    from interlock.actions.read_files import read_files

    with progress() as tell:
        reading = read_files(folder, mapping=mapping, progress=tell)
    click.echo(problems_text.of_reading(reading))
    click.get_current_context().exit(1 if reading.problems else 0)
