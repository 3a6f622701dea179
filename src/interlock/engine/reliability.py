"""Were odds of 30 % won 3 times in 10? The reliability line, without bins of anybody's choice."""

import numpy as np

from interlock.engine import luck
from interlock.records.backtest import Bin, Reliability

FEWEST, FEWEST_EACH = 50, 10
"""Forecasts, and endings of each kind, below which no line is drawn."""

RESAMPLES = 200
BAND = (0.05, 0.95)


def reliability(p: np.ndarray, won: np.ndarray, *, seed: int) -> Reliability | None:
    """The line of shares won that rises with the odds and lies nearest to what happened.

        line = isotonic regression of won on p
        Brier = (Brier - Brier of line) - (Brier of base rate - Brier of line) + Brier of base rate

    which are miscalibration, discrimination and uncertainty. The band is that of the lines
    of 200 resampled endings that follow the odds. None with fewer than 50 forecasts or 10 of either
    ending. Source: Dimitriadis, Gneiting and Jordan (2021), Stable reliability diagrams for
    probabilistic classifiers.
    """
    if won.size < FEWEST or min(won.sum(), won.size - won.sum()) < FEWEST_EACH:
        return None
    order = np.argsort(p, kind="stable")
    p, won = p[order], won[order]
    line = rising(won)
    score = [float(np.mean((odds - won) ** 2)) for odds in (p, line, np.full(p.size, won.mean()))]
    low, high = _band(p, seed)
    starts = np.flatnonzero(np.diff(line, prepend=-1.0))
    bins = [
        Bin(
            forecast=float(p[one:end].mean()),
            observed=float(line[one]),
            count=int(end - one),
            low=float(low[one:end].mean()),
            high=float(high[one:end].mean()),
        )
        for one, end in zip(starts, [*starts[1:], p.size], strict=True)
    ]
    return Reliability(score[0] - score[1], score[2] - score[1], score[2], tuple(bins))


def rising(values: np.ndarray) -> np.ndarray:
    """The never falling sequence nearest to ``values`` in squares: pool adjacent violators.

    Source: Ayer et al. (1955), An empirical distribution function for sampling with incomplete
    information.
    """
    means, sizes = np.zeros(values.size), np.zeros(values.size, dtype=np.int64)
    top = -1
    for value in values:
        top += 1
        means[top], sizes[top] = value, 1
        while top > 0 and means[top - 1] >= means[top]:
            both = sizes[top - 1] + sizes[top]
            means[top - 1] += (means[top] - means[top - 1]) * sizes[top] / both
            sizes[top - 1] = both
            top -= 1
    return np.repeat(means[: top + 1], sizes[: top + 1])


def _band(p: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    lines = [
        rising((luck.uniforms(p.size, seed=seed, purpose="reliability", week=at) < p).astype(float))
        for at in range(RESAMPLES)
    ]
    low, high = np.quantile(lines, BAND, axis=0)
    return low, high
