"""A PostgreSQL server for tests: its own folder, a socket and no port."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def program(name):
    """The program's path, None when it is not here."""
    found = shutil.which(name, path=os.pathsep.join([*map(str, PROGRAMS), os.environ["PATH"]]))
    return found and str(Path(found).resolve())


@contextmanager
def server(folder):
    """The address of a running server, ending in a slash."""
    data, log = folder / "data", folder / "log"
    folder.mkdir(parents=True)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        for above in folder.parents:
            if above.stat().st_uid == 0 and above.stat().st_mode & 0o005 != 0o005:
                above.chmod(above.stat().st_mode | 0o005)
    _run("initdb", "--pgdata", data, "--auth=trust", "--username=interlock", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    _run("pg_ctl", "--pgdata", data, "--log", log, "--options", options, "--wait", "start")
    try:
        yield f"postgresql://interlock@{quote(str(folder), safe='')}/"
    finally:
        _run("pg_ctl", "--pgdata", data, "--mode=immediate", "stop")


def _run(name, *asked):
    """It refuses to be run by root."""
    as_whom = ["runuser", "--user", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*as_whom, program(name), *map(str, asked)]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
