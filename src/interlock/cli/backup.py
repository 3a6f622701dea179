"""interlock backup and restore: the whole book as one file."""

from pathlib import Path

import click

from interlock.cli.talk import progress


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole book, with all that it ever was, into FILE; others may go on working.

    \b
    Example:
      interlock backup book-2026-11-20.zip
    """
    from interlock.actions.save_backup import save_backup

    with progress() as tell:
        tell("writing the backup")
        rows = save_backup(file)
    click.echo(f"{rows:,} rows are in {file}", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty book from the backup in FILE, made on either database.

    \b
    Example:
      interlock restore book-2026-11-20.zip
    """
    from interlock.actions.save_backup import restore as fill

    with progress() as tell:
        tell("restoring")
        rows = fill(file)
    click.echo(f"{rows:,} rows are restored", err=True)
