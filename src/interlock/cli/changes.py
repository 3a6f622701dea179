"""Options that each suppose one change: what is written on the command line -> its value."""

from collections.abc import Callable
from typing import Any

import click

from interlock.records import written_changes
from interlock.records.whatif import Change

Command = Callable[..., Any]
CHANGES = "interlock.changes"


def change_options(command: Command) -> Command:
    """One option for each kind of change; they are made in the order in which they are written."""
    for one in reversed(written_changes.ALL):
        command = click.option(
            f"--{one.word}",
            metavar=one.form,
            multiple=True,
            expose_value=False,
            callback=_collected(one.word),
            help=one.means,
        )(command)
    return command


def asked(context: click.Context) -> list[Change]:
    """The changes that were written."""
    found: list[Change] = context.meta.setdefault(CHANGES, [])
    return found


def _collected(word: str) -> Callable[..., None]:
    def callback(context: click.Context, option: click.Parameter, texts: tuple[str, ...]) -> None:
        for text in texts:
            try:
                asked(context).append(written_changes.read(word, text))
            except ValueError as error:
                raise click.BadParameter(f"{error}.", context, option) from None

    return callback
