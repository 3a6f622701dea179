"""How good odds were once the endings are known: proper scores, ranking, calibration."""

from dataclasses import dataclass

import numpy as np

SURE = 1e-6
"""Odds are kept this far from 0 and 1 in the log loss, so that one sure miss does not cost all."""

FEWEST_EACH = 10
"""Calibration needs this many of each ending; below, it is not said."""

RESAMPLES = 1_000
Z = 1.96
STEPS = 50
STEEPEST = 30.0
"""Log odds per spread of the forecasts' own, beyond which the endings are told apart wholly."""


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
    ten of either ending, when all odds are the same, or when they tell the endings apart wholly.
    Source: Cox (1958), Two further applications of a model for binary regression.
    """
    ones = int(won.sum())
    sure = np.clip(p, SURE, 1 - SURE)
    x = np.log(sure) - np.log1p(-sure)
    if min(ones, won.size - ones) < FEWEST_EACH or np.ptp(x) < 1e-9:
        return None
    middle, spread = x.mean(), x.std()
    level, steepness = _logistic((x - middle) / spread, won)
    if abs(steepness) > STEEPEST:
        return None
    slope = steepness / spread
    return float(slope), float(level - slope * middle)


def _logistic(x: np.ndarray, won: np.ndarray) -> np.ndarray:
    """(level, steepness) of logit Pr(won) on ``x`` (mean 0, spread 1), by Newton's method with
    steps halved until the likelihood rises.
    """
    rows = np.column_stack([np.ones_like(x), x])
    line = np.zeros(2)
    for _ in range(STEPS):
        fitted = 1 / (1 + np.exp(-np.clip(rows @ line, -500, 500)))
        weight = fitted * (1 - fitted) + 1e-12
        step = np.linalg.solve(rows.T @ (rows * weight[:, None]), rows.T @ (won - fitted))
        while _miss(rows @ (line + step), won) > _miss(rows @ line, won) + 1e-12:
            step = step / 2
        line = line + step
        if np.abs(step).max() < 1e-9 or abs(line[1]) > STEEPEST:
            break
    return line


def _miss(eta: np.ndarray, won: np.ndarray) -> float:
    """Mean log loss at log odds ``eta``."""
    return float(np.mean(np.logaddexp(0, eta) - won * eta))


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


def count_limits(count: int) -> tuple[float, float]:
    """95 % limits of the mean of a Poisson count, by Byar's approximation.

        low = n (1 - 1 / 9n - 1.96 / 3 sqrt(n))^3,  high the same of m = n + 1 with a plus

    Source: Breslow and Day (1987), Statistical methods in cancer research, volume 2.
    """
    more = count + 1
    low = count * (1 - 1 / (9 * count) - 1.96 / (3 * count**0.5)) ** 3 if count else 0.0
    return max(low, 0.0), more * (1 - 1 / (9 * more) + 1.96 / (3 * more**0.5)) ** 3


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share: (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n).

    (0, 1) of none. Source: Wilson (1927).
    """
    if not count:
        return 0.0, 1.0
    p, z2 = hits / count, Z * Z
    half = Z * float(np.sqrt(p * (1 - p) / count + z2 / (4 * count**2)))
    middle, scale = p + z2 / (2 * count), 1 + z2 / count
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)
