"""interlock take-in, history and undo: exports into the book, and back out of it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from interlock.cli.options import by_option, folder_argument, reading_options
from interlock.cli.talk import progress, tell_problems
from interlock.render import revisions_text


@click.command("take-in")
@folder_argument
@click.option("--preview", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Do not ask, even when many records are gone.")
@by_option
@reading_options
def take_in(
    folder: Path, preview: bool, yes: bool, by: str, mapping: Path | None, strict: bool
) -> None:
    """Take the exports in FOLDER into the book.

    Says first what would be added, changed and gone. Tables that the files do not fill stay as they
    are; what somebody typed over a record stands. The same files twice change nothing. Where more
    than a tenth of a table would be gone, it asks, or stops where nobody can be asked.

    \b
    Example:
      interlock take-in exports/2026-11-20
    """
    from interlock.actions import save_book
    from interlock.actions.read_files import read_files

    with progress() as tell:
        known = save_book.known()
        reading = read_files(
            folder, mapping=mapping, strict=strict, known=known.book, progress=tell
        )
        tell("comparing with the book")
        prepared = save_book.prepare(reading.book, known)
    tell_problems(reading)
    click.echo(revisions_text.changes(prepared.changes))
    if preview or not prepared.changes:
        return
    if prepared.doubts and not yes:
        _ask(prepared.doubts)
    with progress() as tell:
        tell("writing")
        number = save_book.apply(prepared, by=by, words=f"exports of {folder.resolve().name}")
    if number is not None:
        click.echo(f"Taken in as change {number}; interlock undo {number} takes it back", err=True)


@click.command()
@click.argument("number", required=False, type=int)
def history(number: int | None) -> None:
    """List the last changes of the book, or say what change NUMBER did.

    \b
    Example:
      interlock history
    """
    from interlock.actions import load_book

    if number is None:
        click.echo(revisions_text.listed(load_book.load_history()))
        return
    change, did = load_book.load_revision(number)
    click.echo(revisions_text.listed((change,)))
    click.echo(revisions_text.changes(did))


@click.command()
@click.argument("number", type=int)
@click.option(
    "--keep-later", is_flag=True, help="Leave records as they are that were changed again since."
)
@by_option
def undo(number: int, keep_later: bool, by: str) -> None:
    """Take change NUMBER of the book back, as a whole, by a new change.

    \b
    Example:
      interlock undo 7
    """
    from interlock.actions import save_book

    made = save_book.undo(number, by=by, keep_later=keep_later)
    click.echo(f"Change {number} is taken back by change {made}")


def _ask(doubts: Sequence[str]) -> None:
    told = "; ".join(doubts)
    if not sys.stdin.isatty():
        click.echo(f"Nothing was taken in: {told}. --yes does it.", err=True)
        click.get_current_context().exit(1)
    click.confirm(f"{told[0].upper()}{told[1:]}. Take it in?", abort=True)
