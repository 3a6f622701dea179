"""Workers that close weeks and send their reports, with clocks of their own: for tests in which
several do so at once, and for the study in which some are killed.

    python tests/store/week_worker.py DATABASE

Each MOMENT that it is told, a line, it begins a worker, whose number it says back; the clock of
that begins at the MOMENT and jumps over a lease when the worker gets SIGUSR1. INTERLOCK_MAIL says
where mail goes. What a report says is not its matter: it is a small one, the same for all readers.
"""

import os
import signal
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from interlock.cli import closing
from interlock.records.closed_week import OF_ALL
from interlock.records.report import Reader
from interlock.store import connect, outcomes
from tests.render import sample
from tests.store import databases

JUMP, JUMPS = timedelta(minutes=11), []


def make(asked, revision):
    """A report of this name, kept."""
    name = asked["reader"]
    reader = Reader(name) if name in OF_ALL else Reader("person", name, "sales")
    outcomes.keep("report", asked, revision, replace(sample.bare(), reader=reader))


def work(address, began):
    """Close and send until killed."""
    start = time.monotonic()
    databases.use(address)
    closing._make = make
    closing.now = lambda: sum(
        JUMPS, datetime.fromisoformat(began) + timedelta(seconds=time.monotonic() - start)
    )
    while True:
        closing.close_due()
        closing.send_due()
        time.sleep(0.005)


def main(address):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGUSR1, lambda *_: JUMPS.append(JUMP))
    connect.start()
    from django.core.mail.backends import smtp  # noqa: F401 - so that each worker has them at once

    from interlock.actions import close_week, send_reports  # noqa: F401

    print("ready", flush=True)
    for began in sys.stdin:
        number = os.fork()
        if number == 0:
            work(address, began.strip())
        print(number, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
