"""Rolling origin: what would have been forecast on past days, scored by what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

from interlock import __version__
from interlock.engine import baselines, deal_odds, lives, scores
from interlock.engine.baselines import BASELINES, Past
from interlock.engine.deal_odds import Curves
from interlock.engine.reliability import reliability
from interlock.records.backtest import (
    Between,
    DealsBacktest,
    HorizonResult,
    Metrics,
    OriginWins,
    TermTried,
    TimeToClose,
)
from interlock.records.book import Book
from interlock.records.calendar import DAYS_PER_WEEK
from interlock.records.errors import BadUsage
from interlock.records.problems import LeftOut

METHOD = "landmark competing risks, every term gated, recalibrated"
OURS = "ours"


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
    days = _origins(book, first, last, every_days, horizons)
    rows, closing, fits = [], [], []
    for number, day in enumerate(days, start=1):
        progress(f"forecasting as of {day}: {number} of {len(days)}")
        weeks = max(horizons) // DAYS_PER_WEEK + 2
        curves = deal_odds.curves(book, as_of=day, seed=seed, weeks=weeks)
        past = baselines.past_of(curves)
        passed = [h for h in horizons if day + timedelta(days=h) <= book.seen_on]
        rows += [_forecast(book, past, horizon) for horizon in passed]
        if max(horizons) in passed:
            closing.append(_closing(book, past, max(horizons)))
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
        results=tuple(_result(forecasts, h, seed) for h in horizons if _has(forecasts, h)),
        time_to_close=_time_to_close(closing, max(horizons)),
        skill=fits[-1].skill,
        terms=tuple(TermTried(t.term.words, t.is_in, t.gain, t.z) for t in fits[-1].tried),
        forecasts=forecasts.select("as_of", "id", "horizon_days", p_won=OURS, won="won"),
        left_out=_left_out(book),
        notes=_notes(forecasts, horizons, fits[-1].notes),
    )


def _origins(
    book: Book, first: date, last: date, every_days: int, horizons: tuple[int, ...]
) -> list[date]:
    count = (last - first).days // every_days + 1
    days = [first + timedelta(days=every_days * at) for at in range(max(count, 0))]
    passed = [day for day in days if day + timedelta(days=horizons[0]) <= book.seen_on]
    if not passed:
        raise BadUsage(
            f"No day from {first} to {last} has a horizon of {horizons[0]} days that has passed: "
            f"the records end on {book.seen_on}. Choose earlier days or shorter horizons"
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


def _has(forecasts: pl.DataFrame, horizon: int) -> bool:
    return not forecasts.filter(pl.col("horizon_days") == horizon).is_empty()


def _result(forecasts: pl.DataFrame, horizon: int, seed: int) -> HorizonResult:
    rows = forecasts.filter(pl.col("horizon_days") == horizon)
    won = rows["won"].to_numpy().astype(float)
    known = [name for name in BASELINES if rows[name].null_count() == 0]
    by_origin = rows.group_by("as_of").agg(
        pl.len(), pl.col(OURS).sum(), actual=pl.col("won").cast(pl.Int64).sum()
    )
    return HorizonResult(
        horizon_days=horizon,
        n=rows.height,
        deals=rows["id"].n_unique(),
        origins=rows["as_of"].n_unique(),
        base_rate=float(won.mean()),
        metrics=_metrics(rows, OURS),
        baselines={n: _metrics(rows, n) if n in known else None for n in BASELINES},
        differences={name: _differences(rows, name, seed) for name in known},
        reliability=reliability(rows[OURS].to_numpy(), won, seed=seed),
        by_origin=tuple(OriginWins(*row) for row in by_origin.sort("as_of").iter_rows()),
    )


def _metrics(rows: pl.DataFrame, name: str) -> Metrics:
    p, won = rows[name].to_numpy(), rows["won"].to_numpy().astype(float)
    by_day = rows.group_by("as_of").agg(gap=(pl.col(name).sum() - pl.col("won").sum()).abs())
    line = scores.calibration(p, won)
    return Metrics(
        brier=scores.brier(p, won),
        log_loss=scores.log_loss(p, won),
        auc=scores.auc(p, won),
        wins_mae=float(by_day["gap"].to_numpy().mean()),
        wins_ratio=float(p.sum() / won.sum()) if won.sum() else None,
        calibration_slope=line[0] if line else None,
        calibration_intercept=line[1] if line else None,
    )


def _differences(rows: pl.DataFrame, name: str, seed: int) -> dict[str, Between]:
    won, deal = rows["won"].to_numpy().astype(float), rows["id"].to_numpy()
    ours, theirs = rows[OURS].to_numpy(), rows[name].to_numpy()
    pairs = {
        "brier": ((ours - won) ** 2, (theirs - won) ** 2),
        "log_loss": (scores.log_losses(ours, won), scores.log_losses(theirs, won)),
    }
    found = {what: scores.difference(*pair, deal, seed=seed) for what, pair in pairs.items()}
    return {what: Between(gap.mean, gap.low, gap.high) for what, gap in found.items()}


@dataclass(frozen=True)
class _Closing:
    """Days until each deal closed (none: -1), and the chances of having closed by each day."""

    after: np.ndarray
    chances: dict[str, np.ndarray]


def _closing(book: Book, past: Past, most: int) -> _Closing:
    curves = past.curves
    ids = pl.DataFrame({"id": curves.ids}, schema={"id": pl.String})
    closed = ids.join(book.deals, on="id", how="left", maintain_order="left")
    after = (
        closed["closed_on"] - pl.Series([curves.as_of] * ids.height, dtype=pl.Date)
    ).dt.total_days()
    return _Closing(
        after=after.fill_null(most + 1).to_numpy(),
        chances={
            OURS: _by_days(curves, most),
            "aalen_johansen": sum(lives.ahead(past.lives, baselines.age_days(past), most)),  # type: ignore[dict-item]
        },
    )


def _by_days(curves: Curves, most: int) -> np.ndarray:
    weekly = curves.won + curves.lost
    return np.column_stack([deal_odds.by_day(weekly, day) for day in range(1, most + 1)])


def _time_to_close(closing: list[_Closing], most: int) -> TimeToClose | None:
    if not closing:
        return None
    after = np.concatenate([part.after for part in closing])
    found = {
        name: _day_scores(np.concatenate([part.chances[name] for part in closing]), after, most)
        for name in closing[0].chances
    }
    return TimeToClose(most, int(after.size), *found.pop(OURS), baselines=found)


def _day_scores(chance: np.ndarray, after: np.ndarray, most: int) -> tuple[float, float | None]:
    """(CRPS up to ``most`` days, mean |median - actual| of the deals that closed within them).

    CRPS = sum over days d of (F(d) - 1{closed by d})^2
    """
    day = np.arange(1, most + 1)
    crps = ((chance - (after[:, None] <= day)) ** 2).sum(axis=1)
    median = np.where(chance[:, -1] >= 0.5, (chance < 0.5).sum(axis=1) + 1, most)
    closed = after <= most
    error = float(np.abs(median - after)[closed].mean()) if closed.any() else None
    return float(crps.mean()), error


def _left_out(book: Book) -> tuple[LeftOut, ...]:
    ended = pl.col("closed_on") < pl.col("created_on")
    reasons = {
        "without a day of creation": pl.col("created_on").is_null(),
        "closed before they were created": ended.fill_null(value=False),
    }
    counts = {why: book.deals.filter(bad).height for why, bad in reasons.items()}
    return tuple(LeftOut("deals", count, why) for why, count in counts.items() if count)


def _notes(
    forecasts: pl.DataFrame, horizons: tuple[int, ...], fitted: tuple[str, ...]
) -> tuple[str, ...]:
    none = [name for name in BASELINES if forecasts[name].null_count()]
    missing = [f"{name} could not be computed" for name in none]
    late = [h for h in horizons if not _has(forecasts, h)]
    return (
        *fitted,
        *(f"{words}: {_why(words)}" for words in missing),
        *(f"No day has a horizon of {h} days that has passed" for h in late),
    )


def _why(words: str) -> str:
    if words.startswith("boosting"):
        return "scikit-learn is not installed"
    return "stages of past days are not known"
