"""Rolling origin: what would have been forecast on past days, scored by what happened."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import baselines, deal_odds, hazards
from interlock.engine.backtest_scores import OURS, result
from interlock.engine.baselines import BASELINES, Past
from interlock.engine.closing_scores import closing, time_to_close
from interlock.records.backtest import DealsBacktest
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.errors import BadUsage
from interlock.records.problems import LeftOut

METHOD = "landmark competing risks, every term gated, recalibrated"


def backtest(
    book: Book,
    *,
    first: date,
    last: date,
    every_days: int,
    horizons: Sequence[int],
    seed: int = 1,
    progress: Callable[[str], None] = lambda _: None,
) -> DealsBacktest:
    """Forecasts of the deals open on every origin from ``first`` to ``last``, scored.

    Each origin knows only what was known then. A horizon is scored from an origin only when it had
    wholly passed by ``book.seen_on``. A deal is open when created_on <= origin < closed_on; one
    without a day of creation, or closed before it was created, is left out and counted.
    Raises ``BadUsage`` when no origin has a horizon that has passed.
    """
    horizons = tuple(sorted(set(horizons)))
    asked = _asked(first, last, every_days)
    days = _passed(asked, horizons[0], book.seen_on)
    rows, closings, fits = [], [], []
    for number, day in enumerate(days, start=1):
        progress(f"forecasting as of {day}: {number} of {len(days)}")
        weeks = max(horizons) // DAYS_PER_WEEK + 2
        curves = deal_odds.curves(book, as_of=day, seed=seed, weeks=weeks)
        past = baselines.past_of(curves)
        passed = [h for h in horizons if day + timedelta(days=h) <= book.seen_on]
        rows += [_forecast(book, past, horizon) for horizon in passed]
        if max(horizons) in passed:
            closings.append(closing(book, past, max(horizons)))
        fits.append(curves.fitted)
    progress("scoring")
    forecasts = pl.concat(rows)
    return DealsBacktest(
        version=__version__,
        method=METHOD,
        seed=seed,
        as_of=book.seen_on,
        first=first,
        last=last,
        every_days=every_days,
        horizons=horizons,
        origins=tuple(days),
        results=tuple(
            result(scored, h, seed=seed)
            for h in horizons
            if (scored := forecasts.filter(pl.col("horizon_days") == h)).height
        ),
        time_to_close=time_to_close(closings),
        skill=fits[-1].skill,
        terms=hazards.tried(fits[-1]),
        forecasts=forecasts.select("as_of", "id", "horizon_days", p_won=OURS, won="won"),
        left_out=_left_out(book),
        notes=_notes(asked, book.seen_on, forecasts, horizons, fits[-1].notes),
    )


def _asked(first: date, last: date, every_days: int) -> list[date]:
    count = (last - first).days // every_days + 1
    return [first + timedelta(days=every_days * at) for at in range(max(count, 0))]


def _passed(asked: Sequence[date], shortest: int, seen_on: date) -> list[date]:
    passed = [day for day in asked if day + timedelta(days=shortest) <= seen_on]
    if not passed:
        between = f"from {asked[0]} to {asked[-1]}" if asked else "between those days"
        raise BadUsage(
            f"No day {between} has a horizon of {shortest} days that has passed: "
            f"the records end on {seen_on}. Choose earlier days or shorter horizons"
        )
    return passed


def _forecast(book: Book, past: Past, horizon: int) -> pl.DataFrame:
    """One row a deal open on the origin: our odds, each baseline's, and whether it was won."""
    curves = past.curves
    end = curves.as_of + timedelta(days=horizon)
    won = (pl.col("outcome") == "won") & (pl.col("closed_on") <= end)
    ids = pl.DataFrame({"id": curves.ids}, schema={"id": pl.String})
    what = ids.join(book.deals, on="id", how="left", maintain_order="left")
    odds = {name: baseline(past, horizon) for name, baseline in BASELINES.items()}
    return pl.DataFrame(
        {
            "as_of": [curves.as_of] * ids.height,
            "id": ids["id"],
            "horizon_days": [horizon] * ids.height,
            "won": what.select(won.fill_null(value=False).cast(pl.Int8)).to_series(),
            OURS: np.clip(deal_odds.by_day(curves.won, horizon), 0.0, 1.0),
            **{name: odds_or_none(value, ids.height) for name, value in odds.items()},
        },
        schema_overrides={"as_of": pl.Date, "horizon_days": pl.Int64}
        | dict.fromkeys(BASELINES, pl.Float64),
    )


def odds_or_none(value: np.ndarray | None, count: int) -> pl.Series:
    if value is None:
        return pl.Series([None] * count, dtype=pl.Float64)
    return pl.Series(value, dtype=pl.Float64)


def _left_out(book: Book) -> tuple[LeftOut, ...]:
    ended = pl.col("closed_on") < pl.col("created_on")
    undated = (pl.col("outcome") != "open") & pl.col("closed_on").is_null()
    reasons = {
        "without a day of creation": pl.col("created_on").is_null(),
        "ended on a day that is not stated": undated,
        "closed before they were created": ended.fill_null(value=False),
    }
    counts = {why: book.deals.filter(bad).height for why, bad in reasons.items()}
    return tuple(LeftOut("deals", count, why) for why, count in counts.items() if count)


def _notes(
    asked: Sequence[date],
    seen_on: date,
    forecasts: pl.DataFrame,
    horizons: tuple[int, ...],
    fitted: tuple[str, ...],
) -> tuple[str, ...]:
    missing = [name for name in BASELINES if forecasts[name].null_count()]
    nobody = "No deal was open on any of these days: there is nothing to score"
    return (
        *(() if forecasts.height else (nobody,)),
        *fitted,
        *(f"{name} could not be computed: {_why(name)}" for name in missing),
        *(words for h in horizons if (words := _skipped(asked, seen_on, h))),
    )


def _skipped(asked: Sequence[date], seen_on: date, horizon: int) -> str:
    """In words, from how many days a horizon was not scored because it has not passed."""
    open_days = sum(day + timedelta(days=horizon) > seen_on for day in asked)
    if not open_days:
        return ""
    if open_days == len(asked):
        return f"No day has a horizon of {horizon} days that has passed"
    return f"{horizon} days had not passed after {open_days} of {len(asked)} days: not scored there"


def _why(name: str) -> str:
    if name == "boosting":
        return "scikit-learn is not installed"
    return "stages of past days are not known"
