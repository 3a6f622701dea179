"""interlock serve and worker: the site, and what works in its background."""

import os
import signal
import subprocess
import sys
from typing import Any

import click

from interlock.records.member import FIRST_TOKEN


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    help="Processes that answer requests, each by eight threads.",
)
@click.option("--no-worker", is_flag=True, help="Forecasts are worked out elsewhere.")
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the site, with its workers beside it: one for exports, one for forecasts.

    The first start prints an address at which you become the owner.

    \b
    Example:
      interlock serve --port 8080
    """
    from gunicorn.app.base import BaseApplication
    from gunicorn.util import import_app

    from interlock.actions.load_members import needs_owner
    from interlock.actions.manage_book import make_ready

    make_ready()
    site = os.environ.get("INTERLOCK_URL") or f"http://{host}:{port}"
    said = f"Interlock is at {site}"
    if needs_owner():
        os.environ[FIRST_TOKEN] = os.urandom(16).hex()
        said = f"Nobody owns the book yet. Begin here: {site}/first/{os.environ[FIRST_TOKEN]}/"
    beside = [_worker("files"), *([] if no_worker else [_worker("forecasts")])]
    options: dict[str, Any] = {
        "bind": f"{host}:{port}", "workers": workers, "threads": 8, "worker_class": "gthread",
        "timeout": 300, "graceful_timeout": 20, "accesslog": None, "control_socket_disable": True,
        "loglevel": "warning", "when_ready": lambda _: click.echo(said),
    }  # fmt: skip

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in options.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return import_app("interlock.web.wsgi")

    try:
        Site().run()
    finally:
        for one in beside:
            one.send_signal(signal.SIGTERM)
        for one in beside:
            one.wait()


def _worker(what: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "interlock", "worker", "--for", what])


QUEUES = {"forecasts": ("default", 0.5), "files": ("files", 0.1)}
"""What a worker does -> the queue that it works on, and after how many seconds it looks again."""


@click.command()
@click.option(
    "--for",
    "what",
    type=click.Choice(list(QUEUES)),
    default="forecasts",
    show_default=True,
    help="files: look at exports that are brought, beside the site whose folder holds them.",
)
def worker(what: str) -> None:
    """Work out forecasts for the site until stopped.

    \b
    Example:
      interlock worker
    """
    from interlock.cli.kept_alive import keep_alive

    keep_alive()
    from interlock.actions.manage_book import work_on_queue

    queue, seconds = QUEUES[what]
    work_on_queue(queue, every=seconds)
