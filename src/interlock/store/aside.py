"""A book looked at aside: in a thread of its own, with a connection that nothing else shares.

A notebook runs an event loop, in which Django lets nobody at a database; and whoever compares two
books must not lead the one process from the first to the second.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from interlock.records.errors import NoBook
from interlock.store import connect, dump

READ_ONLY = "-c default_transaction_read_only=on"


def aside[Said](ask: Callable[[], Said]) -> Said:
    """What ``ask`` says of the book that this process is set up for."""
    connect.start()
    return _in_a_thread(ask)


def elsewhere[Said](address: str, ask: Callable[[], Said]) -> Said:
    """What ``ask`` says of the book at an address such as sqlite:////path or postgresql://..., of
    which nothing is changed, not even its tables brought up to date.

    Raises ``NoBook`` where there is none, or one of another version; ``BadSetting``.
    """
    found = _untouched(address)

    def asked() -> Said:
        connections["default"] = ConnectionHandler({"default": found})["default"]
        with connect.told():
            _ask_for_this_version()
            return ask()

    return _in_a_thread(asked)


def restored[Said](file: Path, into: Path, ask: Callable[[], Said]) -> Said:
    """What ``ask`` says of the book in a backup, restored into a new file ``into``.

    Raises ``NotABackup``.
    """
    connect.start()
    found: Any = dj_database_url.parse(f"sqlite:///{into}")

    def asked() -> Said:
        connections["default"] = ConnectionHandler({"default": found})["default"]
        connect.make_tables()
        dump.load(file)
        return ask()

    return _in_a_thread(asked)


def _in_a_thread[Said](ask: Callable[[], Said]) -> Said:
    """Connections belong to the thread that opened them, and end with it."""

    def asked() -> Said:
        try:
            return ask()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()


def _untouched(address: str) -> dict[str, Any]:
    """Django's settings of the database at an address, so that nothing can be written there. It has
    no pool: a pool is known by its name alone, and the own book's would be taken for it.
    """
    connect.start()
    try:
        found: Any = dj_database_url.parse(address)
    except ValueError as error:
        raise NoBook(address.partition("://")[0], "its address is not understood") from error
    if "postgresql" in found["ENGINE"]:
        before = found.get("OPTIONS", {})
        only = f"{before.get('options', '')} {READ_ONLY}".strip()
        return {**found, "OPTIONS": {**before, "options": only}}
    file = Path(found["NAME"])
    if not file.is_file():
        raise NoBook(str(file), "there is no such file")
    return {**found, "NAME": f"file:{quote(str(file.resolve()))}{connect.ONLY_READ}"}


def _ask_for_this_version() -> None:
    """Raises ``NoBook`` where the tables of the book are not those of this version."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    made = {name for app, name in loader.applied_migrations if app == "store"}
    known = {name for app, name in loader.disk_migrations if app == "store"}
    if not made:
        raise NoBook(connect.where(), "it holds no book of Interlock")
    if made - known:
        raise NoBook(connect.where(), "a newer version of Interlock keeps it: update this one")
    if known - made:
        raise NoBook(
            connect.where(), "an older version of Interlock kept it: any command on it, such as "
            "'interlock history', brings it up to date"
        )  # fmt: skip
