"""interlock merge and part: records that are one and the same."""

import click

from interlock.cli.options import by_option

TABLE = click.argument("table")


@click.command()
@TABLE
@click.argument("other")
@click.argument("into")
@by_option
def merge(table: str, other: str, into: str, by: str) -> None:
    """Say that in TABLE the record OTHER is the record INTO, by id, or for people by name.

    Where the two differ INTO counts; what it lacks is OTHER's. Exports change nothing of it.

    \b
    Example:
      interlock merge people "A. Roe" "Ann Roe"
    """
    from interlock.actions import save_merge

    made = save_merge.merge(table, other, into, by=by)
    click.echo(f"Merged by change {made}; interlock part {table} {other!r} parts them again")


@click.command()
@TABLE
@click.argument("other")
@by_option
def part(table: str, other: str, by: str) -> None:
    """Make the record OTHER of TABLE, which was merged, a record of its own again.

    \b
    Example:
      interlock part people "A. Roe"
    """
    from interlock.actions import save_merge

    click.echo(f"Parted by change {save_merge.part(table, other, by=by)}")
