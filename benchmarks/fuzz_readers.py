"""Readers against files gone wrong: mutated exports of every known shape, until one breaks.

    python benchmarks/fuzz_readers.py                     2,000 files
    python benchmarks/fuzz_readers.py --size full         1,000,000 files
    python benchmarks/fuzz_readers.py --files N --seed S --jobs J
    python benchmarks/fuzz_readers.py --files N --from F  beginning with file F
    python benchmarks/fuzz_readers.py --show S:N          the bytes of one file

A file may be anything; what must hold is that reading it, alone or beside others, ends within ten
seconds, raises nothing but an error that says what to do, and gives a book of typed tables.
Folders of sixteen files are read; the files of a folder that breaks are read one by one. Whatever
breaks is printed with the seed of its file, and the exit status is 1.
"""

import argparse
import os
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

os.environ.setdefault("POLARS_MAX_THREADS", "1")

from fuzzing.shapes import File, file
from fuzzing.verdict import BROKEN, verdict, watch

SIZES = {"small": 2_000, "full": 1_000_000}
FOLDER, TASK = 16, 20
"""Files a folder, folders a task."""


def main() -> None:
    asked = _asked()
    if asked.show:
        name, raw = _made(asked.show)
        sys.exit(print(name, raw, sep="\n"))
    count = asked.files or SIZES[asked.size]
    began, outcomes, broken, slowest = time.perf_counter(), Counter[str](), 0, (0.0, "")
    tasks = range(asked.first, asked.first + count, FOLDER * TASK)
    jobs = [(asked.seed, at, min(at + FOLDER * TASK, asked.first + count)) for at in tasks]
    with ProcessPoolExecutor(asked.jobs, get_context("spawn"), watch) as pool:
        for done, (found, bad, slow) in enumerate(pool.map(_task, jobs), 1):
            outcomes += found
            slowest = max(slowest, slow)
            for words in bad:
                print(words, flush=True)
            broken += len(bad)
            _progress(done, len(jobs), began)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    seconds = time.perf_counter() - began
    print(
        f"{count:,} files in {seconds:,.0f} s ({count / seconds:.0f} a second), {broken} broken; "
        f"folders: {dict(outcomes)}; slowest {slowest[0]:.2f} s ({slowest[1]}); "
        f"peak {peak:,} MiB a process"
    )
    sys.exit(1 if broken else 0)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--files", type=int)
    parser.add_argument("--from", type=int, default=0, dest="first")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--show")
    return parser.parse_args()


def _task(job: tuple[int, int, int]) -> tuple[Counter[str], list[str], tuple[float, str]]:
    """(outcomes of folders, what broke, (seconds, first file) of the slowest folder)."""
    seed, first, last = job
    outcomes, broken, slowest = Counter[str](), list[str](), (0.0, "")
    for at in range(first, last, FOLDER):
        names = [f"{seed}:{number}" for number in range(at, min(at + FOLDER, last))]
        start = time.perf_counter()
        outcome = verdict(_distinct(names))
        slowest = max(slowest, (time.perf_counter() - start, names[0]))
        outcomes[outcome.partition("\n")[0]] += 1
        if outcome.startswith(BROKEN):
            broken += list(_culprits(names)) or [f"files from {names[0]} together: {outcome}"]
    return outcomes, broken, slowest


def _made(name: str) -> File:
    return file(random.Random(name))


def _distinct(names: list[str]) -> Iterator[File]:
    """Each file under a name of its own, but for settings, which have one place."""
    for at, name in enumerate(names):
        called, raw = _made(name)
        yield (called if called.endswith(".toml") else f"{at}-{called}"), raw


def _culprits(names: list[str]) -> Iterator[str]:
    for name in names:
        outcome = verdict([_made(name)])
        if outcome.startswith(BROKEN):
            yield f"file {name}: {outcome}"


def _progress(done: int, tasks: int, began: float) -> None:
    if sys.stderr.isatty() and done % 5 == 0:
        left = (time.perf_counter() - began) / done * (tasks - done)
        print(f"\r{done / tasks:.0%}, {left:,.0f} s left ", end="", file=sys.stderr)


if __name__ == "__main__":
    main()
