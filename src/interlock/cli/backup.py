"""interlock backup, restore and export: the whole book as files."""

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
    from interlock.actions.save_backup import files_kept, save_backup

    with progress() as tell:
        tell("writing the backup")
        rows = save_backup(file)
        files, lost = files_kept()
    beside = f" and {files - len(lost):,} of {files:,} files of sales tools" if files else ""
    click.echo(f"{rows:,} rows{beside} are in {file}", err=True)
    for one in lost:
        click.echo(f"not in it, as the storage has lost it: {one}", err=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def restore(file: Path) -> None:
    """Fill an empty book from the backup in FILE, or from the folder of an export, made on either
    database.

    \b
    Example:
      interlock restore book-2026-11-20.zip
    """
    from interlock.actions.save_backup import restore as fill

    with progress() as tell:
        tell("restoring")
        rows = fill(file)
    click.echo(f"{rows:,} rows are restored", err=True)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--csv", "form", flag_value="csv", default="csv", help="Comma-separated (default).")
@click.option("--parquet", "form", flag_value="parquet", help="Parquet.")
def export(folder: Path, form: str) -> None:
    """Write everything that the book holds into a new FOLDER, for other programs.

    FOLDER itself holds the records as they stand, a file a table, which any command reads as
    exports; FOLDER/history all that they ever were, which 'interlock restore FOLDER' brings back.

    \b
    Example:
      interlock export everything --parquet
    """
    from interlock.actions.save_export import save_export

    with progress() as tell:
        tell("writing the files")
        rows = save_export(folder, form)
    click.echo(f"{rows:,} rows are in {folder}", err=True)
