"""Seconds and memory of learning from closed deals and forecasting open ones, beside two libraries.

    python benchmarks/deal_speed.py                1,000 closed deals and 500 open
    python benchmarks/deal_speed.py --size full    100,000 closed deals and 20,000 open

Ours is the whole step from a book to curves: history.known, deal_history.at_risk, hazards.fit, and
the odds of all open deals for 26 weeks. It tries every term, fits two causes and recalibrates. The
peers are given the table that ours has made of it (one row a deal and day on which it stood, its
terms as columns of 0 and 1; their time does not count making it), fit one model a cause, and lay
out the open deals' curves:

    lifelines        WeibullAFTFitter, one a cause (of what it has, the nearest that predicts)
    scikit-survival  CoxPHSurvivalAnalysis, one a cause, Breslow's base hazard

They weigh no deal by how often it stands there, choose no terms and know no calendar, so they do
less. Seconds are those of the clock, with all cores, medians of runs in turn after a first one that
counts only for memory: the most that it held beyond what was held before (on Linux).
"""

import argparse
import importlib
import re
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from peers import results

from interlock.engine import deal_history, deal_odds, history
from interlock.importers.folder import read_folder
from interlock.records.book import Book

results.with_examples()
from synthetic.shapes import write  # noqa: E402
from synthetic.world import PLAIN  # noqa: E402

SIZES = {"small": (1_000, 500, 1), "full": (100_000, 20_000, 5)}
"""Closed deals, open deals, runs."""

WEEKS = 26
PENALTY = 0.1
"""Of both peers: columns of 0 and 1 with rare values do not converge without."""

LEVELS = ("stage", "segment", "waited", "quiet", "dated", "pushes", "size", "evidence")
AGES = (4, 13, 26, 52)


def main() -> None:
    arguments = _arguments()
    closed, open_ones, times = SIZES[arguments.size]
    with tempfile.TemporaryDirectory() as made:
        book = company(Path(made), closed, open_ones)
    steps = {name: step(book) for name, step in STEPS.items() if _there(name)}
    peaks = {name: _peak(step) for name, step in steps.items()}
    seconds = timed(steps, arguments.runs or times)
    rows, columns = shape(book)
    ours = float(np.median(seconds["ours"]))
    runs = [
        {
            "who": name,
            "closed": closed,
            "open": open_ones,
            "rows": rows,
            "columns": columns if name != "ours" else None,
            "runs": len(seconds[name]),
            "seconds": float(np.median(seconds[name])),
            "times ours": float(np.median(seconds[name])) / ours,
            "peak MiB": peaks[name],
        }
        for name in steps
    ]
    results.show(runs)
    results.save(f"deal_speed_{arguments.size}", runs)


def company(folder: Path, closed: int, open_ones: int) -> Book:
    """So many of the closed deals and open deals of a made-up company, and what belongs to them."""
    deals = int(max(closed / 0.82, open_ones / 0.13))
    write(folder, replace(PLAIN, deals=deals), seed=1, stories=2)
    book = read_folder(folder).book
    ended = pl.col("outcome") != "open"
    kept = pl.concat(
        [book.deals.filter(ended).tail(closed), book.deals.filter(~ended).head(open_ones)]
    )
    return history.known(book.with_tables(deals=kept, **_of(kept, book)), as_of=book.seen_on)


def _of(kept: pl.DataFrame, book: Book) -> dict[str, pl.DataFrame]:
    ids = kept["id"].implode()
    parts = {
        name: book.table(name).filter(pl.col("deal").is_in(ids)) for name in ("needs", "evidence")
    }
    of_deal = (pl.col("table") != "deals") | pl.col("id").is_in(ids)
    return parts | {"changes": book.changes.filter(of_deal)}


def ours(book: Book) -> Callable[[], Any]:
    return lambda: deal_odds.curves(book, as_of=book.seen_on, weeks=WEEKS)


def lifelines(book: Book) -> Callable[[], Any]:
    """Fit and forecast of both causes by lifelines."""
    from lifelines import WeibullAFTFitter

    (past, weeks, ending), now = tables(book)
    days = np.arange(1, WEEKS + 1)

    def run() -> list[Any]:
        made = []
        for cause in (1, 2):
            frame = past.assign(weeks=weeks, ended=ending == cause)
            with warnings.catch_warnings(action="ignore"):
                model = WeibullAFTFitter(penalizer=PENALTY).fit(frame, "weeks", "ended")
                made.append(model.predict_survival_function(now, times=days))
        return made

    return run


def scikit_survival(book: Book) -> Callable[[], Any]:
    """Fit and forecast of both causes by scikit-survival."""
    from sksurv.linear_model import CoxPHSurvivalAnalysis
    from sksurv.util import Surv

    (past, weeks, ending), now = tables(book)
    days = np.arange(1, WEEKS)

    def run() -> list[Any]:
        made = []
        for cause in (1, 2):
            model = CoxPHSurvivalAnalysis(alpha=PENALTY, ties="breslow")
            model.fit(past.to_numpy(), Surv.from_arrays(ending == cause, weeks))
            curves = model.predict_survival_function(now.to_numpy(), return_array=True)
            made.append(curves[:, np.searchsorted(model.unique_times_, days, side="right") - 1])
        return made

    return run


STEPS = {"ours": ours, "lifelines": lifelines, "scikit-survival": scikit_survival}
MODULES = {"lifelines": "lifelines", "scikit-survival": "sksurv"}


def tables(book: Book) -> tuple[tuple[Any, np.ndarray, np.ndarray], Any]:
    """((columns of past deals as they stood, weeks followed, ending), columns of the open ones)."""
    risk = deal_history.at_risk(book, as_of=book.seen_on)
    now = deal_history.today(book, as_of=book.seen_on, scale=risk.scale, follows=risk.follows)
    both = pl.concat([_columns(risk.stood), _columns(now)])
    dummies = both.to_dummies(both.columns, drop_first=True).cast(pl.Float64)
    kept = [name for name in dummies.columns if dummies[name].head(risk.stood.height).sum() >= 5]
    count = risk.stood.height
    past, open_ones = dummies.select(kept).head(count), dummies.select(kept).slice(count)
    weeks = risk.stood["exit"].cast(pl.Float64).to_numpy() + 0.5
    return (_pandas(past), weeks, risk.stood["ending"].to_numpy()), _pandas(open_ones)


def _columns(stood: pl.DataFrame) -> pl.DataFrame:
    age = pl.sum_horizontal([(pl.col("age_weeks") >= edge).cast(pl.Int16) for edge in AGES])
    rules = [name for name in stood.columns if name.startswith("rule ")]
    names = (*LEVELS, *rules)
    return stood.select(
        age.alias("age"), *(pl.col(n).cast(pl.String).fill_null("?") for n in names)
    )


def _pandas(table: pl.DataFrame) -> Any:
    return importlib.import_module("pandas").DataFrame(table.to_numpy(), columns=table.columns)


def shape(book: Book) -> tuple[int, int]:
    """Rows and columns that the peers are given."""
    if not _there("lifelines") and not _there("scikit-survival"):
        return deal_history.at_risk(book, as_of=book.seen_on).stood.height, 0
    (past, _, _), _ = tables(book)
    return past.shape


def timed(steps: dict[str, Callable[[], Any]], times: int) -> dict[str, list[float]]:
    """Seconds of each step, in turn, ``times`` times."""
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(times):
        for name, step in steps.items():
            began = time.perf_counter()
            step()
            seconds[name].append(time.perf_counter() - began)
    return seconds


def _held(what: str) -> float:
    """MiB held now (VmRSS) or at most since the last reset (VmHWM); NaN where Linux is not."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    return int(re.search(rf"{what}:\s+(\d+) kB", status.read_text())[1]) / 1024


def _peak(step: Callable[[], Any]) -> float:
    """MiB that the step took beyond what was held before."""
    reset = Path("/proc/self/clear_refs")
    if reset.exists():
        reset.write_text("5")
    before = _held("VmRSS")
    step()
    return _held("VmHWM") - before


def _there(name: str) -> bool:
    try:
        importlib.import_module(MODULES.get(name, "interlock"))
    except ImportError:
        print(f"{name} is not installed here: it is left out")
        return False
    return True


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--size", choices=SIZES, default="small")
    parser.add_argument("--runs", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
