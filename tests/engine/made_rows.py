"""Small made-up rows for the likelihood and what is estimated from it."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock.engine import rows as laying
from interlock.engine.rows import Rows
from interlock.engine.standing import UNTIL
from interlock.engine.terms import AGE, BAND_COUNT, LEVEL, Term
from interlock.records.calendar import FiscalCalendar

DAY = date(2026, 1, 5)
COLOUR = Term("colour", "colour", 3, 0.5)
SHAPE = Term("shape", "shape", 2, 0.5, by_band=True)
STAGES = ("A", "B", "unknown", "any stage")


def stood(count: int, *, seed: int = 0, days: int = 3, needs: bool = True) -> pl.DataFrame:
    """``count`` deals seen on ``days`` Mondays, with random levels and endings."""
    rng = np.random.default_rng(seed)
    deal = np.repeat(np.arange(count), days)
    size = deal.size
    until = rng.integers(0, 9, (size, 5)) * (rng.random((size, 5)) < 0.4 * needs)
    return pl.DataFrame(
        {
            "id": [f"D{number:04}" for number in deal],
            "day": [DAY + timedelta(days=7 * at) for _ in range(count) for at in range(days)],
            "stage": rng.choice(["A", "B"], size),
            "colour": pl.Series(rng.integers(0, 3, size), dtype=pl.Int16),
            "shape": pl.Series(rng.integers(0, 2, size), dtype=pl.Int16),
            "age_weeks": rng.integers(0, 30, size),
            "exit": rng.integers(0, 20, size),
            "ending": rng.integers(0, 3, size),
            **{name: until[:, at] for at, name in enumerate(UNTIL)},
        }
    )


def rows(frame: pl.DataFrame, terms: tuple[Term, ...] = (LEVEL, AGE, COLOUR, SHAPE)) -> Rows:
    return laying.rows(frame, terms, STAGES, weeks=26, fiscal=FiscalCalendar())


def table(seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(-3, 0.5, (len(STAGES), BAND_COUNT, 2))


def theta(of: Rows, seed: int = 2) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.4, of.layout.width)
