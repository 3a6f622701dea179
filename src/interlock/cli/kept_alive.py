"""A process that is begun anew when something kills it."""

import os
import signal
import time
from typing import Any

import click

PAUSE_SECONDS = 1.0
TOLD = (signal.SIGTERM, signal.SIGINT)


def keep_alive() -> None:
    """Go on in a child, and in another when that is killed; the parent stays here until the child
    ends by itself, or until told to stop, which it passes on.

    Called before the book is opened: the parent stays small, so that it is not what is killed.
    """
    stopped: list[int] = []
    while (child := _forked()) != 0:
        code = _ended(child, stopped)
        if code >= 0 or stopped:
            raise SystemExit(max(code, 0))
        click.echo(f"The worker was killed (signal {-code}); it begins anew", err=True)
        time.sleep(PAUSE_SECONDS)
    _heed(signal.SIG_DFL)


def _forked() -> int:
    """A child's number, 0 in it; until `_heed` what either is told waits, so that none is lost."""
    signal.pthread_sigmask(signal.SIG_BLOCK, TOLD)
    return os.fork()


def _heed(do: Any) -> None:
    """What to do when told to stop, from now on."""
    for number in TOLD:
        signal.signal(number, do)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, TOLD)


def _ended(child: int, stopped: list[int]) -> int:
    """The exit status of the child, below 0 where a signal killed it. A terminal tells the child of
    an interrupt itself.
    """

    def stop(number: int, _frame: object) -> None:
        stopped.append(number)
        if number == signal.SIGTERM:
            os.kill(child, number)

    _heed(stop)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
