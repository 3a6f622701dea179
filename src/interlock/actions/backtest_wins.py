"""Backtest wins: two files of closed deals in, odds learnt from one held against the other."""

from collections.abc import Callable
from pathlib import Path

from interlock.engine import attribute_wins
from interlock.importers.closed_deals import read_closed, source_of_deals
from interlock.records.problems import Problem
from interlock.records.wins import WinsBacktest


def backtest_wins(
    train: Path,
    test: Path,
    *,
    mapping: Path,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[WinsBacktest, tuple[Problem, ...]]:
    """The scores, and everything that is wrong with the files.

    Both files are read as the mapping's first source of deals, whatever they are called.
    """
    progress("reading")
    source, wrong = source_of_deals(mapping)
    past, wrong_past = read_closed(train, source)
    new, wrong_new = read_closed(test, source)
    made = attribute_wins.backtest(past, new, seed=seed, progress=progress)
    return made, (*wrong, *wrong_past, *wrong_new)
