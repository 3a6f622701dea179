"""The Next Release Problem solved exactly: which features bring most within a budget of work.

    python benchmarks/next_release.py FILE... --ratio 0.3 0.5 0.7 --json   what is best
    python benchmarks/next_release.py FILE... --solution --json   with customers and items
    python benchmarks/next_release.py FILE... --hull --json       at every price of work
    python benchmarks/next_release.py FILE... --front --seconds 60 --json    within every cost
    python benchmarks/next_release.py FILE... --peers --seconds 60    general solvers beside ours
    python benchmarks/next_release.py --size full     made-up problems, and HiGHS beside

Files are in the public format (`peers/next_release_files.py`). `budget` is the ratio of all costs,
half a unit rounded up; no choice is worth more than `bound`. `seconds`, and `cpu_seconds` of the
processors, count all from the file as read to the checked answer, on kernels compiled beforehand.
`--seconds` ends a search, and the best so far is given with its bound. Ids are those of the file.
`points` are costs and values; `gap` is how much more, at most, is to be had within any cost, as a
share: none at the corners of a hull. With `--save NAME` runs go to `results/NAME.json`.
"""

import argparse
import json
import math
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from peers import next_release_files, next_release_made, results
from peers.next_release_files import NotAProblem, Problem

from interlock.engine import selection_front, selection_hull
from interlock.engine.best_selection import best
from interlock.engine.selection import NEVER, Chosen, Selection
from interlock.engine.selection_check import faults
from interlock.engine.selection_groups import Grouped, grouped

RATIOS = (Fraction(3, 10), Fraction(1, 2), Fraction(7, 10))
SIZES = {"small": (10.0, (1,), (500, 80)), "full": (30.0, (1, 2, 4), (3_500, 500))}
"""Seconds for each solver; how many times as large as nrp2; items and customers without levels."""
MADE_RATIOS, SEED, PEERS_SECONDS = RATIOS[:2], 1, 60.0
TINY = Problem("tiny", np.array([1, 2]), ((1, 0),), np.array([1, 2]), ((0,), (1,)))
Row = dict[str, Any]
Solver = Callable[[Selection, float], Chosen]


def main(given: list[str] | None = None) -> None:
    parser = _parser()
    asked = parser.parse_args(given)
    problems, wrong = _read(asked.files)
    if wrong:
        parser.error("\n".join(wrong))
    _compile()
    rows = list(_rows(asked, problems) if asked.files else _made_rows(asked.size, asked.seconds))
    short = [_short(row) for row in rows]
    if asked.save or not asked.files:
        results.save(asked.save or f"next_release_{asked.size}", short)
    if asked.json:
        print(json.dumps(rows))
    else:
        results.show(short)


def answered(
    problem: Problem, ratio: Fraction, solver: Solver, *, seconds: float = math.inf
) -> tuple[Row, Chosen]:
    """The row of one problem and ratio, and the choice itself."""
    wall, cpu = time.perf_counter(), time.process_time()
    of = problem.selection(problem.budget(ratio))
    chosen = solver(of, seconds)
    wrong = faults(of, chosen)
    taken = time.perf_counter() - wall, time.process_time() - cpu
    if wrong:
        raise AssertionError(f"{problem.name}: {wrong}")
    row = {
        "instance": problem.name, "ratio": float(ratio), "budget": int(of.capacity[0, 0]),
        "value": chosen.value, "cost": int(chosen.used[0, 0]),
        "bound": int(chosen.bound), "proven": chosen.proven,
        "seconds": taken[0], "cpu_seconds": taken[1],
    }  # fmt: skip
    return row, chosen


def ours(of: Selection, seconds: float) -> Chosen:
    until = time.perf_counter() + seconds
    return best(of, watch=lambda value, bound: time.perf_counter() < until)


def hull_of(problem: Problem) -> Row:
    """The corners of the hull."""
    return _curve(problem, _corners)


def front_of(problem: Problem, *, seconds: float = math.inf) -> Row:
    """The whole front, or what is known of it after so many seconds."""
    until = time.perf_counter() + seconds
    return _curve(problem, lambda small: _front(small, until))


def _rows(asked: argparse.Namespace, problems: list[Problem]) -> Iterator[Row]:
    seconds = math.inf if asked.seconds is None else asked.seconds
    for problem in problems:
        if asked.hull:
            yield hull_of(problem)
        elif asked.front:
            yield front_of(problem, seconds=seconds)
        elif asked.peers:
            yield from _beside(problem, asked.ratio, asked.seconds or PEERS_SECONDS)
        else:
            for ratio in asked.ratio:
                row, chosen = answered(problem, ratio, ours, seconds=seconds)
                yield row | (_solution(chosen) if asked.solution else {})


def _beside(
    problem: Problem, ratios: Iterable[Fraction], seconds: float, names: tuple[str, ...] = ()
) -> Iterator[Row]:
    """Ours and the general solvers of these names, or all, each for so many seconds."""
    from peers.selection_solvers import SOLVERS

    solvers = {"Interlock": ours} | {name: SOLVERS[name] for name in names or SOLVERS}
    for ratio in ratios:
        for name, solver in solvers.items():
            work = partial(answered, problem, ratio, solver, seconds=seconds)
            row, _ = work() if solver is ours else _alone(work)
            yield {"solver": name} | row


def _alone[Found](work: Callable[[], Found]) -> Found:
    """In a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(work).result()


def _made_rows(size: str, limit: float | None) -> Iterator[Row]:
    seconds, layers, (items, customers) = SIZES[size]
    made = [next_release_made.flat(items, customers, SEED)]
    made += [next_release_made.layered(times, SEED) for times in layers]
    for problem in made:
        yield from _beside(problem, MADE_RATIOS, limit or seconds, ("HiGHS",))


def _solution(chosen: Chosen) -> Row:
    """Who pays and what is built, by the ids of the file."""
    had, built = (np.flatnonzero(when != NEVER) + 1 for when in (chosen.sets, chosen.features))
    return {"customers": had.tolist(), "items": built.tolist()}


def _curve(problem: Problem, worked: Callable[[Grouped], tuple[np.ndarray, float]]) -> Row:
    wall, cpu = time.perf_counter(), time.process_time()
    small = grouped(problem.selection(int(problem.costs.sum())))
    points, gap = worked(small)
    points[:, 1] += small.had
    taken = time.perf_counter() - wall, time.process_time() - cpu
    return {
        "instance": problem.name, "points": points.tolist(), "gap": gap,
        "seconds": taken[0], "cpu_seconds": taken[1],
    }  # fmt: skip


def _corners(small: Grouped) -> tuple[np.ndarray, float]:
    corners = selection_hull.hull(small.net)
    return np.column_stack([corners.sizes, corners.values]), 0.0


def _front(small: Grouped, until: float) -> tuple[np.ndarray, float]:
    found = selection_front.front(small.net, lambda _: time.perf_counter() < until)
    return found.points, found.gap


def _read(files: list[Path]) -> tuple[list[Problem], list[str]]:
    """The problems, and what is wrong with files that hold none."""
    problems, wrong = [], []
    for file in files:
        try:
            problems.append(next_release_files.read(file))
        except NotAProblem as why:
            wrong.append(str(why))
    return problems, wrong


def _compile() -> None:
    """Every kernel once, before a clock starts."""
    answered(TINY, Fraction(1, 2), ours)
    hull_of(TINY)
    front_of(TINY)


def _short(row: Row) -> Row:
    """The row for tables and results: of lists only how long they are."""
    return {key: len(value) if isinstance(value, list) else value for key, value in row.items()}


def _ratio(text: str) -> Fraction:
    try:
        found = Fraction(text)
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if found < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no share of all costs, such as 0.3")
    return found


def _seconds(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not found > 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: seconds above 0, such as 60")
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--ratio", nargs="+", type=_ratio, default=RATIOS)
    parser.add_argument("--seconds", type=_seconds)
    parser.add_argument("--solution", action="store_true")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--hull", action="store_true")
    what.add_argument("--front", action="store_true")
    what.add_argument("--peers", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--save", metavar="NAME")
    parser.add_argument("--size", choices=SIZES, default="small")
    return parser


if __name__ == "__main__":
    main()
