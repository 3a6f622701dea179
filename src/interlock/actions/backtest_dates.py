"""Backtest dates: a file of stated dates in, forecasts from them held against the ship days."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from interlock.engine import stated_backtest
from interlock.importers.stated_dates import read_stated
from interlock.records.problems import Problem
from interlock.records.stated_dates import DatesBacktest


def backtest_dates(
    path: Path,
    *,
    first: date | None = None,
    date_format: str | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[DatesBacktest, tuple[Problem, ...]]:
    """The scores, and everything that is wrong with the file.

    With ``first`` only things that shipped from that day are scored.
    """
    progress("reading")
    stated, problems = read_stated(path, date_format=date_format)
    made = stated_backtest.backtest(stated, first=first, seed=seed, progress=progress)
    return made, problems
