"""Small real releases solved exactly, with what is built together or before, and with many teams.

    python benchmarks/small_releases.py FILE_OR_FOLDER...

Each is solved at five budgets, the same share of every team's work. `tried` is the most of every
choice, where couplings leave at most 22 things to choose: it must be the value found. Without files
there is nothing to measure, and it says so: the public ones are not part of this project.
"""

import argparse
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from peers import results
from peers.small_release_files import Release, read

from interlock.engine.best_selection import best
from interlock.engine.selection import Selection

SHARES = (0.2, 0.35, 0.5, 0.65, 0.8)
MOST_TRIED = 22


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--size", choices=("small", "full"), default="small")
    asked = parser.parse_args()
    if not asked.files:
        print("not run: no file was given")
        return
    runs = [run for path in asked.files for run in measured(read(path))]
    results.save("small_releases", runs)
    results.show(runs)


def measured(release: Release) -> list[dict[str, Any]]:
    whole = release.sizes.sum(axis=0)
    runs = []
    for share in SHARES:
        of = release.selection(np.rint(share * whole).astype(np.int64))
        began = time.perf_counter()
        chosen = best(of)
        taken = time.perf_counter() - began
        tried = every_choice(of)
        if tried is not None and tried != chosen.value:
            raise AssertionError(f"{release.name}: found {chosen.value}, every choice {tried}")
        runs.append({
            "release": release.name, "requirements": len(of.sizes), "teams": of.sizes.shape[1],
            "share": share, "value": chosen.value, "bound": chosen.bound, "proven": chosen.proven,
            "method": chosen.method, "seconds": taken, "tried": tried,
        })  # fmt: skip
    if any(less["value"] > more["value"] for less, more in pairwise(runs)):
        raise AssertionError(f"{release.name}: more budget brings less")
    return runs


def every_choice(of: Selection) -> int | None:
    """The most of every choice of things that are built together; None where they are too many."""
    things = list(dict.fromkeys(frozenset(_circle(of, at)) for at in range(len(of.sizes))))
    if len(things) > MOST_TRIED:
        return None
    place = {one: at for at, thing in enumerate(things) for one in thing}
    choices = np.arange(1 << len(things))
    size = np.zeros((len(choices), of.sizes.shape[1]), dtype=np.int64)
    worth = np.zeros(len(choices), dtype=np.int64)
    can = np.ones(len(choices), dtype=bool)
    for at, thing in enumerate(things):
        is_in = (choices >> at & 1).astype(bool)
        size[is_in] += of.sizes[list(thing)].sum(axis=0)
        worth[is_in] += of.worth[list(thing), 0].sum()
        for needed in of.closed(thing) - thing:
            can &= ~is_in | (choices >> place[needed] & 1).astype(bool)
    can &= (size <= of.capacity[0]).all(axis=1)
    return int(worth[can].max())


def _circle(of: Selection, at: int) -> set[int]:
    """What is in exactly when this is."""
    return {one for one in of.needed_by[at] if at in of.needed_by[one]}


if __name__ == "__main__":
    main()
