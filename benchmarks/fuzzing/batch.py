"""Folders tried one after the other in a process of their own, and what came of them."""

import faulthandler
import resource
import shutil
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from fuzzing.folders import fill
from fuzzing.property import BROKEN, SECONDS, outcome_of

MOST_BYTES = 4 << 30
"""Address space of a process: what asks for more breaks."""


@dataclass
class Tally:
    """Counts of many folders; the slowest with its seed; peak memory of a process in MiB."""

    folders: int = 0
    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    peak_mib: int = 0

    def add(self, other: "Tally") -> None:
        self.folders += other.folders
        self.files += other.files
        self.outcomes += other.outcomes
        self.broken += other.broken
        self.slowest = max(self.slowest, other.slowest)
        self.peak_mib = max(self.peak_mib, other.peak_mib)


def bounded() -> None:
    """Bounds this process's memory, where the system can."""
    if sys.platform.startswith("linux"):
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, hard))


def tried(home: Path, seed: int, numbers: range) -> Tally:
    """The folder of each number; one that ends the process leaves its folder in ``home``."""
    tally = Tally()
    for number in numbers:
        tally.add(one(home, f"{seed}:{number}"))
    tally.peak_mib = _peak_mib()
    return tally


def one(home: Path, seed: str) -> Tally:
    folder = home / seed.replace(":", "-")
    folder.mkdir()
    files = fill(folder, Random(seed))
    faulthandler.dump_traceback_later(6 * SECONDS, exit=True)
    start = time.perf_counter()
    outcome = outcome_of(folder)
    seconds = time.perf_counter() - start
    faulthandler.cancel_dump_traceback_later()
    shutil.rmtree(folder)
    word, _, how = outcome.partition("\n")
    broken = [f"folder {seed}: {how}"] if word == BROKEN else []
    return Tally(1, files, Counter([word]), broken, (seconds, seed))


def _peak_mib() -> int:
    """The kernel counts KiB on Linux, bytes on a Mac."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak >> (20 if sys.platform == "darwin" else 10)
