"""The site, served until somebody stops it, with a worker beside it."""

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from interlock.records.errors import NotPossible

USUAL = 8000
"""The port where none is asked for."""

HERE = ("files", "whatifs")
EVERY = (*HERE, "forecasts")
"""What workers do: beside the site on its own machine, and all of it."""


def run(
    host: str,
    port: int,
    *,
    ready: Callable[[], None],
    workers: int = 1,
    beside: Sequence[str],
    log: Path | None = None,
) -> None:
    """Answer requests until stopped; ``ready`` is called once they are. ``beside`` says what
    workers do meanwhile; with a ``log`` they speak there alone and are not waited for at the end.

    Raises ``NotPossible`` where the port is not to be had.
    """
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    look(host, port)
    options: dict[str, Any] = {
        "bind": f"{host}:{port}", "workers": workers, "threads": 8, "worker_class": "gthread",
        "timeout": 300, "graceful_timeout": 20, "accesslog": None, "control_socket_disable": True,
        "loglevel": "warning", "when_ready": lambda _: ready(),
    }  # fmt: skip

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return import_app("interlock.web.wsgi")

    with _workers(beside, log):
        Site().run()


def look(host: str, port: int) -> None:
    """Whether the port can be had. Raises ``NotPossible``."""
    if why := _taken(host, port):
        raise NotPossible(
            f"{host}:{port} cannot be listened on: {why}. Name another port with --port"
        )


def free_port(host: str) -> int:
    """The usual port, else one of the next, else any that is free."""
    near = range(USUAL, USUAL + 20)
    return next((port for port in near if not _taken(host, port)), 0) or _any_port(host)


def _taken(host: str, port: int) -> str:
    """Why a port cannot be listened on; nothing where it can."""
    try:
        with socket.create_server((host, port)):
            return ""
    except OSError as error:
        words = {errno.EADDRINUSE: "something else listens there"}
        return words.get(error.errno or 0, error.strerror or str(error))


def _any_port(host: str) -> int:
    with socket.create_server((host, 0)) as made:
        return int(made.getsockname()[1])


@contextmanager
def _workers(doing: Sequence[str], log: Path | None) -> Iterator[None]:
    """Each does its work in a process beside this one, which ends with it."""
    command = [sys.executable, "-m", "interlock", "worker", "--for"]
    with log.open("w") if log else nullcontext() as said:
        begun = [
            subprocess.Popen([*command, one], stdout=said, stderr=said, start_new_session=bool(log))
            for one in doing
        ]
    try:
        yield
    finally:
        for one in begun:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL) if log else one.send_signal(signal.SIGTERM)
        for one in begun:
            one.wait()
