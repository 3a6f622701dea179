"""A writer killed with kill -9 at random moments: what is half done, and what said done is lost.

    python benchmarks/kill_store.py                5 kills on each database
    python benchmarks/kill_store.py --size full    200 kills on each database

A process takes exports in, types over values, keeps forecasts and undoes. It says what it begins,
and the number of each change when it is done; it is killed at a random moment. On PostgreSQL every
second time it is the server whose processes all end at once. Every export writes a number of its
own into every row of two tables. Then, for each change that the book holds: are both tables whole
and of one number (else *half done*)? Does the book hold every change that was said to be done, and
every forecast kept (else *lost*)? `done` counts the changes, `unsaid` those that were done when
nobody could say so any more; `in_...` the kills by what they interrupted.
"""

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
from peers import results

from interlock.records.birth import Birth
from interlock.records.book import Book
from interlock.records.forecasts import BOOKINGS_FORECAST, Forecast
from interlock.records.sales_tables import DEALS, EVIDENCE
from interlock.store import connect

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "store"))
import databases

SIZES = {"small": 5, "full": 200}
MANY = 100_000
ROWS, LONGEST, SEED = 2_000, 0.8, 1
KINDS, BETWEEN = ("import", "save", "forecast", "undo"), "between"


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
        found = [_killed("SQLite", f"sqlite:///{Path(folder) / 'book.sqlite3'}", kills, None)]
        if databases.program("initdb"):
            home = Path(folder) / "pg"
            with databases.server(home) as address:
                found.append(_killed("PostgreSQL", address + "postgres", kills, home))
        else:
            print("PostgreSQL is not here: install Debian's postgresql to try it too")
    return found


def _killed(name: str, address: str, kills: int, server: Path | None) -> dict[str, Any]:
    databases.use(address)
    connect.open_book()
    databases.use(databases.NOWHERE)
    moments = random.Random(SEED)  # noqa: S311
    said: set[str] = set()
    interrupted: Counter[str] = Counter()
    for number in range(kills):
        crash = server if number % 2 else None
        told, kind = _kill_one(address, moments.uniform(0, LONGEST), crash)
        said |= told
        interrupted[kind] += 1
    databases.use(address)
    done = _done()
    half = sum(not _is_whole(int(one)) for one in done if one.isdigit())
    databases.use(databases.NOWHERE)
    where = {f"in_{kind}": interrupted[kind] for kind in (*KINDS, BETWEEN)}
    return {"database": name, "kills": kills, **where, "done": len(done),
            "unsaid": len(done - said), "half_done": half, "lost": len(said - done)}  # fmt: skip


def _kill_one(address: str, after: float, server: Path | None) -> tuple[set[str], str]:
    """What the writer said was done, and what it was at when it or its ``server`` was killed."""
    command = [sys.executable, __file__, "--writer", address]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as writer:
        lines = iter(writer.stdout or [])
        next(lines)
        time.sleep(after)
        if server:
            databases.crash(server)
        else:
            writer.send_signal(signal.SIGKILL)
        told = [line.strip() for line in lines if line.endswith("\n")]
    if server:
        databases.start(server)
    last = told[-1] if told else BETWEEN
    return set(told) - {*KINDS}, last if last in KINDS else BETWEEN


def _done() -> set[str]:
    """The numbers of the book's changes, and what was asked of its forecasts."""
    from interlock.store import outcomes, revisions

    changes = {str(one.number) for one in revisions.listed(MANY)}
    return changes | {f"forecast {one.asked['turn']}" for one in outcomes.listed(MANY)}


def _write_on(address: str) -> None:
    from interlock.store import outcomes, revisions

    databases.use(address)
    connect.open_book()
    turn = revisions.latest() + len(outcomes.listed(MANY))
    chance = random.Random(turn)  # noqa: S311
    print("ready", flush=True)
    while True:
        turn += 1
        kind = chance.choice(KINDS) if len(revisions.listed(2)) > 1 else "import"
        print(kind, flush=True)
        print(_work(kind, turn), flush=True)


def _work(kind: str, turn: int) -> str:
    from interlock.store import outcomes, revisions, typed, write

    last = revisions.latest()
    if kind == "import":
        return str(write.book(_book(turn), by="", words=str(turn)))
    if kind == "save":
        return str(typed.over("deals", ("D1",), {"owner": str(turn)}, by="", seen=last))
    if kind == "undo":
        return str(write.undo(last, by=""))
    birth = Birth(date(2026, 1, 1), 1, "a method", "0", 8)
    made = Forecast("bookings", BOOKINGS_FORECAST.empty(), birth)
    outcomes.keep("forecast", {"turn": turn}, last, made)
    return f"forecast {turn}"


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
