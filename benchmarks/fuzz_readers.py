"""Readers against files gone wrong: exports of every source, mutated, until one breaks.

    python benchmarks/fuzz_readers.py                     1,000 files
    python benchmarks/fuzz_readers.py --size full         1,000,000 files
    python benchmarks/fuzz_readers.py --minutes 30        as many as that takes
    python benchmarks/fuzz_readers.py --again 1:123       one folder again, kept to look at

Files are text, workbooks, Parquet, JSON, alone or packed, one to eight a folder, with mappings and
settings beside them. A file may be anything; what must hold is that reading its folder ends within
ten seconds, raises nothing but an error that says what to do, and gives a book of typed tables.
Whatever breaks is printed with the seed of its folder, and the exit status is 1. The same seed
makes the same files. What is found is mended, and kept as a test in tests/importers/.
"""

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import count, islice
from pathlib import Path
from random import Random

from fuzzing.batch import Tally, bounded, tried
from fuzzing.folders import fill
from fuzzing.property import outcome_of

SIZES = {"small": 1_000, "full": 1_000_000}
BATCH = 50
"""Folders that a process is given at a time."""

RENEWED = 40
"""Batches after which processes are made anew, so that memory that was not given back is."""

SAID_EVERY = 10
"""Seconds between two lines of progress."""


def main() -> None:
    asked = _asked()
    if asked.again:
        _again(asked.again)
        return
    most = asked.files or (sys.maxsize if asked.minutes else SIZES[asked.size])
    until = asked.minutes * 60 if asked.minutes else float("inf")
    os.environ["POLARS_MAX_THREADS"] = "1"  # each process keeps to its core
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as home:
        tally = _all(Path(home), asked.seed, asked.jobs, most, start + until)
    _print(tally, time.perf_counter() - start, asked.jobs)
    sys.exit(1 if tally.broken else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--files", type=int, help="so many files")
    parser.add_argument("--minutes", type=float, help="as many files as that takes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--again", metavar="SEED", help="one folder, as 1:123")
    return parser.parse_args()


def _all(home: Path, seed: int, jobs: int, most: int, until: float) -> Tally:
    """Batches for all processes, until there are enough files or it is late."""
    tally = Tally()
    batches = (range(at, at + BATCH) for at in count(step=BATCH))
    while (more := _more(tally, most, until))():
        try:
            _in_a_pool(
                partial(tried, home, seed), islice(batches, RENEWED * jobs), jobs, tally, more
            )
        except BrokenProcessPool:
            _say(ended := Tally(broken=[f"a process ended within {_left(home)}"]))
            tally.add(ended)
    return tally


def _more(tally: Tally, most: int, until: float) -> Callable[[], bool]:
    return lambda: tally.files < most and time.perf_counter() < until


def _in_a_pool(
    work: Callable[[range], Tally],
    batches: Iterator[range],
    jobs: int,
    tally: Tally,
    more: Callable[[], bool],
) -> None:
    said = time.perf_counter()
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), bounded) as pool:
        running = {pool.submit(work, batch) for batch in islice(batches, jobs)}
        while running:
            done, running = wait(running, timeout=SAID_EVERY, return_when=FIRST_COMPLETED)
            for found in (batch.result() for batch in done):
                _say(found)
                tally.add(found)
            running |= {pool.submit(work, batch) for batch in islice(batches, len(done)) if more()}
            if time.perf_counter() - said >= SAID_EVERY:
                said = time.perf_counter()
                print(f"{tally.files:,} files, {len(tally.broken)} broken", file=sys.stderr)


def _left(home: Path) -> str:
    """The seeds that were being tried when a process ended: their folders are still there."""
    left = sorted(home.iterdir())
    for folder in left:
        shutil.rmtree(folder)
    return " or ".join(folder.name.replace("-", ":") for folder in left)


def _say(tally: Tally) -> None:
    for broken in tally.broken:
        print(broken, flush=True)


def _print(tally: Tally, seconds: float, jobs: int) -> None:
    slowest, seed = tally.slowest
    print(f"{tally.files:,} files in {tally.folders:,} folders, {seconds:.0f} s, {jobs} processes")
    print(f"{tally.files / seconds:.1f} files/s, {tally.files / seconds / jobs:.1f} a process")
    print(", ".join(f"{word} {n:,}" for word, n in tally.outcomes.most_common()))
    print(f"slowest {slowest:.2f} s ({seed}), peak memory {tally.peak_mib:,} MiB a process")
    print(f"{len(tally.broken)} broken")


def _again(seed: str) -> None:
    folder = Path(tempfile.mkdtemp())
    fill(folder, Random(seed))
    print(f"{folder}: {outcome_of(folder)}")


if __name__ == "__main__":
    main()
