"""How well weeks until the next 20 and 50 items are foretold, beside bootstrap and average.

    python benchmarks/pace.py                                   made-up teams
    python benchmarks/pace.py --size full                       the same, more and longer
    python benchmarks/pace.py ITEMS.csv --done COLUMN [--team COLUMN] [--date-format F] [--without]

Made-up teams: a steady one, one that grows, one whose pace drifts, one that ships in cycles of
five weeks, one that finishes in batches. Coverage and CRPS as `interlock backtest pace` defines
them. --without adds the pool's parts: each member alone, equal weights, no recalibration.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from interlock.engine import backtest_pace, pace_pool, pool_weights, week_recalibration
from interlock.engine.pace_members import MEMBERS
from interlock.engine.pace_scores import BOOTSTRAP, VELOCITY
from interlock.importers.finished_items import ItemColumns, read_finished
from interlock.records.pace import Finished, ItemsResult, WeekScores

SIZES = {"small": (1, 104), "full": (8, 260)}
"""Teams of each kind, weeks."""

MONDAY = date(2020, 1, 6)


def main() -> None:
    arguments = _arguments()
    if arguments.data is None:
        finished = made_up(*SIZES[arguments.size])
    else:
        columns = ItemColumns(arguments.done, None, arguments.team, arguments.date_format)
        finished, _ = read_finished(arguments.data, columns)
    print(f"items  {'median':9}{'n':>6}  {'':26}{'CRPS':>7}  80 %  85 % held   bias")
    _show("this", finished, arguments.items)
    if arguments.without:
        for name, changed in _parts():
            with changed():
                _show(name, finished, arguments.items, beside=False)


def made_up(teams: int, weeks: int) -> Finished:
    random = np.random.default_rng(7)
    at = np.arange(weeks)
    kinds: dict[str, Callable[[], np.ndarray]] = {
        "steady": lambda: np.full(weeks, 8.0),
        "growing": lambda: 4 * np.exp(at / weeks * 1.5),
        "drifting": lambda: 8 * np.exp(np.cumsum(random.normal(0, 0.08, weeks))),
        "cycles": lambda: 10 * (1 + 0.9 * np.sin(2 * np.pi * at / 5 + random.random())),
        "batches": lambda: random.gamma(0.4, 1 / 0.4, weeks) * 6,
    }
    rows = [
        (f"{kind} {team}", MONDAY + timedelta(days=7 * week + 2))
        for kind, pace in kinds.items()
        for team in range(teams)
        for week, count in enumerate(random.poisson(pace()))
        for _ in range(count)
    ]
    items = pl.DataFrame(rows, schema=["team", "done_on"], orient="row")
    return Finished(items, MONDAY + timedelta(days=7 * weeks - 1), by_team=True)


def _parts() -> Iterator[tuple[str, Callable[[], object]]]:
    yield "equal weights", lambda: _instead(pool_weights, "STEEPNESS", 0.0)
    yield "not recalibrated", lambda: _instead(week_recalibration, "PSEUDO_FORECASTS", 1e9)
    for at, name in enumerate(MEMBERS):
        only = np.eye(len(MEMBERS))[at]
        yield (
            f"only {name}",
            lambda only=only: _instead(pace_pool.pool_weights, "weights", _always(only)),
        )


def _always(weights: np.ndarray) -> Callable[..., np.ndarray]:
    return lambda *_, **__: weights


@contextmanager
def _instead(module: object, name: str, value: object) -> Iterator[None]:
    kept = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, kept)


def _show(name: str, finished: Finished, items: Sequence[int], *, beside: bool = True) -> None:
    for result in backtest_pace.backtest(finished, items=items).results:
        _rows(name, result, beside=beside)


def _rows(name: str, result: ItemsResult, *, beside: bool) -> None:
    for band in (result.every, *result.bands) if beside else (result.every,):
        if band.scores is None:
            continue
        print(f"{result.items:>5}  {band.name:9}{band.origins:>6}  {_line(name, band.scores)}")
        for other in (BOOTSTRAP, VELOCITY) if beside else ():
            print(" " * 24 + _line(other, band.baselines[other]))


def _line(name: str, one: WeekScores) -> str:
    cover, held = (
        f"{part:.3f}" if part is not None else "-" for part in (one.cover80, one.p85_held)
    )
    return f"{name:26}{one.crps_weeks:>7.3f}{cover:>6}{held:>11}{one.bias_weeks:>+7.2f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", nargs="?", type=Path)
    parser.add_argument("--done")
    parser.add_argument("--team")
    parser.add_argument("--date-format")
    parser.add_argument("--items", type=int, nargs="+", default=[20, 50])
    parser.add_argument("--without", action="store_true")
    parser.add_argument("--size", choices=SIZES, default="small")
    made = parser.parse_args()
    if made.data is not None and made.done is None:
        parser.error("a data file needs --done")
    return made


if __name__ == "__main__":
    main()
