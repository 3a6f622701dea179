"""Do features slip together as forecast? Made-up companies whose futures are known.

    python benchmarks/shipped_together.py                  3 companies of each kind
    python benchmarks/shipped_together.py --size full      40 of each
    python benchmarks/shipped_together.py --kind shared    one kind alone

Teams share a part of their pace, features wait for each other, and trains slip. From each company's
exports alone the number of features that ship within 13 weeks is forecast, and held against that of
200 futures that begin where the company truly stands. `cover50`, `cover80`, `cover95`: how often
the middle of that size held (`cover80 se`: standard error over companies); `rank`: mean place of
what came among the simulated counts, above .5 when more ships than forecast; `p85`, `f80`: how
often single features hold their 85 % dates and 80 % ranges, of those whose 95 % date is in them.
"""

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.engine import releases, stated_ships
from interlock.engine.ship_scores import held
from interlock.engine.shipped_together import chances
from interlock.importers.folder import read_folder

results.with_examples()
from synthetic.frames import frames  # noqa: E402
from synthetic.shapes import write  # noqa: E402
from synthetic.weeks import EPOCH, friday  # noqa: E402
from synthetic.world import PLAIN  # noqa: E402

KINDS = {
    "plain": replace(PLAIN, deals=60, features=120),
    "many teams": replace(PLAIN, deals=60, features=360),
    "shared": replace(PLAIN, deals=60, features=240, waiting=0.25, train_slips=0.4),
    "steady": replace(PLAIN, deals=60, features=240, pace_sd=0.05, burst=20.0),
    "no growth": replace(PLAIN, deals=60, features=240, discovered=0.0),
}
COMPANIES = {"small": 3, "full": 40}
FUTURES, DRAWS, WEEKS, QUARTER_DAYS = 201, 1_000, 104, 91
MIDDLES = {"cover50": (0.25, 0.75), "cover80": (0.1, 0.9), "cover95": (0.025, 0.975)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=COMPANIES, default="small")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--companies", type=int)
    asked = parser.parse_args()
    runs = []
    for kind in asked.kind or KINDS:
        companies = asked.companies or COMPANIES[asked.size]
        found = [one(kind, seed) for seed in range(1, companies + 1)]
        runs.append({"kind": kind, "companies": companies, **_mean(found)})
        results.show(runs[-1:])
    print()
    results.show(runs)
    results.save(f"shipped_together_{asked.size}", runs)


def one(kind: str, seed: int) -> dict[str, float]:
    """One company's scores, over its futures."""
    world = KINDS[kind]
    with tempfile.TemporaryDirectory() as made:
        company = write(Path(made), world, seed=seed, stories=FUTURES)
        book = read_folder(Path(made)).book
    delivery = stated_ships.prepare(book, as_of=world.as_of, seed=seed, draws=DRAWS, weeks=WEEKS)
    ship = releases.ship(delivery)
    number = dict(frames(company).features.select("key", "number").iter_rows())
    theirs = company.shipped[:, [number[feature] for feature in ship.features]]
    actual = friday(world, theirs) + EPOCH - world.as_of.toordinal()
    counts = (actual <= QUARTER_DAYS).sum(axis=1)
    simulated = (ship.days <= QUARTER_DAYS).sum(axis=1).astype(float)
    low, high = np.array([chances(simulated, int(count)) for count in counts]).T
    scores = {
        name: float(np.mean(held(low, high, above) - held(low, high, below)))
        for name, (below, above) in MIDDLES.items()
    }
    return {
        **scores,
        "rank": float(((low + high) / 2).mean()),
        "expected": float(simulated.mean()),
        "came": float(counts.mean()),
        **_single(ship.days, actual, world.ahead * 7 - 7),
    }


def _single(days: np.ndarray, actual: np.ndarray, seen: int) -> dict[str, float]:
    """Single features, of those whose 95 % date lies within the futures."""
    over = (days <= seen).mean(axis=0) >= 0.95
    days, actual = np.sort(days[:, over], axis=0), actual[:, over]
    low, high = np.empty(actual.shape), np.empty(actual.shape)
    for at in range(actual.shape[1]):
        low[:, at] = np.searchsorted(days[:, at], actual[:, at], side="left") / len(days)
        high[:, at] = np.searchsorted(days[:, at], actual[:, at], side="right") / len(days)
    return {
        "p85": float(held(low, high, 0.85).mean()),
        "f80": float((held(low, high, 0.9) - held(low, high, 0.1)).mean()),
        "f_rank": float(((low + high) / 2).mean()),
        "features": float(over.sum()),
    }


def _mean(found: list[dict[str, float]]) -> dict[str, Any]:
    table = pl.DataFrame(found)
    mean = {name: table[name].sum() / table.height for name in table.columns}
    return {**mean, "cover80 se": (table["cover80"].var() or 0.0) ** 0.5 / table.height**0.5}


if __name__ == "__main__":
    main()
