"""Talk on stderr: progress, problems, and errors in words. Data goes to stdout alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from interlock.records.errors import BadInput, InterlockError
from interlock.records.reading import Reading
from interlock.render import problems_text


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A line that says what is being done; on a terminal it is replaced, elsewhere nothing is
    printed.
    """
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("reading") as status:
        yield status.update


def tell_problems(reading: Reading) -> None:
    """Everything wrong with the files, on stderr; nothing when all is well."""
    if reading.problems or reading.unrecognised:
        click.echo(problems_text.of_reading(reading), err=True)


class Group(click.Group):
    """A group whose commands turn Interlock's errors into words and an exit status, in this one
    place.
    """

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BadInput as error:
            click.echo(problems_text.of_problems(error.problems), err=True)
            click.echo(error.said, err=True)
            ctx.exit(error.exit_status)
        except InterlockError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_status)
