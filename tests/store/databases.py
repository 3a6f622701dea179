"""Databases for tests and studies: a PostgreSQL server of their own, and the book led to any."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connections

from interlock import settings
from interlock.actions import save_outcome
from interlock.store import connect, outcomes, shown

NOWHERE = "sqlite:////nowhere/book.sqlite3"
PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def program(name):
    """The program's path, None when it is not here."""
    found = shutil.which(name, path=os.pathsep.join([*map(str, PROGRAMS), os.environ["PATH"]]))
    return found and str(Path(found).resolve())


@contextmanager
def server(folder, like=None):
    """The address of a running server with a socket and no port, ending in a slash; with the
    databases of the one whose files lie in ``like``, if given.
    """
    data = folder / "data"
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        for above in folder.parents:
            if above.stat().st_uid == 0 and above.stat().st_mode & 0o005 != 0o005:
                above.chmod(above.stat().st_mode | 0o005)
    if like:
        subprocess.run(["cp", "-a", like / "data", data], check=True)
    else:
        _run("initdb", "--pgdata", data, "--auth=trust", "--username=interlock", "--no-sync")
    start(folder)
    try:
        yield f"postgresql://interlock@{quote(str(folder), safe='')}/"
    finally:
        crash(folder)


def start(folder):
    """The server whose files lie in ``folder``."""
    data, log = folder / "data", folder / "log"
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    _run("pg_ctl", "--pgdata", data, "--log", log, "--options", options, "--wait", "start")


def crash(folder):
    """Every process of the server ends at once, whatever it was at."""
    _run("pg_ctl", "--pgdata", folder / "data", "--mode=immediate", "stop")


def _run(name, *asked):
    """It refuses to be run by root."""
    as_whom = ["runuser", "--user", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_whom, program(name), *map(str, asked)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def use(address):
    """From now on the book is the one at this address."""
    connect.start()
    before = connections["default"]
    before.close()
    if before.vendor == "postgresql":
        before.close_pool()
    asked = {"default": settings.database(address)}
    connections.settings["default"] = connections.configure_settings(asked)["default"]
    del connections["default"]


EMPTY = """
DO $$
DECLARE
    one record;
    held boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN
        ('django_migrations', 'django_content_type', 'auth_permission')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', one.tablename) INTO held;
        IF held THEN EXECUTE format('DELETE FROM %I', one.tablename); END IF;
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, 1, false)
        FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""


def empty():
    """Take everything out of the book in use, a PostgreSQL one, and out of what is remembered of
    it; its tables stay.
    """
    command(EMPTY)
    shown._table.cache_clear()
    shown._about.cache_clear()
    outcomes._made.cache_clear()
    save_outcome._book.cache_clear()


def command(words):
    with connections["default"].cursor() as cursor:
        cursor.execute(words)
