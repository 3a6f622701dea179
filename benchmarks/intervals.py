"""How often intervals of the deal forecast's effects hold the truth: simulation-based calibration.

    python benchmarks/intervals.py                40 companies of 300 deals
    python benchmarks/intervals.py --size full    1,000 companies of 300 deals

Effects are drawn from their prior, deals live by them, effects are estimated again with their own
spreads and the covariance by deal. A true log odds (of winning or losing, of each colour and shape)
has a rank among those drawn from the estimate; over companies ranks are even when intervals are
right. Shown: how often the middle 50, 80 and 95 % hold the truth (binomial standard error beside),
and the mean rank. Shrunk effects are right on average over the prior, which is what is asked here.
Source: Talts et al. (2018), Validating Bayesian inference algorithms with simulation-based
calibration.
"""

import argparse
from dataclasses import replace
from datetime import date, timedelta
from statistics import NormalDist

import numpy as np
import polars as pl
from peers import results

from interlock.engine import effects, likelihood
from interlock.engine import rows as laying
from interlock.engine.effects import Worths
from interlock.engine.rows import Layout, Rows
from interlock.engine.standing import UNTIL
from interlock.engine.terms import LEVEL, Term
from interlock.records.calendar import FiscalCalendar

COMPANIES = {"small": 40, "full": 1_000}
DEALS, WEEKS, LANDMARKS = 300, 26, 3
COLOUR, SHAPE = Term("colour", "colour", 3, 0.5), Term("shape", "shape", 2, 0.5)
TERMS = (replace(LEVEL, spread=0.3), COLOUR, SHAPE)
TABLE = np.full((1, 3, 2), -3.2)
NO_NEEDS = Worths(np.zeros(3), np.full(3, 1e-6))
SHARES = (0.5, 0.8, 0.95)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=COMPANIES, default="small")
    size = parser.parse_args().size
    ranks = np.concatenate([_ranks(seed) for seed in range(COMPANIES[size])])
    run = {"companies": COMPANIES[size], "deals": DEALS, "effects": int(ranks.size)}
    run |= {f"{share:.0%} holds": _inside(ranks, share) for share in SHARES}
    run |= {f"se {share:.0%}": _error(share, COMPANIES[size]) for share in SHARES}
    run |= {"mean rank": float(ranks.mean())}
    results.show([run])
    results.save(f"intervals_{size}", [run])


def _ranks(seed: int) -> np.ndarray:
    """Where each true log odds stands in the estimate's Normal distribution."""
    rng = np.random.default_rng(seed)
    frame = _stood(rng)
    ahead = laying.rows(frame, TERMS, ("any stage",), weeks=WEEKS, fiscal=FiscalCalendar())
    true = _effects(rng, ahead.layout)
    eta = likelihood.log_odds(true, TABLE, ahead, weeks=WEEKS)[::LANDMARKS]
    rows = _lived(frame, eta, rng)
    found = effects.estimate(rows, TABLE, NO_NEEDS)
    covariance = effects.robust(rows, TABLE, NO_NEEDS, found)
    sums = _combinations(rows.layout)
    error = np.sqrt(np.einsum("ij,jk,ik->i", sums, covariance, sums))
    z = (sums @ (true - found.theta)) / error
    return np.array([NormalDist().cdf(one) for one in z])


def _effects(rng: np.random.Generator, layout: Layout) -> np.ndarray:
    """Effects of winning and of losing, alike and apart, by their declared spreads."""
    true = np.zeros(layout.width)
    for term in layout.terms:
        alike, apart = rng.normal(0, term.spread, (2, term.levels))
        true[layout.places(term, 0)], true[layout.places(term, 1)] = alike + apart, alike - apart
    return true


def _stood(rng: np.random.Generator) -> pl.DataFrame:
    """Deals of each colour and shape that come over a year, each seen on three days."""
    deal = np.repeat(np.arange(DEALS), LANDMARKS)
    first = np.repeat(rng.integers(0, 52, DEALS), LANDMARKS)
    day = first + np.tile(4 * np.arange(LANDMARKS), DEALS)
    return pl.DataFrame(
        {
            "id": [f"D{number:04}" for number in deal],
            "day": [date(2025, 1, 3) + timedelta(days=7 * int(week)) for week in day],
            "stage": "any stage",
            "colour": np.repeat(rng.integers(0, 3, DEALS), LANDMARKS),
            "shape": np.repeat(rng.integers(0, 2, DEALS), LANDMARKS),
            "age_weeks": np.tile(4 * np.arange(LANDMARKS), DEALS),
            **dict.fromkeys(UNTIL, 0),
        }
    )


def _lived(frame: pl.DataFrame, eta: np.ndarray, rng: np.random.Generator) -> Rows:
    """What became of each deal, seen from each day on which it was still open."""
    odds = np.exp(eta)
    chance = odds / (1 + odds.sum(axis=2, keepdims=True))
    drawn = rng.random(chance.shape[:2])
    ends = drawn < chance.sum(axis=2)
    last = np.where(ends.any(axis=1), ends.argmax(axis=1), WEEKS)
    at = np.arange(DEALS), np.minimum(last, WEEKS - 1)
    ending = np.where(last == WEEKS, 0, np.where(drawn[at] < chance[at][:, 0], 1, 2))
    since = 4 * np.tile(np.arange(LANDMARKS), DEALS)
    lived = frame.with_columns(
        exit=pl.Series(np.repeat(last, LANDMARKS) - since),
        ending=pl.Series(np.repeat(ending, LANDMARKS)),
    ).filter(pl.col("exit") >= 0)
    return laying.rows(lived, TERMS, ("any stage",), weeks=WEEKS, fiscal=FiscalCalendar())


def _combinations(layout: Layout) -> np.ndarray:
    """Which effects add up to each cause, colour and shape: (6 of each cause, width)."""
    found = np.zeros((2 * COLOUR.levels * SHAPE.levels, layout.width))
    for at, (cause, colour, shape) in enumerate(np.ndindex(2, COLOUR.levels, SHAPE.levels)):
        for term, level in ((TERMS[0], 0), (COLOUR, colour), (SHAPE, shape)):
            found[at, layout.places(term, cause).start + level] = 1.0
    return found


def _inside(ranks: np.ndarray, share: float) -> float:
    return float((np.abs(ranks - 0.5) < share / 2).mean())


def _error(share: float, companies: int) -> float:
    """Standard error if all effects of a company stood and fell together: at most this."""
    return float(np.sqrt(share * (1 - share) / companies))


if __name__ == "__main__":
    main()
