"""interlock map: a first guess of a mapping file, for CSVs of an unknown kind."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from interlock.cli.options import Day
from interlock.cli.talk import progress
from interlock.records.errors import BadUsage, UnknownName
from interlock.records.tables import TABLES


@click.command(name="map")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The mapping file to write; stdout by default.",
)
@click.option(
    "--table",
    "stated",
    multiple=True,
    metavar="TABLE",
    help="The table that the files hold, such as deals; FILE=TABLE for one of several files.",
)
@click.option("--as-of", type=Day(), help="The day of the export: later days only are planned.")
@click.option(
    "--force", is_flag=True, help="Overwrite --out, and map files that need no mapping too."
)
def map_command(
    files: tuple[Path, ...],
    out: Path | None,
    stated: tuple[str, ...],
    as_of: date | None,
    force: bool,
) -> None:
    """Guess how CSV files of any tool are to be read, and write a mapping file to mend.

    Says which table each file holds, which columns and words mean what, how sure that is, shows the
    first rows as they would be read, and what to type next. Exit status 1 when reading with that
    mapping has problems.

    \b
    Example:
      interlock map exports/pipeline.csv --out exports/mapping.toml
    """
    from interlock.actions.map_files import map_files
    from interlock.render import mapping_preview

    _writable(out, force)
    tables = _tables(stated, files)
    with progress() as tell:
        result = map_files(files, tables=tables, known_too=force, as_of=as_of, progress=tell)
    written = bool(result.guessed.sources)
    if written and out is None:
        click.echo(result.text, nl=False)
    elif written and out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(result.text, encoding="utf-8")
    click.echo(mapping_preview.told(result), err=True)
    if written and out is not None:
        click.echo(f"\nThe mapping is in {out}: read it, and mend what is wrong.", err=True)
    click.echo(f"\n{mapping_preview.next_commands(result, files, out, as_of)}", err=True)
    failed = result.problems or result.guessed.unknown
    click.get_current_context().exit(1 if failed else 0)


def _writable(out: Path | None, force: bool) -> None:
    if out is not None and out.exists() and not force:
        raise BadUsage(f"{out} is there already; --force overwrites it.")


def _tables(stated: Sequence[str], files: Sequence[Path]) -> dict[str, str]:
    """The table of each file that the reader named one for."""
    names = [path.name for path in files]
    found: dict[str, str] = {}
    for said in stated:
        file, _, table = said.rpartition("=")
        if table not in TABLES:
            raise UnknownName("table", table, TABLES)
        if file and file not in names:
            raise UnknownName("file", file, names)
        found |= dict.fromkeys([file] if file else names, table)
    return found
