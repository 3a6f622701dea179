"""A writer killed with kill -9 at random moments: what is half done, and what said done is lost.

    python benchmarks/kill_store.py                5 kills on each database
    python benchmarks/kill_store.py --size full    200 kills on each database

A process takes in one export after the other, types over values and undoes, and says the number of
each change when it is done; it is killed at a random moment. Every export writes a number of its
own into every row of two tables. Then, for each change that the book holds: are both tables whole
and of one number (else *half done*)? Does the book hold every change that was said to be done (else
*lost*)? `done` counts the changes, `unsaid` those that were done when nobody could say so any more.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from peers import results

from interlock.records.book import Book
from interlock.records.tables import DEALS, EVIDENCE
from interlock.store import connect

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "store"))
import databases

SIZES = {"small": 5, "full": 200}
MANY = 100_000
ROWS, LONGEST, SEED = 2_000, 0.8, 1


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--writer", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.writer:
        _write_on(asked.writer)
        return
    found = _measured(SIZES[asked.size])
    results.show(found)
    results.save(f"kill_store_{asked.size}", found)
    bad = sum(one["half_done"] + one["lost"] for one in found)
    sys.exit(f"{bad} changes half done or lost" if bad else 0)


def _measured(kills: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        found = [_killed("SQLite", f"sqlite:///{Path(folder) / 'book.sqlite3'}", kills)]
        if databases.program("initdb"):
            with databases.server(Path(folder) / "pg") as address:
                found.append(_killed("PostgreSQL", address + "postgres", kills))
        else:
            print("PostgreSQL is not here: install Debian's postgresql to try it too")
    return found


def _killed(name: str, address: str, kills: int) -> dict[str, Any]:
    from interlock.store import revisions

    databases.use(address)
    connect.open_book()
    moments, said = random.Random(SEED), set()  # noqa: S311
    for _ in range(kills):
        said |= _kill_one(address, moments.uniform(0, LONGEST))
    done = {one.number for one in revisions.listed(MANY)}
    half = sum(not _is_whole(number) for number in done)
    databases.use(databases.NOWHERE)
    return {"database": name, "kills": kills, "done": len(done), "unsaid": len(done - said),
            "half_done": half, "lost": len(said - done)}  # fmt: skip


def _kill_one(address: str, after: float) -> set[int]:
    """The changes that the writer said were done."""
    command = [sys.executable, __file__, "--writer", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        lines = iter(writer.stdout or [])
        next(lines)
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        return {int(line) for line in lines if line.endswith("\n")}


def _write_on(address: str) -> None:
    from interlock.store import revisions, typed, write

    databases.use(address)
    connect.open_book()
    print("ready", flush=True)
    while True:
        number = revisions.latest() + 1
        if number % 4 == 0:
            done = write.undo(number - 1, by="")
        elif number % 4 == 3:
            done = typed.over("deals", ("D1",), {"owner": str(number)}, by="", seen=number - 1)
        else:
            done = write.book(_book(number), by="", words=str(number))
        print(done, flush=True)


def _book(number: int) -> Book:
    ids = [f"D{at}" for at in range(ROWS)]
    deals = pl.DataFrame({"id": ids, "outcome": "open", "stage": str(number)})
    facts = pl.DataFrame({"deal": ids, "rule": "R", "on": date(2026, 1, 1), "what": str(number)})
    return Book(deals=_filled(DEALS, deals), evidence=_filled(EVIDENCE, facts))


def _filled(table: Any, rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None).alias(name) for name in table.names if name not in rows.columns]
    return table.in_order(rows.with_columns(missing).select(table.names).cast(dict(table.schema)))


def _is_whole(number: int) -> bool:
    from interlock.store import read

    found = read.book(number)
    deals, facts = found.deals["stage"], found.evidence["what"]
    return deals.len() == facts.len() == ROWS and set(deals) == set(facts) and deals.n_unique() == 1


if __name__ == "__main__":
    main()
