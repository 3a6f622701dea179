"""Backtest pace: a list of finished items in, forecasts of past weeks held against what came."""

from collections.abc import Callable, Sequence
from pathlib import Path

from interlock.engine import backtest_pace as engine
from interlock.importers.finished_items import ItemColumns, read_finished
from interlock.records.pace import PaceBacktest
from interlock.records.problems import Problem

__all__ = ["ItemColumns", "backtest_pace"]


def backtest_pace(
    file: Path,
    columns: ItemColumns,
    *,
    items: Sequence[int] = (20, 50),
    every_weeks: int = 2,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[PaceBacktest, tuple[Problem, ...]]:
    """The scores of ``items`` ahead, and everything that is wrong with the file."""
    progress("reading")
    finished, problems = read_finished(file, columns)
    made = engine.backtest(finished, items=items, every_weeks=every_weeks, progress=progress)
    return made, problems
