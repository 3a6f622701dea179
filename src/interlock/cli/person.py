"""interlock person and anonymise: what is held of a person, and the person taken out of it."""

import click

from interlock.cli.options import by_option

NAMES = click.argument("names", nargs=-1, required=True, metavar="NAME...")


@click.command()
@NAMES
def person(names: tuple[str, ...]) -> None:
    """Print everything that the book holds of a person, today and in the past, as JSON.

    Give every NAME and address by which the person may be called.

    \b
    Example:
      interlock person "Ann Roe" ann.roe@example.com > ann-roe.json
    """
    from interlock.actions.save_person import load_person
    from interlock.render import json

    click.echo(json.dumped(load_person(names)), nl=False)


@click.command()
@NAMES
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option
def anonymise(names: tuple[str, ...], yes: bool, by: str) -> None:
    """Put an alias in place of a person's names everywhere in the book, for good.

    Give every NAME and address by which the person may be called. The past and the reports that are
    kept are changed too, and the next exports are read without the names; files and backups
    elsewhere are not touched.

    \b
    Example:
      interlock anonymise "Ann Roe" ann.roe@example.com
    """
    from interlock.actions.save_person import forget

    if not yes:
        click.confirm(f"{' and '.join(names)} cannot be brought back. Do it?", abort=True)
    alias, count = forget(names, by=by)
    click.echo(f"Now called {alias}, in {count:,} rows")
