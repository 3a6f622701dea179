"""Forecasts and what came of them -> scores of one horizon, ours beside every baseline."""

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
    deals = rows["id"].n_unique()
    by_origin = rows.group_by("as_of").agg(
        pl.len(), pl.col(OURS).sum(), actual=pl.col("won").cast(pl.Int64).sum()
    )
    return HorizonResult(
        horizon_days=horizon,
        n=rows.height,
        deals=deals,
        origins=rows["as_of"].n_unique(),
        base_rate=float(won.mean()),
        metrics=_metrics(rows, OURS),
        observed_expected=_observed(rows),
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


def _observed(rows: pl.DataFrame) -> Between | None:
    """Wins per win forecast; a deal won counts once however often it was forecast."""
    expected = float(rows[OURS].sum())
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
