"""Backtest promises: a file of promised days in, what came of them held against forecasts out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from interlock.engine import promise_backtest
from interlock.importers.stated_dates import PROMISES, read_stated
from interlock.records.problems import Problem
from interlock.records.promise_backtest import PromisesBacktest


def backtest_promises(
    path: Path,
    *,
    first: date | None = None,
    date_format: str | None = None,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[PromisesBacktest, tuple[Problem, ...]]:
    """The scores, and everything that is wrong with the file.

    With ``first`` only what was promised for that day or a later one is scored.
    """
    progress("reading")
    stated, problems = read_stated(path, date_format=date_format, form=PROMISES)
    made = promise_backtest.backtest(stated, first=first, seed=seed, progress=progress)
    return made, problems
