"""interlock take-in, history and undo: exports into the book, and back out of it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from interlock.cli.options import by_option, folder_argument, reading_options
from interlock.cli.take_in_step import applied, prepared_of
from interlock.cli.talk import tell_problems
from interlock.cli.watch import Drop, keep_fresh
from interlock.render import revisions_text

ALL = click.option("--all", "every_row", is_flag=True, help="Name every record that changes.")


@click.command("take-in")
@folder_argument
@click.option("--preview", is_flag=True, help="Only say what would change.")
@ALL
@click.option("--yes", is_flag=True, help="Do not ask, even where there is doubt.")
@click.option("--watch", is_flag=True, help="Go on: take in whatever comes into FOLDER.")
@click.option(
    "--mailbox",
    envvar="INTERLOCK_MAILBOX",
    metavar="ADDRESS",
    help="With --watch: bring attachments from imaps://user:password@host/INBOX into FOLDER.",
)
@click.option(
    "--from",
    "senders",
    multiple=True,
    metavar="SENDER",
    help="With --mailbox: only of this sender.",
)
@click.option(
    "--every", default=30.0, show_default=True, metavar="SECONDS", help="With --watch: how often."
)
@by_option
@reading_options
def take_in(
    folder: Path,
    preview: bool,
    every_row: bool,
    yes: bool,
    watch: bool,
    mailbox: str | None,
    senders: tuple[str, ...],
    every: float,
    by: str,
    mapping: Path | None,
    strict: bool,
) -> None:
    """Take the exports in FOLDER into the book.

    Says first what would be added, changed and gone. Tables that the files do not fill stay as they
    are; what somebody typed over a record stands. The same files twice change nothing. Where there
    is doubt (more than a tenth of a table gone or not read, files older than the book), it asks, or
    stops where nobody can be asked.

    With --watch it goes on, and takes in what comes into FOLDER or the mailbox; what is in doubt
    waits, and INTERLOCK_TELL are told by mail.

    \b
    Example:
      interlock take-in exports/2026-11-20
      interlock take-in drop --watch
    """
    if watch:
        drop = Drop(folder, mailbox, senders, by, mapping, strict)
        keep_fresh(drop, every=every)
        return
    reading, prepared = prepared_of(folder, mapping=mapping, strict=strict, every_row=every_row)
    tell_problems(reading)
    click.echo(revisions_text.changes(prepared.changes))
    if not_taken := revisions_text.left_out(reading.book.left_out):
        click.echo(not_taken, err=True)
    if preview or not prepared.changes:
        return
    if prepared.doubts and not yes:
        _ask(prepared.doubts)
    if number := applied(prepared, folder, by=by):
        click.echo(f"Taken in as change {number}; interlock undo {number} takes it back", err=True)


@click.command()
@click.argument("number", required=False, type=int)
@ALL
@click.option("--gone", is_flag=True, help="List records that no export holds any longer.")
def history(number: int | None, every_row: bool, gone: bool) -> None:
    """List the last changes of the book, or say what change NUMBER did.

    \b
    Example:
      interlock history
    """
    from interlock.actions import load_book

    if gone:
        click.echo(revisions_text.gone(load_book.load_gone()))
        return
    if number is None:
        click.echo(revisions_text.listed(load_book.load_history()))
        return
    change, did = load_book.load_revision(number, every_row=every_row)
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
