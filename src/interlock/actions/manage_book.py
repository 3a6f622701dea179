"""Manage: Django's own commands on the book's database."""

from collections.abc import Sequence

from interlock.store import connect


def make_ready() -> None:
    """Make the book ready for the site. Raises ``NoBook`` and ``BadSetting``."""
    connect.open_book()


def manage_book(words: Sequence[str]) -> None:
    """Run the command that ``words`` name; without any, list them.

    Raises ``NoBook`` where the book's folder cannot be used, ``BadSetting``.
    """
    connect.ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["interlock manage", *words])


def work_on_queue(queue: str, *, every: float) -> None:
    """Do what is put on a queue, until stopped; ``every`` is after how many seconds it looks again.

    Where another process writes for longer than SQLite waits, it goes on afterwards.
    """
    make_ready()
    from django.core.management import call_command
    from django.db import OperationalError, connection

    words = ["--queue-name", queue, "--interval", str(every), "--no-startup-delay", "--no-reload"]
    while True:
        try:
            call_command("db_worker", *words)
            return
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            connection.close()
