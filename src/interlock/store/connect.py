"""The way to the database: Django started, the book's tables made or brought up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, transaction

from interlock.records.errors import BadSetting, NoBook

ONLY_READ = "?mode=ro"
"""After the name of a book's file, where nothing may be written into it."""

_opened: set[str] = set()
"""Books whose tables this process has brought up to date."""


def open_book() -> None:
    """Make the book ready to be read and written, from nothing if need be; once a process.

    Raises ``NoBook`` when its folder or its server cannot be used.
    """
    ready()
    if where() not in _opened:
        make_tables()
        _opened.add(where())


def make_tables() -> None:
    """Make the book's tables, or bring them up to date. Raises ``NoBook``."""
    from django.core.management import call_command

    with told():
        call_command("migrate", verbosity=0)


def ready() -> None:
    """Start Django, and make the folder of the book's file.

    Raises ``NoBook`` and ``BadSetting``.
    """
    start()
    from django.conf import settings

    if connection.vendor == "sqlite":
        _make(settings.HOME)


def start() -> None:
    """Start Django, once. Raises ``BadSetting`` for an option that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interlock.settings")
    if not apps.ready:
        try:
            django.setup()
        except (ImproperlyConfigured, ValueError) as error:
            raise BadSetting(str(error)) from error


@contextmanager
def change() -> Iterator[None]:
    """One transaction that writes, after all others that do; whole or not at all."""
    with told(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE store_revision IN EXCLUSIVE MODE")
        yield


@contextmanager
def moment() -> Iterator[None]:
    """One moment for all that is read, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    with told():
        mode = getattr(connection, "transaction_mode", None)
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    with connection.cursor() as cursor:
                        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                yield
        finally:
            if connection.vendor == "sqlite":
                connection.transaction_mode = mode  # type: ignore[attr-defined]


@contextmanager
def told() -> Iterator[None]:
    """What a database cannot do, said so that a reader can mend it."""
    try:
        yield
    except DatabaseError as error:
        raise NoBook(where(), str(error).strip()) from error


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoBook(where(), str(error)) from error


def where() -> str:
    """Where the book is, without any password."""
    of = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(of["NAME"]).removeprefix("file:").removesuffix(ONLY_READ)
    return f"{connection.vendor} {of['NAME']} at {of['HOST'] or 'this machine'}"
