"""How good odds were once the endings are known: proper scores, ranking, calibration."""

from dataclasses import dataclass

import numpy as np

SURE = 1e-6
"""Odds are kept this far from 0 and 1 in the log loss, so that one sure miss does not cost all."""

FEWEST_EACH = 10
"""Calibration needs this many of each ending; below, it is not said."""

RESAMPLES = 1_000
STEPS = 50


@dataclass(frozen=True)
class Difference:
    """A mean difference of two scores, and the middle 95 % of its resampled values."""

    mean: float
    low: float
    high: float


def brier(p: np.ndarray, won: np.ndarray) -> float:
    """Mean of (p - won)^2: 0 for sure and right, .25 for a coin. ``p`` (n,), ``won`` (n,) 0 or 1.

    Source: Brier (1950), Verification of forecasts expressed in terms of probability.
    """
    return float(np.mean((p - won) ** 2))


def log_losses(p: np.ndarray, won: np.ndarray) -> np.ndarray:
    """-log of the odds given to what happened, in nats, one a forecast."""
    sure = np.clip(p, SURE, 1 - SURE)
    return -np.where(won > 0, np.log(sure), np.log1p(-sure))


def log_loss(p: np.ndarray, won: np.ndarray) -> float:
    """Mean of -log of the odds given to what happened, in nats."""
    return float(np.mean(log_losses(p, won)))


def auc(p: np.ndarray, won: np.ndarray) -> float | None:
    """Chance that a deal won had higher odds than one not won, ties half; None without both.

    AUC = (R - n1 (n1 + 1) / 2) / (n1 n0), R the sum of the won deals' ranks, ties at their mean.
    Source: Hanley and McNeil (1982).
    """
    ones = int(won.sum())
    zeros = won.size - ones
    if not ones or not zeros:
        return None
    _, place, count = np.unique(p, return_inverse=True, return_counts=True)
    rank = np.cumsum(count) - (count - 1) / 2
    return float((rank[place][won > 0].sum() - ones * (ones + 1) / 2) / (ones * zeros))


def calibration(p: np.ndarray, won: np.ndarray) -> tuple[float, float] | None:
    """(slope, intercept) of the line logit Pr(won) = intercept + slope logit(p); ideal is (1, 0).

    A slope below 1 says that high odds were too high and low ones too low. None with fewer than
    ten of either ending, or when all odds are the same. Source: Cox (1958), Two further
    applications of a model for binary regression.
    """
    ones = int(won.sum())
    sure = np.clip(p, SURE, 1 - SURE)
    x = np.log(sure) - np.log1p(-sure)
    if min(ones, won.size - ones) < FEWEST_EACH or np.ptp(x) < 1e-9:
        return None
    rows = np.column_stack([np.ones_like(x), x])
    line = np.array([0.0, 1.0])
    for _ in range(STEPS):
        fitted = 1 / (1 + np.exp(-rows @ line))
        weight = fitted * (1 - fitted)
        step = np.linalg.solve(rows.T @ (rows * weight[:, None]), rows.T @ (won - fitted))
        line = line + np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-9:
            break
    return float(line[1]), float(line[0])


def difference(one: np.ndarray, other: np.ndarray, cluster: np.ndarray, *, seed: int) -> Difference:
    """Mean of ``one - other`` over forecasts, with the middle 95 % when whole clusters are drawn.

    ``one`` and ``other`` (n,) are scores of the same forecasts, ``cluster`` (n,) whose they are:
    a deal that was forecast on many days counts as one deal. Each resample weighs the clusters by
    counts drawn with replacement. Source: Field and Welsh (2007), Bootstrapping clustered data.
    """
    gap = np.asarray(one, float) - np.asarray(other, float)
    _, at = np.unique(cluster, return_inverse=True)
    total, size = np.bincount(at, weights=gap), np.bincount(at)
    random = np.random.Generator(np.random.Philox(seed))
    shares = [_resampled(total, size, random) for _ in range(RESAMPLES)]
    low, high = np.quantile(shares, [0.025, 0.975])
    return Difference(float(gap.mean()), float(low), float(high))


def _resampled(total: np.ndarray, size: np.ndarray, random: np.random.Generator) -> float:
    times = np.bincount(random.integers(0, size.size, size.size), minlength=size.size)
    return float((times @ total) / (times @ size))
