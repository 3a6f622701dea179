"""interlock mail-in: answers by mail become notes, out of a mailbox or one from a mail server."""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from threading import Event
from typing import TYPE_CHECKING

import click

from interlock.records.errors import BadUsage, InterlockError
from interlock.records.reply import MOST_BYTES, Taken

if TYPE_CHECKING:
    from interlock.actions.save_replies import Desk

EVERY_SECONDS = 60.0


@click.command("mail-in")
@click.option("--stdin", is_flag=True, help="Take the one mail that comes on stdin.")
def mail_in(stdin: bool) -> None:
    """Take answers by mail: each becomes a note below what it answers.

    Looks once into the mailbox INTERLOCK_MAIL_IN, as the site's worker does every minute. With
    --stdin a mail server gives it one mail; what is refused is noted and counts as taken, so that
    nothing is sent back to whoever forged it.

    \b
    Example:
      interlock mail-in
      interlock mail-in --stdin < answer.eml
    """
    from interlock.actions import save_replies

    if stdin:
        taken: Sequence[Taken] = [save_replies.take(sys.stdin.buffer.read(MOST_BYTES + 1), _desk())]
    else:
        taken = _fetched()
    for one in taken:
        click.echo(_said(one))
    if not taken:
        click.echo("No answer waits in the mailbox", err=True)
    _mail_on(taken)


def keep_taking(stopped: Event) -> None:
    """Look into the mailbox every minute, until ``stopped``; what keeps it closed is said and noted
    once, until that changes.
    """
    from django.conf import settings
    from django.db import DatabaseError, close_old_connections

    from interlock.actions import save_replies

    trouble = ""
    while settings.MAIL_IN and not stopped.wait(EVERY_SECONDS):
        with suppress(DatabaseError):  # another process writes for longer than SQLite waits
            close_old_connections()
            try:
                _mail_on(_fetched())
                trouble = ""
            except InterlockError as error:
                if str(error) != trouble:
                    trouble = str(error)
                    click.echo(trouble, err=True)
                    save_replies.note_trouble(trouble)
            except DatabaseError:
                raise
            except Exception:
                logging.getLogger("interlock.mail_in").exception("the mailbox")


def _fetched() -> tuple[Taken, ...]:
    from interlock.actions import save_replies
    from interlock.actions.manage_book import make_ready

    make_ready()
    from django.conf import settings

    if not settings.MAIL_IN:
        raise BadUsage(
            "No mailbox is named: set INTERLOCK_MAIL_IN=imaps://user:password@host/INBOX, or give "
            "a mail with --stdin"
        )
    return save_replies.fetch(_desk())


def _desk() -> "Desk":
    from interlock.actions import save_note, save_replies

    return save_replies.Desk(save_note.write_note, save_note.answer_note, lambda: datetime.now(UTC))


def _mail_on(taken: Sequence[Taken]) -> None:
    """Let the worker mail those whom the new notes mention or answer: the site's own task."""
    from django.utils.module_loading import import_string

    if any(one.note for one in taken):
        import_string("interlock.web.tasks.mail_what_waits")(now=True)


def _said(one: Taken) -> str:
    what = f"note {one.note}" if one.note else f"refused: {one.refused}"
    return f"{one.sender or 'nobody'}, {one.subject!r}: {what}"
