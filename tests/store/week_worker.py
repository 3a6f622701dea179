"""A worker that closes weeks and sends their reports, with a clock of its own: for tests in which
several do so at once, and for the study in which some are killed.

    python tests/store/week_worker.py DATABASE MOMENT SPEED SECONDS

INTERLOCK_MAIL says where mail goes. It says that it is ready and begins once it is told a line; its
clock begins at MOMENT and goes SPEED times as fast as any. What a report says is not its matter: it
is a small one, the same for every reader.
"""

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


def make(asked, revision):
    """A report of this name, kept."""
    name = asked["reader"]
    reader = Reader(name) if name in OF_ALL else Reader("person", name, "sales")
    outcomes.keep("report", asked, revision, replace(sample.bare(), reader=reader))


def clock(began, speed):
    """Moments from one on."""
    start = time.monotonic()
    return lambda: began + timedelta(seconds=(time.monotonic() - start) * speed)


def main(address, began, speed, seconds):
    databases.use(address)
    connect.open_book()
    closing.now = clock(datetime.fromisoformat(began), float(speed))
    closing._make = make
    print("ready", flush=True)
    sys.stdin.readline()
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        closing.close_due()
        closing.send_due()
        time.sleep(0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
