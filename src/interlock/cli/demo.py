"""interlock demo: the site with a simulated company, to look at as any of its people."""

import os
import sys
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from interlock.cli import site
from interlock.records.errors import NotPossible

ROOMS = Path(__file__).resolve().parents[1]
COMPANY = (ROOMS / "company", ROOMS.parents[1] / "examples" / "company")
"""Where the example company lies: in an installed package, or in a checkout."""

OF_ANOTHER_BOOK = (
    "DATABASE_URL", "INTERLOCK_MAIL", "INTERLOCK_MAIL_IN", "INTERLOCK_MAIL_IN_ADDRESS",
    "INTERLOCK_MAILBOX", "INTERLOCK_OIDC", "INTERLOCK_FILES", "INTERLOCK_FILES_SERVER",
    "INTERLOCK_SECRET_KEY", "INTERLOCK_TELL",
)  # fmt: skip


@click.command()
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the demo's book; by default demo in the user's data folder.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; 8000 or the next free one by default.")
@click.option("--no-open", is_flag=True, help="Open no browser.")
@click.option(
    "--check",
    is_flag=True,
    help="Only wait until the week of every role stands, and stop: exit status 0 or 1.",
)
def demo(home: Path | None, host: str, port: int | None, no_open: bool, check: bool) -> None:
    """Show Interlock with a simulated company, as any of its people, until stopped (ctrl-C).

    It has a book of its own: nothing of yours is read or changed. Whoever reaches it may look as
    anybody, so it listens to this machine alone. The first start works forecasts out, and pages
    show how far they are; later starts have them at once.

    \b
    Example:
      interlock demo
    """
    place = (home or _usual_home()).resolve()
    chosen = port or site.free_port(host)
    if check:
        from interlock.cli.demo_check import stands

        sys.exit(0 if stands(place, host, chosen) else 1)
    site.look(host, chosen)
    address = f"http://{host}:{chosen}"
    with _alone(place, address):
        _lead_to(place, os.environ.get("INTERLOCK_URL") or address)
        _apart(_begin, place)
        opens = not no_open and _has_screen()
        log = place / "worker.log"
        says = partial(_say, address, opens=opens)
        site.run(host, chosen, ready=says, beside=site.EVERY, log=log)


def _usual_home() -> Path:
    from platformdirs import user_data_path

    return Path(os.environ.get("INTERLOCK_HOME") or user_data_path("interlock")) / "demo"


@contextmanager
def _alone(home: Path, address: str) -> Iterator[None]:
    """One demo runs in a folder. Raises ``NotPossible`` where another does, with its address."""
    import fcntl  # no part of Python on every system

    home.mkdir(parents=True, exist_ok=True)
    with (home / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise NotPossible(
                f"A demo runs in {home} already, at {file.read()}: open that, or name another "
                "folder with --home"
            ) from error
        file.truncate(0)
        file.write(address)
        file.flush()
        yield


def _lead_to(home: Path, address: str) -> None:
    """The site that this process and its worker serve is the demo's, and nobody else's."""
    for name in OF_ANOTHER_BOOK:
        os.environ.pop(name, None)
    os.environ |= {
        "INTERLOCK_HOME": str(home), "INTERLOCK_URL": address, "INTERLOCK_DEMO": "1",
    }  # fmt: skip


def _apart(step: Callable[[Path], None], home: Path) -> None:
    """In a process of its own: what answers requests is forked from this one, and would wait for
    ever for threads that it lacks had tables been read here.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        pool.submit(step, home).result()


def _begin(home: Path) -> None:
    """The demo's book: made by the first start, found by later ones."""
    from interlock.actions import save_demo
    from interlock.cli.take_in_step import applied, prepared_of
    from interlock.records.cast import BEGINNING, CAST

    if not (home / BEGINNING).exists():
        click.echo("Taking in the exports of a simulated company", err=True)
        company = _company()
        _, prepared = prepared_of(company, mapping=None, strict=False)
        applied(prepared, company, by=save_demo.BY)
        save_demo.begin(CAST.values(), home / BEGINNING)
    save_demo.go_on()


def _company() -> Path:
    """The folder of the example company. Raises ``NotPossible`` where it was not installed."""
    found = next((one for one in COMPANY if one.is_dir()), None)
    if found is None:
        raise NotPossible(f"The simulated company is neither in {COMPANY[0]} nor in {COMPANY[1]}")
    return found


def _say(address: str, *, opens: bool) -> None:
    click.echo(f"A simulated company, to look at as any of its people: {address}\nctrl-C stops it")
    if opens:
        webbrowser.open(address)


def _has_screen() -> bool:
    """Whether a browser could be seen by somebody."""
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return (shown or sys.platform == "darwin") and not os.environ.get("CI")
