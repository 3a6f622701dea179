"""Workers killed with kill -9 while a week is closed and sent: what is lost and what comes twice.

    python benchmarks/kill_week.py                5 kills on each database
    python benchmarks/kill_week.py --size full    200 kills on each database

Two workers close a week and send its report to twenty members; one of them is killed at a random
moment of the time that two take when neither is. The clock of the other then jumps over the ten
minutes after which what the dead one had is taken over. A mail server of the study's own counts.
Then, for each week: is it closed once, with every report (else *half done*)? Has every member a
mail (else *lost*)? Did any member get two of different ids (else *doubled*)? `same_id_twice` counts
mails that the server took twice under one id: the worker was killed between the server's word and
its own note, and whoever knows ids shows one of them. `in_...`: the kills by what was not done yet.
Last, one worker alone sends one week to 500 members: `seconds` from its beginning to the last mail,
closing included.
"""

import argparse
import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from peers import results

from interlock.records.closed_week import OF_ALL
from interlock.records.company import Company
from interlock.records.notes import SENT
from interlock.records.report_days import WEEK, closes_at, next_day
from interlock.store import connect

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from tests.importers.mail_server import free_port
from tests.store import books, databases

SIZES = {"small": 5, "full": 200}
MEMBERS, MANY, SEED = 20, 500, 1
LATENCY = 0.01
"""Seconds that the server takes for a mail."""

WORKER = Path(__file__).resolve().parents[1] / "tests" / "store" / "week_worker.py"
PATIENCE = 60


class Inbox:
    """Mail that came: to whom, under which id, how often."""

    def __init__(self) -> None:
        self.latency, self.ids = LATENCY, Counter[tuple[str, str]]()

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.latency)
        self.ids[envelope.rcpt_tos[0], message_from_bytes(envelope.content)["Message-ID"]] += 1
        return "250 OK"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    asked = parser.parse_args()
    inbox, port = Inbox(), free_port()
    os.environ |= {
        "INTERLOCK_SECRET_KEY": "of the study",
        "INTERLOCK_MAIL": f"smtp://127.0.0.1:{port}",
    }
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    found = _measured(SIZES[asked.size], inbox)
    controller.stop()
    results.show(found)
    results.save(f"kill_week_{asked.size}", found)
    bad = sum(one["half_done"] + one["lost"] + one["doubled"] for one in found)
    sys.exit(f"{bad} weeks half done, mails lost or doubled" if bad else 0)


def _measured(kills: int, inbox: Inbox) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        found = [_killed("SQLite", f"sqlite:///{home / 'book.sqlite3'}", kills, inbox)]
        if databases.program("initdb"):
            with databases.server(home / "pg") as address:
                found.append(_killed("PostgreSQL", address + "postgres", kills, inbox))
        else:
            print("PostgreSQL is not here: install Debian's postgresql to try it too")
    return found


def _killed(name: str, address: str, kills: int, inbox: Inbox) -> dict[str, Any]:
    databases.use(address)
    connect.open_book()
    _members(0, MEMBERS)
    from interlock.store import write

    write.book(books.book([books.deal("D1")]), by="", words="an export")
    inbox.ids, inbox.latency = Counter(), LATENCY
    first = next_day(datetime.now(UTC) + WEEK, Company())
    days = [first + WEEK * number for number in range(kills + 2)]
    moments, interrupted = random.Random(SEED), Counter[str]()  # noqa: S311
    with _workers(address) as begin:
        longest = _seconds(days[0], [begin(closes_at(days[0], Company())) for _ in range(2)])
        inbox.ids.clear()
        for day in days[1:-1]:
            interrupted[_kill_one(day, begin, moments.uniform(0, longest), moments)] += 1
            print(f"\r{name}: {interrupted.total()} of {kills} killed", end="", flush=True)
        print()
        counted = _counted(days[1:-1], inbox)
        inbox.latency = 0
        _members(MEMBERS, MANY)
        seconds = _seconds(days[-1], [begin(closes_at(days[-1], Company()))])
    databases.use(databases.NOWHERE)
    where = {f"in_{kind}": interrupted[kind] for kind in ("closing", "sending", "nothing")}
    return {"database": name, "kills": kills, **where, **counted,
            "recipients": MANY, "seconds": round(seconds, 2)}  # fmt: skip


@contextmanager
def _workers(address: str) -> Iterator[Any]:
    """A way to begin a worker whose clock begins at a moment: its number."""
    command = [sys.executable, WORKER, address]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        said, heard = parent.stdin, parent.stdout
        if said is None or heard is None:
            raise RuntimeError("no way to talk to the workers")
        heard.readline()

        def begin(moment: datetime) -> int:
            print(moment.isoformat(), file=said, flush=True)
            return int(heard.readline())

        yield begin
        parent.kill()


def _kill_one(day: date, begin: Any, after: float, moments: random.Random) -> str:
    """What was not done yet when one of two workers was killed; the other does it."""
    workers = [begin(closes_at(day, Company())) for _ in range(2)]
    moments.shuffle(workers)
    killed, left = workers
    time.sleep(after)
    os.kill(killed, signal.SIGKILL)
    waits = _waits(day)
    os.kill(left, signal.SIGUSR1)
    _until_sent(day)
    os.kill(left, signal.SIGKILL)
    return waits


def _waits(day: date) -> str:
    from interlock.store import sendings, weeks

    if weeks.last_day() != day:
        return "closing"
    return "nothing" if all(one.state == SENT for one in sendings.of_week(day)) else "sending"


def _until_sent(day: date) -> None:
    end = time.monotonic() + PATIENCE
    while _waits(day) != "nothing":
        if time.monotonic() > end:
            raise TimeoutError(f"the week of {day} is not sent: {_waits(day)}")
        time.sleep(0.01)


def _counted(days: list[date], inbox: Inbox) -> dict[str, int]:
    """What became of the weeks, and of the mails as the server has them."""
    from interlock.store import members, sendings, weeks
    from interlock.store.models import ClosedWeek

    everybody = members.listed()
    email = {one.user: one.email for one in everybody}
    sent = {day: sendings.of_week(day) for day in days}
    wanted = {(email[one.user], one.message_id) for some in sent.values() for one in some}
    closed = {one.day: one.readers for one in weeks.listed(everybody[0].viewer)}
    half = sum(closed.get(day) != OF_ALL or len(sent[day]) != MEMBERS for day in days) + (
        ClosedWeek.objects.count() - len(days) - 1
    )
    return {
        "mails": len(wanted),
        "half_done": half,
        "lost": len(wanted - set(inbox.ids)),
        "doubled": len(set(inbox.ids) - wanted),
        "same_id_twice": sum(count - 1 for count in inbox.ids.values()),
    }


def _seconds(day: date, workers: list[int]) -> float:
    """How long workers that were just begun take for a week."""
    start = time.monotonic()
    _until_sent(day)
    seconds = time.monotonic() - start
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    return seconds


def _members(first: int, last: int) -> None:
    from interlock.store import members

    for number in range(first, last):
        email = f"m{number}@acme.example"
        members.make(email, None, role="owner", known_as=f"M{number}", by="study")


if __name__ == "__main__":
    main()
