"""Ship dates forecast on past days, held against the days on which the features shipped."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import polars as pl

from interlock import __version__
from interlock.engine import history, ship_forecasts, ship_scores
from interlock.engine.quantile_scores import NAMES
from interlock.engine.ship_forecasts import WEEKS, Origin, Rows
from interlock.engine.shipped_together import together
from interlock.records.book import Book
from interlock.records.errors import BadUsage
from interlock.records.problems import LeftOut
from interlock.records.ship_backtest import ShipBacktest

METHOD = "pooled pace, scope growth, queues, dependencies and trains, simulated, and stated dates"
SIDE = ("features", "items", "releases", "teams", "dependencies")


def backtest(
    book: Book,
    *,
    first: date,
    last: date,
    every_days: int,
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> ShipBacktest:
    """Forecasts of the features open on every origin from ``first`` to ``last``, scored.

    Each origin knows only what was known then. A forecast is scored when its own 95 % date lies
    within the records, whether or not the feature had shipped by then, so that none is chosen by
    how it came out. Raises ``BadUsage`` when there is no origin.
    """
    days = _origins(first, last, every_days)
    origins = []
    for number, day in enumerate(days, start=1):
        progress(f"forecasting as of {day}: {number} of {len(days)}")
        origins.append(ship_forecasts.forecast(book, day, seed=seed))
    progress("scoring")
    rows = ship_forecasts.joined(origins)
    every, *bands = ship_scores.by_band(rows)
    return ShipBacktest(
        version=__version__,
        method=METHOD,
        seed=seed,
        as_of=book.seen_on,
        every_days=every_days,
        origins=tuple(days),
        every=every,
        bands=tuple(bands),
        together=together(origins),
        forecasts=_table(rows),
        left_out=_left_out(origins),
        notes=_notes(book, days, rows),
    )


def _origins(first: date, last: date, every_days: int) -> list[date]:
    count = (last - first).days // every_days + 1
    if count < 1:
        raise BadUsage(f"There is no day from {first} to {last}: choose an earlier first day")
    return [first + timedelta(days=every_days * at) for at in range(count)]


def _table(rows: Rows) -> pl.DataFrame:
    """origin, feature, q05 to q95, shipped_weeks."""
    columns = {
        "origin": pl.Series(rows.origin.tolist(), dtype=pl.Date),
        "feature": pl.Series(rows.feature.tolist(), dtype=pl.String),
    }
    for at, name in enumerate(NAMES):
        columns[name] = pl.Series(rows.quantiles[:, at])
    columns["shipped_weeks"] = pl.Series(rows.weeks)
    floats = pl.col(pl.Float64)
    return pl.DataFrame(columns).with_columns(pl.when(floats.is_finite()).then(floats).name.keep())


def _left_out(origins: Sequence[Origin]) -> tuple[LeftOut, ...]:
    counts = {
        "given up later": sum(origin.dropped for origin in origins),
        "neither pace, items nor a stated date": sum(origin.undated for origin in origins),
    }
    return tuple(LeftOut("forecasts", count, why) for why, count in counts.items() if count)


def _notes(book: Book, days: Sequence[date], rows: Rows) -> tuple[str, ...]:
    words = [line for line in history.unseen(book, as_of=days[0]) if line.split(",")[0] in SIDE]
    nobody = "No feature was open on any of these days: there is nothing to score"
    nothing = f"No forecast's 95 % date lies within the records, which end on {book.seen_on}"
    if not rows.weeks.size:
        return (nobody, *words)
    beyond = f"Dates are simulated {WEEKS} weeks ahead; quantiles beyond that are empty"
    return (*words, beyond) if rows.over.any() else (nothing, *words, beyond)
