"""How often the interval of the link between kept commitments and renewals holds the truth, on
made-up companies: few and many contracts, an effect and none, segments that explain it all.

    python benchmarks/renewals.py                400 companies a row
    python benchmarks/renewals.py --size full    20,000 companies a row
"""

import argparse
from time import perf_counter

import numpy as np
import polars as pl
from peers import results

from interlock.engine.renewal_link import LEVEL, measured

COMPANIES = {"small": 400, "full": 20_000}
CASES = (
    ("no effect", 0.0, False),
    ("25 points", 0.25, False),
    ("segments alone", 0.0, True),
    ("25 points beside segments", 0.25, True),
)
CONTRACTS = (40, 120, 600)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=COMPANIES, default="small")
    asked = parser.parse_args()
    rows = [
        _row(name, truth, confounded, size, COMPANIES[asked.size])
        for name, truth, confounded in CASES
        for size in CONTRACTS
    ]
    results.show(rows)
    results.save(f"renewals_{asked.size}", rows)


def _row(name: str, truth: float, confounded: bool, size: int, companies: int) -> dict[str, object]:
    rng, start = np.random.default_rng(size), perf_counter()
    made = [measured(_company(rng, size, truth, confounded)) for _ in range(companies)]
    told = [one for one in made if one.is_enough]
    raw = [f.kept_renewed / f.kept_ended - f.missed_renewed / f.missed_ended for f in told]
    holds = [one.low <= truth <= one.high for one in told]
    return {
        "case": name,
        "contracts": size,
        "not enough yet": f"{1 - len(told) / companies:.0%}",
        "truth": truth,
        "mean": round(float(np.mean([one.difference for one in told])), 3),
        "plain shares": round(float(np.mean(raw)), 3),
        f"{LEVEL:.0%} interval holds": f"{np.mean(holds):.1%}",
        "width": round(float(np.mean([one.high - one.low for one in told])), 2),
        "seconds": round(perf_counter() - start, 1),
    }


def _company(rng: np.random.Generator, size: int, truth: float, confounded: bool) -> pl.DataFrame:
    """Contracts of two segments; ``confounded``: in the second more is missed, too."""
    second = rng.random(size) < 0.5
    kept = rng.random(size) < (np.where(second, 0.3, 0.8) if confounded else 0.6)
    renewed = rng.random(size) < np.where(second, 0.25, 0.65) + truth * kept
    stratum = np.where(second, "second", "first")
    return pl.DataFrame({"stratum": stratum, "kept": kept, "renewed": renewed})


if __name__ == "__main__":
    main()
