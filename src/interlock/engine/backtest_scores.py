"""Forecasts and what came of them -> scores of one horizon, ours beside every baseline."""

from datetime import date

import numpy as np
import polars as pl

from interlock.engine import scores
from interlock.engine.baselines import BASELINES
from interlock.engine.reliability import reliability
from interlock.records.backtest import Between, HorizonResult, Metrics, OriginWins

OURS = "ours"


def result(rows: pl.DataFrame, horizon: int, *, seed: int) -> HorizonResult:
    """``rows``: as_of, id, won, ``ours`` and a column of odds for each baseline.

    A baseline that is missing on any day has no score: others would be scored on other days.
    """
    won = rows["won"].to_numpy().astype(float)
    known = [name for name in BASELINES if rows[name].null_count() == 0]
    days, forecast, actual, open_deals = _by_origin(rows, OURS)
    return HorizonResult(
        horizon_days=horizon,
        n=rows.height,
        deals=rows["id"].n_unique(),
        origins=rows["as_of"].n_unique(),
        base_rate=float(won.mean()),
        metrics=_metrics(rows, OURS),
        observed_expected=_observed(rows),
        baselines={n: _metrics(rows, n) if n in known else None for n in BASELINES},
        differences={name: _differences(rows, name, seed) for name in known},
        reliability=reliability(rows[OURS].to_numpy(), won, seed=seed),
        by_origin=tuple(
            OriginWins(day, int(count), float(expected), int(wins))
            for day, expected, wins, count in zip(days, forecast, actual, open_deals, strict=True)
        ),
    )


def _metrics(rows: pl.DataFrame, name: str) -> Metrics:
    p, won = rows[name].to_numpy(), rows["won"].to_numpy().astype(float)
    _, forecast, actual, _ = _by_origin(rows, name)
    line = scores.calibration(p, won)
    return Metrics(
        brier=scores.brier(p, won),
        log_loss=scores.log_loss(p, won),
        auc=scores.auc(p, won),
        wins_mae=float(np.abs(forecast - actual).mean()),
        wins_ratio=float(p.sum() / won.sum()) if won.sum() else None,
        calibration_slope=line[0] if line else None,
        calibration_intercept=line[1] if line else None,
    )


def _by_origin(
    rows: pl.DataFrame, name: str
) -> tuple[list[date], np.ndarray, np.ndarray, np.ndarray]:
    """Days, and on each the wins forecast, the actual ones, and how many deals were open.

    Summed in the order of the rows, so that the same rows give the same bits.
    """
    days = rows["as_of"].unique().sort()
    at = days.search_sorted(rows["as_of"]).to_numpy()
    return (
        days.to_list(),
        np.bincount(at, weights=rows[name].to_numpy()),
        np.bincount(at, weights=rows["won"].to_numpy()),
        np.bincount(at),
    )


def _observed(rows: pl.DataFrame) -> Between | None:
    """Wins per win forecast; a deal won counts once however often it was forecast."""
    expected = float(rows[OURS].to_numpy().sum())
    if not expected:
        return None
    won = rows.filter(pl.col("won") > 0)
    deals = won["id"].n_unique()
    days_each = won.height / deals if deals else rows.height / rows["id"].n_unique()
    low, high = (days_each * limit / expected for limit in scores.count_limits(deals))
    return Between(won.height / expected, low, high)


def _differences(rows: pl.DataFrame, name: str, seed: int) -> dict[str, Between]:
    won, deal = rows["won"].to_numpy().astype(float), rows["id"].to_numpy()
    ours, theirs = rows[OURS].to_numpy(), rows[name].to_numpy()
    pairs = {
        "brier": ((ours - won) ** 2, (theirs - won) ** 2),
        "log_loss": (scores.log_losses(ours, won), scores.log_losses(theirs, won)),
    }
    found = {what: scores.difference(*pair, deal, seed=seed) for what, pair in pairs.items()}
    return {what: Between(gap.mean, gap.low, gap.high) for what, gap in found.items()}
