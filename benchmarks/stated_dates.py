"""What stated ship dates are worth: forecasts from them beside the dates and past ratios.

    python benchmarks/stated_dates.py                      made-up histories: steady, slipping, wild
    python benchmarks/stated_dates.py --size full          the same, longer
    python benchmarks/stated_dates.py FILE [--date-format F] [--from DAY]

FILE is what `interlock backtest dates` reads, the table is what that prints. A made-up thing has a
plan, takes a log-logistic multiple of it, and every third month states its date anew.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from interlock.engine.stated_backtest import backtest
from interlock.importers.stated_dates import read_stated
from interlock.records.stated_dates import StatedDates
from interlock.render.stated_dates import as_text

SIZES = {"small": 60, "full": 200}
WORLDS = {"steady": (0.0, 0.1), "slipping": (0.5, 0.2), "wild": (0.5, 0.5)}
"""Log of the usual ratio of real to stated time, and the log-logistic scale around it."""

FIRST = date(2020, 1, 1)
MONTH_DAYS = 30


def main() -> None:
    arguments = _arguments()
    if arguments.file is not None:
        stated, _ = read_stated(arguments.file, date_format=arguments.date_format)
        print(as_text(backtest(stated, first=arguments.first)), end="")
        return
    for name, (level, scale) in WORLDS.items():
        print(f"== {name}: usual ratio {np.exp(level):.2f}, scale {scale}")
        made = StatedDates(world(SIZES[arguments.size], level, scale, seed=1))
        print(as_text(backtest(made)), end="")


def world(things: int, level: float, scale: float, *, seed: int) -> pl.DataFrame:
    """Monthly statements on things whose real time is the stated one by a known ratio."""
    random = np.random.default_rng(seed)
    rows: list[tuple[str, date, date, date]] = []
    for thing in range(things):
        day = start = 9.0 * thing + random.integers(0, 9)
        due = start + 7 * np.exp(random.normal(2.8, 0.5))
        ships = start + max((due - start) * np.exp(level + scale * random.logistic()), 10.0)
        while day < ships:
            rows.append((f"thing {thing}", _day(day), _day(due), _day(ships)))
            day += MONTH_DAYS
            if random.random() < 1 / 3:
                due = day + max(ships - day, 5.0) * np.exp(-level - scale * random.logistic())
    names = ["what", "said_on", "date_said", "shipped_on"]
    return pl.DataFrame(rows, schema=names, orient="row")


def _day(days: float) -> date:
    return FIRST + timedelta(days=int(days))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--date-format")
    parser.add_argument("--from", dest="first", type=date.fromisoformat)
    parser.add_argument("--size", choices=SIZES, default="small")
    return parser.parse_args()


if __name__ == "__main__":
    main()
