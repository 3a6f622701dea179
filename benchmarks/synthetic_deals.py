"""How good the odds of deals are where the true odds are known: made-up companies, small histories.

    python benchmarks/synthetic_deals.py                    two worlds, about 100 closed deals
    python benchmarks/synthetic_deals.py --size full        seven worlds; 100, 270 and 930 closed
    python benchmarks/synthetic_deals.py --world null ...   some of the worlds

Each fit learns from one small company. Its odds are then those of all open deals of a much larger
company under the same laws (whose reps it does not know), 91 days ahead. Peers, from the same small
history: the share won within 91 days (constant), the CRM's per cent by stage, and the company's own
shares by stage and horizon. Scores are expected ones: with p* the true chance of a deal,

    Brier = mean of (p - p*)^2 + p* (1 - p*);   log loss = mean of -p* log p - (1 - p*) log(1 - p)

so the luck of one future is not in them; `floor` is the Brier score of p* itself. `ratio` is
forecast over expected wins, `slope` the calibration slope against p*. Means over seeds of the small
company, with the standard error over them.
"""

import argparse
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.engine import baselines, deal_history, deal_odds, history, scores
from interlock.engine.deal_odds import Curves
from interlock.importers.folder import read_folder
from interlock.records.book import Book

results.with_examples()
from synthetic.shapes import write  # noqa: E402
from synthetic.world import WORLDS  # noqa: E402

NAMES = tuple(name for name in WORLDS if name != "no-features")
HISTORIES = {"small": (112,), "full": (112, 300, 1_035)}
SEEDS = {"small": 2, "full": 8}
TESTED = {"small": 600, "full": 10_000}
SHOWN = {"small": ("plain", "null"), "full": NAMES}
DAYS, WEEKS = 91, 14
TEST_SEED, FUTURES = 1_000, 300
TELLING = 0.01
"""Standard deviation of odds below which they tell no deals apart, and have no slope."""


@dataclass(frozen=True)
class Tested:
    """The larger company as known on its last day, and the true chances of its open deals."""

    known: Book
    truth: pl.DataFrame


def main() -> None:
    arguments = _arguments()
    size, runs = arguments.size, []
    for world in arguments.world or SHOWN[size]:
        tested = larger(world, TESTED[size])
        for deals in arguments.deals or HISTORIES[size]:
            fits = [
                scored(world, deals, seed, tested)
                for seed in range(1, (arguments.seeds or SEEDS[size]) + 1)
            ]
            runs.append(_mean(world, fits))
            results.show(runs[-1:])
            results.save(f"synthetic_deals_{size}", runs)
    print()
    results.show(runs)


def larger(world: str, deals: int) -> Tested:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, replace(WORLDS[world], deals=deals), seed=TEST_SEED, stories=FUTURES)
        book = read_folder(folder).book
        odds = pl.read_parquet(folder / "truth" / "odds.parquet")
    end = book.seen_on + timedelta(days=DAYS)
    before = odds.filter(pl.col("by") <= end).sort("by").group_by("deal").last()
    after = odds.filter(pl.col("by") > end).sort("by").group_by("deal").first()
    part = (pl.lit(end) - pl.col("by")).dt.total_days() / 7
    truth = before.join(after, on="deal", suffix="_next").select(
        id="deal", p=pl.col("p_won") + part * (pl.col("p_won_next") - pl.col("p_won"))
    )
    known = history.known(book, as_of=book.seen_on)
    strangers = known.deals.with_columns(owner=pl.lit("somebody else"))
    return Tested(known.with_tables(deals=strangers), truth)


def scored(world: str, deals: int, seed: int, tested: Tested) -> dict[str, float]:
    """Scores of one fit and of its peers on the larger company's open deals."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write(folder, replace(WORLDS[world], deals=deals), seed=seed, stories=2)
        book = read_folder(folder).book
    small = deal_odds.curves(book, as_of=book.seen_on, weeks=WEEKS)
    ids, odds = ours(small, tested.known)
    truth = pl.DataFrame({"id": ids}).join(tested.truth, on="id", maintain_order="left")
    given = {"ours": odds, **peers(small, tested.known, ids)}
    there = pl.Series(ids).is_in(truth["id"].implode()).to_numpy()
    true = truth["p"].to_numpy().astype(float)
    calibrated = scores.calibration(odds[there], true) if odds.std() > TELLING else None
    return {
        "closed": float(small.fitted.closed),
        "open": float(true.size),
        **{f"brier {name}": _brier(p[there], true) for name, p in given.items()},
        "floor": _brier(true, true),
        **{f"log {name}": _log_loss(p[there], true) for name, p in given.items()},
        "ratio": float(odds[there].sum() / true.sum()),
        "slope": calibrated[0] if calibrated else np.nan,
        "no skill": float(small.fitted.skill == "no skill"),
    }


def ours(small: Curves, known: Book) -> tuple[list[str], np.ndarray]:
    ids, won, _ = deal_odds.given(known, small.fitted, as_of=known.seen_on, seed=1, weeks=WEEKS)
    return ids, deal_odds.by_day(won, DAYS)


def peers(small: Curves, known: Book, ids: list[str]) -> dict[str, np.ndarray]:
    """Odds of the larger company's deals from the small one's history."""
    risk = small.risk
    now = deal_history.today(known, as_of=known.seen_on, scale=risk.scale, follows=risk.follows)
    ordered = pl.DataFrame({"id": ids}).join(now, on="id", how="left", maintain_order="left")
    learnt = baselines.past_of(small)
    past = replace(learnt, now=ordered)
    asked = {"constant": "constant", "percent": "stage_percent", "table": "stage_horizon_table"}
    found = {name: baselines.BASELINES[full](past, DAYS) for name, full in asked.items()}
    return {name: p for name, p in found.items() if p is not None}


def _brier(p: np.ndarray, true: np.ndarray) -> float:
    return float(np.mean((p - true) ** 2 + true * (1 - true)))


def _log_loss(p: np.ndarray, true: np.ndarray) -> float:
    p = np.clip(p, scores.SURE, 1 - scores.SURE)
    return float(np.mean(-true * np.log(p) - (1 - true) * np.log1p(-p)))


def _mean(world: str, fits: list[dict[str, float]]) -> Mapping[str, Any]:
    """Means over the fits; ``se`` of our Brier score, and of our gain over the table."""

    def values(name: str) -> np.ndarray:
        return np.array([fit[name] for fit in fits])

    gain = values("brier ours") - values("brier table")
    null = values("log ours") - values("log constant")
    mean = {name: float(values(name).mean()) for name in fits[0] if not name.startswith("log")}
    return {
        "world": world,
        "fits": len(fits),
        "closed": round(mean.pop("closed")),
        "open": round(mean.pop("open")),
        **{key: mean[key] for key in mean if key.startswith("brier") or key == "floor"},
        "se": _error(values("brier ours")),
        "ours - table": float(gain.mean()),
        "se gain": _error(gain),
        "log - constant": float(null.mean()),
        "most": float(null.max()),
        **{key: mean[key] for key in ("ratio", "slope", "no skill")},
    }


def _error(values: np.ndarray) -> float:
    return float(values.std(ddof=1) / len(values) ** 0.5) if len(values) > 1 else float("nan")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SEEDS, default="small")
    parser.add_argument("--world", choices=WORLDS, action="append")
    parser.add_argument("--deals", type=int, action="append", help="deals of the small company")
    parser.add_argument("--seeds", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
