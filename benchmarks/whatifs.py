"""How long a what-if takes to answer, the forecast being held in memory.

    python benchmarks/whatifs.py                 300 deals and 60 features
    python benchmarks/whatifs.py --size full     so many deals that 2,000 are open, and 300 features
    python benchmarks/whatifs.py --answers N     answers of each kind

A made-up company of that size is read and forecast once. Then changes of every kind, and three
together, are asked for at random: `p50` and `p95` in milliseconds of wall time, `cpu_p50` of
processor time, which what else runs on the machine changes less; `turn_p50` of the tipping point,
which the answer is timed without. `anew` is the peer in the same run: the same ship dates, then
every deal joined and every quarter summed from nothing, before and after; `times` is that over p50.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.actions.read_files import read_files
from interlock.engine import joint, outlook, presence, releases, suppose, tool_dates, whatif
from interlock.engine.outlook import Outlook
from interlock.records import whatif as changes
from interlock.records.errors import BadUsage
from interlock.records.whatif import Change, WhatIf

ROOT = Path(__file__).resolve().parents[1]
SIZES = {"small": (1_080, 60), "full": (12_000, 290)}
SEED, PEERS = 1, 3
Made = dict[str, Callable[[], Change]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--answers", type=int, default=20)
    asked = parser.parse_args()
    now = _held(*SIZES[asked.size])
    found = measured(now, asked.answers)
    results.save(f"whatifs_{asked.size}", found)
    results.show(found)


def measured(now: Outlook, answers: int) -> list[dict[str, Any]]:
    lots = random.Random(SEED)  # noqa: S311 - no secret
    made = _changes(now, lots)
    anew = float(np.median([_seconds(lambda: _anew(now, made["drop"]()))[0] for _ in range(PEERS)]))
    runs = []
    for kind in (*made, "three together"):
        chosen = [kind] if kind in made else lots.sample(list(made), 3)
        _answered(now, [made[one] for one in chosen])
        found = []
        while len(found) < answers:
            chosen = [kind] if kind in made else lots.sample(list(made), 3)
            taken = _answered(now, [made[one] for one in chosen])
            found += [taken] if taken else []
        wall, cpu, turn = 1_000 * np.array(found).T
        p50 = float(np.median(wall))
        runs.append({
            "kind": kind, "deals": now.open_deals.height, "features": len(now.ship.features),
            "p50": p50, "p95": float(np.quantile(wall, 0.95)), "cpu_p50": float(np.median(cpu)),
            "turn_p50": float(np.median(turn)), "anew": 1_000 * anew, "times": 1_000 * anew / p50,
        })  # fmt: skip
    return runs


def _answered(now: Outlook, made: list[Callable[[], Change]]) -> tuple[float, ...] | None:
    """Seconds, and seconds of processors, of an answer; then seconds of its tipping point."""
    asked = WhatIf(tuple(one() for one in made))
    try:
        wall, cpu = _seconds(lambda: whatif.answer(now, asked))
        both, _ = _seconds(lambda: whatif.answer(now, asked, turns=True))
    except BadUsage:  # a lot that cannot be: an earlier change dropped what it names
        return None
    return wall, cpu, max(0.0, both - wall)


def _seconds(step: Callable[[], Any]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - wall, time.process_time() - cpu


def _anew(now: Outlook, change: Change) -> None:
    made = suppose.suppose(now.delivery, WhatIf((change,)))
    for book, delivery in ((now.book, now.delivery), (made.book, made.delivery)):
        ship = releases.ship(delivery)
        tools = tool_dates.dated(book, ship, as_of=now.as_of, seed=now.seed)
        joined = joint.join(
            book, as_of=now.as_of, fitted=now.fitted, ship=ship, worth=now.worth,
            ends=now.joint.ends, seed=now.seed, tools=tools,
        )  # fmt: skip
        deals = outlook.valued_deals(book, joined, now.amounts, now.as_of)
        whole = replace(now, book=book, ship=ship, tools=tools, joint=joined, open_deals=deals)
        for quarter in now.quarters:
            outlook.booked(whole, outlook.eve(quarter), quarter.last).range()


def _changes(now: Outlook, lots: random.Random) -> Made:
    book, features = now.book, now.ship.features
    deals, teams = now.open_deals["id"].to_list(), sorted(presence.people_of(book))
    waits = book.needs.filter(pl.col("deal").is_in(deals), pl.col("feature").is_in(list(features)))
    needs = list(waits.select("deal", "feature").iter_rows())
    stands = pl.col("done_on").is_null() & pl.col("due").is_not_null()
    promises = book.promises.filter(stands)["id"].to_list()
    trains = book.releases.filter(pl.col("shipped_on").is_null())["id"].to_list()

    def day() -> Any:
        return now.as_of + timedelta(days=lots.randint(20, 120))

    one = lots.choice
    return {
        "drop": lambda: changes.Drop(one(features)),
        "delay": lambda: changes.Delay(one(features), one((1, 3, 6))),
        "bring forward": lambda: changes.BringForward(one(features), one((1, 3, 6))),
        "order": lambda: changes.Reorder(one(features), lots.randint(1, 10)),
        "add": lambda: changes.Add("New", lots.randint(3, 30), one(teams)),
        "split": lambda: changes.Split(one(features), 0.4),
        "move feature": lambda: changes.MoveFeature(one(features), one(trains)),
        "move release": lambda: changes.MoveRelease(one(trains), day()),
        "people": lambda: changes.People(one(teams), one((1, 2, -1))),
        "move people": lambda: changes.MovePeople(*lots.sample(teams, 2), 1),
        "need": lambda: changes.Need(*one(needs), one((None, "dealbreaker"))),
        "amount": lambda: changes.Amount(one(deals), 50_000),
        "promise": lambda: changes.Promise(one(features), day()),
        "break promise": lambda: changes.BreakPromise(one(promises)),
    }


def _held(deals: int, features: int) -> Outlook:
    with tempfile.TemporaryDirectory() as folder:
        company = Path(folder) / "company"
        generator = [sys.executable, str(ROOT / "examples" / "make_company.py")]
        size = ["--out", str(company), "--deals", str(deals), "--features", str(features)]
        subprocess.run([*generator, *size], check=True)
        book = read_files(company).book
    return outlook.outlook(book, as_of=book.seen_on, seed=SEED)


if __name__ == "__main__":
    main()
