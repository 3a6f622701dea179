"""interlock edit, add and give-back: what somebody knows better than the exports."""

from collections.abc import Sequence

import click

from interlock.cli.options import by_option

TABLE = click.argument("table")


@click.command()
@TABLE
@click.argument("words", nargs=-1, required=True, metavar="KEY... COLUMN=VALUE...")
@by_option
def edit(table: str, words: tuple[str, ...], by: str) -> None:
    """Type values over the record of TABLE that KEY names.

    They stand whatever exports say later; COLUMN= alone takes a value away. Where records of a
    table are named by several columns KEY is several words, '' for an empty one.

    \b
    Example:
      interlock edit deals D-1042 stage=Propose amount=120000
    """
    from interlock.actions.save_typed import type_over

    key = [word for word in words if "=" not in word]
    made = type_over(table, key, _values(words[len(key) :]), by=by)
    _said(made)


@click.command()
@TABLE
@click.argument("values", nargs=-1, required=True, metavar="COLUMN=VALUE...")
@by_option
def add(table: str, values: tuple[str, ...], by: str) -> None:
    """Type a record into TABLE that no export holds.

    \b
    Example:
      interlock add needs deal=D-1042 feature=F-7 strength=dealbreaker
    """
    from interlock.actions.save_typed import type_record

    _said(type_record(table, _values(values), by=by))


@click.command("give-back")
@TABLE
@click.argument("key", nargs=-1, required=True)
@click.option("--column", "columns", multiple=True, help="Only this column; all by default.")
@by_option
def give_back(table: str, key: tuple[str, ...], columns: tuple[str, ...], by: str) -> None:
    """Let the exports' values count again in the record of TABLE that KEY names.

    A record that was added by hand is no more.

    \b
    Example:
      interlock give-back deals D-1042 --column stage
    """
    from interlock.actions import save_typed

    _said(save_typed.give_back(table, key, columns, by=by))


def _values(words: Sequence[str]) -> dict[str, str | None]:
    """column -> value, None where nothing stands after the sign."""
    pairs = [word.partition("=") for word in words]
    if wrong := [name for name, sign, _ in pairs if not sign]:
        raise click.UsageError(f"{wrong[0]!r} is no COLUMN=VALUE; the KEY stands first.")
    if not pairs:
        raise click.UsageError("Say at least one COLUMN=VALUE.")
    return {name.strip(): value.strip() or None for name, _, value in pairs}


def _said(made: int | None) -> None:
    if made is None:
        click.echo("Nothing differs from the book.")
    else:
        click.echo(f"Done by change {made}; interlock undo {made} takes it back")
