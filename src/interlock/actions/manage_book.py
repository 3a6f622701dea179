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
