"""How long the book takes to be written, read, read as of past days and taken in again.

    python benchmarks/store.py                 500 and 2,000 deals, 20 changes each
    python benchmarks/store.py --size full     10,000, 30,000 and 100,000 deals, 20 changes each
    python benchmarks/store.py --deals 30000 --json

On SQLite in a new folder, and on PostgreSQL where its programs are (a server of its own, as it is
set up when new). `write`: the whole book into an empty store. `read`: all of it back as frames.
`again`: the same book taken in anew, which changes nothing. `one_per_cent`: taken in with one deal
in a hundred changed, its change logged. `files`: the same once more from CSV files, as
`interlock take-in` does it: read, compared with the book, written. `as_of`: the mean of reads as of
ten past revisions, each made by such an import. `undo`: the last of these taken back. `arrow`: what
Polars alone takes to read the largest table's columns from Parquet, as a floor beside them.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.records.book import Book
from interlock.records.sales_tables import DEALS
from interlock.records.tables import CHANGES
from interlock.render import book_files
from interlock.store import connect

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "store"))
import databases

SIZES = {"small": (500, 2_000), "full": (10_000, 30_000, 100_000)}
CHANGES_EACH, PAST, SEED = 20, 10, 1
TIMES = ("write", "read", "again", "one_per_cent", "files", "as_of", "undo")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--deals", type=int)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    found = measured((asked.deals,) if asked.deals else SIZES[asked.size])
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    results.save(f"store_{asked.size}", found)
    results.show(found)


def measured(sizes: Sequence[int]) -> list[dict[str, Any]]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for deals in sizes:
            databases.use(f"sqlite:///{Path(folder) / f'book{deals}.sqlite3'}")
            found.append(_run("SQLite", deals, Path(folder)))
        if databases.program("initdb"):
            with databases.server(Path(folder) / "pg") as address:
                for deals in sizes:
                    databases.use(address + "postgres")
                    databases.command(f"CREATE DATABASE book{deals}")
                    databases.use(f"{address}book{deals}")
                    found.append(_run("PostgreSQL", deals, Path(folder)))
                databases.use(databases.NOWHERE)
        else:
            print("PostgreSQL is not here: install Debian's postgresql to measure it too")
    return [*found, *_growth(found)]


def _growth(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The exponent of each time: 1 is linear in the deals."""
    told = []
    for database in dict.fromkeys(run["database"] for run in found):
        runs = [run for run in found if run["database"] == database]
        if len(runs) > 1:
            first, last = runs[0], runs[-1]
            times = log(last["deals"] / first["deals"])
            grown = {name: log(last[name] / first[name]) / times for name in TIMES}
            alike = dict.fromkeys(first, None) | {"database": f"{database}, exponent of growth"}
            told.append(alike | grown)
    return told


def _run(name: str, deals: int, folder: Path) -> dict[str, Any]:
    from interlock.store import read, write

    connect.open_book()
    made = _book(deals)
    taken: dict[str, Any] = {"database": name, "deals": deals, "changes": made.changes.height}
    taken["write"] = _seconds(lambda: write.book(made, by="", words="first"))
    taken["read"] = _seconds(read.book)
    taken["again"] = _seconds(lambda: write.book(made, by="", words="again"))
    for week in range(1, PAST + 1):
        made = _a_week_later(made, week)
        took = _seconds(lambda: write.book(made, by="", words="a week later"))  # noqa: B023
    taken["one_per_cent"] = took
    made = _a_week_later(made, PAST + 1)
    files = folder / f"files of {name} {deals}"
    _files(made, files)
    taken["files"] = _seconds(lambda: _take_in(files))
    taken["as_of"] = float(
        np.mean([_seconds(lambda: read.book(week)) for week in range(1, PAST + 1)])  # noqa: B023
    )
    taken["undo"] = _seconds(lambda: write.undo(PAST + 2, by=""))
    taken["arrow"] = _parquet(made.changes)
    taken["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return taken


def _files(made: Book, folder: Path) -> None:
    folder.mkdir()
    for name, content in book_files.written(made, "csv"):
        (folder / name).write_bytes(content)


def _take_in(folder: Path) -> None:
    from interlock.actions import save_book
    from interlock.actions.read_files import read_files

    known = save_book.known()
    reading = read_files(folder, known=known.book, shares=known.shares)
    prepared = save_book.prepare(reading, known, now=datetime.now(UTC))
    if save_book.apply(prepared, by="", words="files") is None:
        raise AssertionError("nothing was taken in")


def _book(deals: int) -> Book:
    rng = np.random.default_rng(SEED)
    ids = pl.Series("id", [f"D{number:07}" for number in range(deals)])
    stages = np.array(["Lead", "Demo", "Offer", "Contract"])
    began = datetime(2024, 1, 1)
    rows = pl.DataFrame(
        {
            "id": ids, "name": "Deal " + ids, "owner": rng.choice(["Ann", "Bob", "Cem"], deals),
            "stage": rng.choice(stages, deals), "outcome": "open",
            "amount": rng.integers(1_000, 90_000, deals), "currency": "EUR",
            "created_on": began.date(),
        }
    )  # fmt: skip
    logged = np.repeat(np.arange(deals), CHANGES_EACH)
    seconds = rng.integers(0, 80_000_000, logged.size)
    log = pl.DataFrame(
        {
            "table": "deals", "id": ids.gather(logged),
            "at": pl.Series([began], dtype=pl.Datetime("us")).new_from_index(0, logged.size)
            + pl.Series(seconds * 1_000_000).cast(pl.Duration("us")),
            "field": "stage", "old": rng.choice(stages, logged.size),
            "new": rng.choice(stages, logged.size), "source": "log.csv",
        }
    )  # fmt: skip
    return Book(deals=_whole(DEALS, rows), changes=_whole(CHANGES, log))


def _whole(table: Any, rows: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None).alias(name) for name in table.names if name not in rows.columns]
    return table.in_order(rows.with_columns(missing).select(table.names).cast(dict(table.schema)))


def _a_week_later(book: Book, week: int) -> Book:
    rng = np.random.default_rng(SEED + week)
    moved = rng.random(book.deals.height) < 0.01
    ids = book.deals["id"].filter(moved)
    log = pl.DataFrame(
        {
            "table": "deals", "id": ids, "at": datetime(2026, 11, 20) + timedelta(weeks=week),
            "field": "stage", "old": "Lead", "new": f"Week {week}", "source": "log.csv",
        }
    )  # fmt: skip
    stage = pl.when(pl.Series(moved)).then(pl.lit(f"Week {week}")).otherwise("stage")
    return book.with_tables(
        deals=book.deals.with_columns(stage.alias("stage")),
        changes=CHANGES.in_order(pl.concat([book.changes, _whole(CHANGES, log)])),
    )


def _parquet(frame: pl.DataFrame) -> float:
    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        frame.write_parquet(file.name)
        return _seconds(lambda: pl.read_parquet(file.name))


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
