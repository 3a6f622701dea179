"""Backtests of plain lists, which need no book: stated dates, finished items, closed deals."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from interlock.notebook import looks
from interlock.notebook.days import Day, day_of
from interlock.notebook.problems import warn
from interlock.notebook.shown import Look, Shown
from interlock.records.pace import PaceBacktest
from interlock.records.problems import Problem
from interlock.records.stated_dates import DatesBacktest
from interlock.records.wins import WinsBacktest

Progress = Callable[[str], None]


def backtest_dates(
    file: str | Path,
    *,
    first: Day | None = None,
    date_format: str | None = None,
    seed: int = 1,
    progress: Progress = lambda _: None,
) -> Shown[DatesBacktest]:
    """What stated ship dates in ``file`` were worth: `interlock backtest dates`."""
    from interlock.actions import backtest_dates as action

    made = action.backtest_dates(
        Path(file), first=day_of(first), date_format=date_format, seed=seed, progress=progress
    )
    return _shown(made, looks.dates_backtest())


def backtest_pace(
    file: str | Path,
    *,
    done: str,
    created: str | None = None,
    team: str | None = None,
    date_format: str | None = None,
    items: Sequence[int] = (20, 50),
    every_weeks: int = 2,
    progress: Progress = lambda _: None,
) -> Shown[PaceBacktest]:
    """When the next items of ``file`` were done, forecast as of past weeks: `interlock backtest
    pace`; ``done``, ``created`` and ``team`` name its columns.
    """
    from interlock.actions import backtest_pace as action

    made = action.backtest_pace(
        Path(file), action.ItemColumns(done, created, team, date_format), items=tuple(items),
        every_weeks=every_weeks, progress=progress,
    )  # fmt: skip
    return _shown(made, looks.pace_backtest())


def backtest_wins(
    train: str | Path,
    test: str | Path,
    *,
    mapping: str | Path,
    seed: int = 1,
    progress: Progress = lambda _: None,
) -> Shown[WinsBacktest]:
    """Odds learnt from closed deals in ``train``, scored on those in ``test``: `interlock backtest
    wins`.
    """
    from interlock.actions import backtest_wins as action

    made = action.backtest_wins(
        Path(train), Path(test), mapping=Path(mapping), seed=seed, progress=progress
    )
    return _shown(made, looks.wins_backtest())


def _shown(made: tuple[Any, tuple[Problem, ...]], look: Look[Any]) -> Shown[Any]:
    value, problems = made
    warn(problems)
    return Shown(value, look)
