"""A process that is begun anew when something kills it."""

import os
import signal
import time

import click

PAUSE_SECONDS = 1.0


def keep_alive() -> None:
    """Go on in a child, and in another when that is killed; the parent stays here until the child
    ends by itself, or until told to stop, which it passes on.

    Called before the book is opened: the parent stays small, so that it is not what is killed.
    """
    stopped: list[int] = []
    while (child := os.fork()) != 0:
        code = _ended(child, stopped)
        if code >= 0 or stopped:
            raise SystemExit(max(code, 0))
        click.echo(f"The worker was killed (signal {-code}); it begins anew", err=True)
        time.sleep(PAUSE_SECONDS)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _ended(child: int, stopped: list[int]) -> int:
    """The exit status of the child, below 0 where a signal killed it. A terminal tells the child of
    an interrupt itself.
    """

    def stop(number: int, _frame: object) -> None:
        stopped.append(number)
        if number == signal.SIGTERM:
            os.kill(child, number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
