"""How long the record of both sides takes: every day that was ever said, read, dated and scored.

    python benchmarks/ledger.py                20,000 said days
    python benchmarks/ledger.py --size full    1,000,000

A made-up company of 400 reps and 200 teams over eight years: deals with close dates and their
changes, promises of both sides with moves, features with fix versions and wanted-by days, releases
whose dates slip. Timed is the whole of `day_record.record`: the book cut to its day, every day said
read out of tables and change log, odds by what was known before each was said, scores, reliability
with its band; after a first call on a small book, which compiles.

Beside it in plain Python, on the same said days: the share met before of the same kind and horizon
alone, without odds, lines or bands; and the odds themselves on a tenth of the days, times ten.
"""

import argparse
import resource
import time
from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from peers import results
from peers.clock import seconds
from peers.made_ledger import made_up

from interlock.engine import day_record, met_odds, said_days, said_odds
from interlock.records.book import Book

SIZES = {"small": 20_000, "full": 1_000_000}
TENTH = 10


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    size = parser.parse_args().size
    day_record.record(made_up(2_000))
    runs = _ours(made_up(SIZES[size]))
    results.save(f"ledger_{size}", runs)
    results.show(runs)


def _ours(book: Book) -> list[dict[str, Any]]:
    before = _peak()
    began = time.perf_counter()
    made = day_record.record(book)
    whole = time.perf_counter() - began
    peak = _peak()
    days = made.days
    dues = said_odds.dues(days)
    parts = {
        "days said": lambda: said_days.said(book),
        "odds": lambda: met_odds.rolled(dues),
        "base rates": lambda: met_odds.base_rate(dues),
    }
    runs = [_run("the whole record", days, whole) | {"peak MiB": peak, "before MiB": before}]
    runs += [_run(f"of that: {name}", days, seconds(step, 1)) for name, step in parts.items()]
    runs += [_run("plain Python, base rates alone", days, seconds(lambda: _plain(days), 1))]
    some = said_odds.dues(days.gather_every(TENTH))
    tenth = seconds(lambda: _uncompiled(some), 1)
    return [*runs, _run("plain Python, odds of a tenth, x 10", days, tenth * TENTH)]


def _run(what: str, days: pl.DataFrame, took: float) -> dict[str, Any]:
    return {"what": what, "said days": days.height, "seconds": took, "peak MiB": None,
            "before MiB": None}  # fmt: skip


def _plain(days: pl.DataFrame) -> dict[tuple[str, str], float]:
    """The Brier score of base rates by side and kind: a loop over days in order, each by those that
    were known before.
    """
    ends = [float(end) for end in met_odds.HORIZONS]
    known = days.with_row_index().filter(pl.col("met").is_not_null()).sort("due", "index")
    waiting = known.select("said_on", "due", "kind", "met").rows()
    own, wide = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    losses, counts, seen = defaultdict(float), Counter(), 0
    for side, kind, said, due, met in days.select(
        "side", "kind", "said_on", "due", "met"
    ).iter_rows():
        while seen < len(waiting) and waiting[seen][1] + timedelta(days=1) < said:
            before, day, of, hit = waiting[seen]
            at = _horizon(before, day, ends)
            for count in (own[of, at], wide[at]):
                count[0] += hit
                count[1] += 1
            seen += 1
        at = _horizon(said, due, ends)
        far = (wide[at][0] + 1) / (wide[at][1] + 2)
        rate = (own[kind, at][0] + 2 * far) / (own[kind, at][1] + 2)
        if met is not None:
            losses[side, kind] += (rate - met) ** 2
            counts[side, kind] += 1
    return {group: losses[group] / count for group, count in counts.items()}


def _horizon(said: date, due: date, ends: list[float]) -> int:
    weeks = max((due - said).days, 0) / 7
    return sum(end < weeks for end in ends)


def _uncompiled(dues: met_odds.Dues) -> np.ndarray:
    """The same odds, their loops run by Python itself."""
    compiled = met_odds._filtered, met_odds._mixed, met_odds._chance, met_odds._rates
    names = ("_filtered", "_mixed", "_chance", "_rates")
    try:
        for name, one in zip(names, compiled, strict=True):
            setattr(met_odds, name, one.py_func)
        return met_odds.rolled(dues)
    finally:
        for name, one in zip(names, compiled, strict=True):
            setattr(met_odds, name, one)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
