"""interlock serve and worker: the site, and what works in its background."""

import os
from threading import Event, Thread

import click

from interlock.cli import site
from interlock.records.member import FIRST_TOKEN

QUEUES = {"forecasts": ("default", 0.5), "files": ("files", 0.1)}
"""What a worker does -> the queue that it works on, and after how many seconds it looks again."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=site.USUAL, show_default=True, help="Port to listen on.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    help="Processes that answer requests, each by eight threads.",
)
@click.option("--no-worker", is_flag=True, help="Forecasts are worked out elsewhere.")
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Serve the site, with its workers beside it: for exports, for what-ifs and for forecasts.

    The first start prints an address at which you become the owner.

    \b
    Example:
      interlock serve --port 8080
    """
    from interlock.actions.load_members import needs_owner
    from interlock.actions.manage_book import make_ready

    make_ready()
    address = os.environ.get("INTERLOCK_URL") or f"http://{host}:{port}"
    said = f"Interlock is at {address}"
    if needs_owner():
        os.environ[FIRST_TOKEN] = os.urandom(16).hex()
        said = f"Nobody owns the book yet. Begin here: {address}/first/{os.environ[FIRST_TOKEN]}/"
    beside = site.HERE if no_worker else site.EVERY
    site.run(host, port, workers=workers, ready=lambda: click.echo(said), beside=beside)


@click.command()
@click.option(
    "--for",
    "what",
    type=click.Choice(site.EVERY),
    default="forecasts",
    show_default=True,
    help="files looks at exports that are brought, whatifs answers what-ifs: both beside the site,"
    " whose folder they share.",
)
def worker(what: str) -> None:
    """Work out forecasts for the site until stopped.

    \b
    Example:
      interlock worker
    """
    from interlock.cli.kept_alive import keep_alive

    keep_alive()
    if what == "files":
        from interlock.actions.manage_book import make_ready

        make_ready()
        _send_hooks()
        _take_answers()
    if what == "forecasts":
        _close_weeks()
    if what in QUEUES:
        from interlock.actions.manage_book import work_on_queue

        queue, seconds = QUEUES[what]
        work_on_queue(queue, every=seconds)
    else:
        from interlock.actions.load_outlook import hold_outlook

        hold_outlook()


def _close_weeks() -> None:
    """Close weeks and send their reports beside the work on forecasts, of which they are made."""
    from interlock.actions.manage_book import make_ready
    from interlock.cli.closing import keep_closing

    make_ready()
    Thread(target=keep_closing, args=[Event()], daemon=True).start()


def _send_hooks() -> None:
    """Tell webhooks beside the work on exports, which stands by every site."""
    from interlock.actions.send_hooks import keep_sending
    from interlock.cli.chat_message import message

    Thread(target=keep_sending, args=[Event(), message], daemon=True).start()


def _take_answers() -> None:
    """Look for answers by mail beside it too."""
    from interlock.cli.mail_in import keep_taking

    Thread(target=keep_taking, args=[Event()], daemon=True).start()
