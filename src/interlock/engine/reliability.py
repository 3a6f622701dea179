"""Were odds of 30 % won 3 times in 10? The reliability line, without bins of anybody's choice."""

from typing import NamedTuple

import numpy as np
from numba import njit

from interlock.engine import luck
from interlock.records.backtest import Bin, Reliability

FEWEST, FEWEST_EACH = 50, 10
"""Forecasts, and endings of each kind, below which no line is drawn."""

RESAMPLES = 200
BAND = (0.05, 0.95)


class Votes(NamedTuple):
    """The number of the thing that each forecast is of, and what it counts of that thing's vote."""

    thing: np.ndarray
    share: np.ndarray


def reliability(
    p: np.ndarray, won: np.ndarray, *, seed: int, votes: Votes | None = None
) -> Reliability | None:
    """The line of shares won that rises with the odds and lies nearest to what happened.

        line = isotonic regression of won on p, forecasts with the same odds as one
        Brier = (Brier - Brier of line) - (Brier of base rate - Brier of line) + Brier of base rate

    which are miscalibration, discrimination and uncertainty. The band is that of the lines
    of 200 resampled endings that follow the odds. None with fewer than 50 forecasts or 10 of either
    ending. With ``votes`` several forecasts of one thing share one vote, and one draw of luck: what
    counts is how many things there are. Source: Dimitriadis, Gneiting and Jordan (2021), Stable
    reliability diagrams for probabilistic classifiers.
    """
    of = votes or Votes(np.arange(won.size), np.ones(won.size))
    if missing(won, of):
        return None
    levels, at = np.unique(p, return_inverse=True)
    sizes = np.bincount(at, weights=of.share)
    line = rising(_shares(at, won * of.share, sizes), sizes)
    constant = np.full(won.size, np.average(won, weights=of.share))
    score = [
        float(np.average((odds - won) ** 2, weights=of.share)) for odds in (p, line[at], constant)
    ]
    bins = _bins(levels, line, sizes, _band(p, at, sizes, of, seed))
    return Reliability(score[0] - score[1], score[2] - score[1], score[2], bins)


def missing(won: np.ndarray, votes: Votes | None = None) -> int:
    """How many more forecasts, or things that share votes, a line needs at least."""
    share = votes.share if votes else np.ones(won.size)
    came, every = float(won @ share), float(share.sum())
    each = sum(max(0, FEWEST_EACH - round(count)) for count in (came, every - came))
    return max(0, FEWEST - round(every), each)


@njit(cache=True)
def rising(values: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The never falling sequence nearest to ``values`` in squares, each weighing its size: pool
    adjacent violators.

    Source: Ayer et al. (1955), An empirical distribution function for sampling with incomplete
    information.
    """
    means, weights = np.zeros(values.size), np.zeros(values.size)
    lengths = np.zeros(values.size, dtype=np.int64)
    top = -1
    for at in range(values.size):
        top += 1
        means[top], weights[top], lengths[top] = values[at], sizes[at], 1
        while top > 0 and means[top - 1] >= means[top]:
            both = weights[top - 1] + weights[top]
            means[top - 1] += (means[top] - means[top - 1]) * weights[top] / both
            weights[top - 1] = both
            lengths[top - 1] += lengths[top]
            top -= 1
    line, start = np.zeros(values.size), 0
    for block in range(top + 1):
        line[start : start + lengths[block]] = means[block]
        start += lengths[block]
    return line


def _shares(at: np.ndarray, won: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """The share won at each level of the odds, of ``sizes`` votes."""
    return np.bincount(at, weights=won) / sizes


def _band(
    p: np.ndarray, at: np.ndarray, sizes: np.ndarray, of: Votes, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """The lines of endings that follow the odds, (levels,) each: lower and upper. Lines are made of
    few steps, so they are kept as these, and looked at where one of them has a step.
    """
    steps, things = [], int(of.thing.max()) + 1
    for number in range(RESAMPLES):
        lucky = luck.uniforms(things, seed=seed, purpose="reliability", week=number)
        drawn = np.where(lucky[of.thing] < p, of.share, 0.0)
        line = rising(_shares(at, drawn, sizes), sizes)
        starts = np.flatnonzero(np.diff(line, prepend=-1.0))
        steps.append((starts, line[starts]))
    places = np.unique(np.concatenate([starts for starts, _ in steps]))
    lines = [means[np.searchsorted(starts, places, "right") - 1] for starts, means in steps]
    wide = np.diff(places, append=sizes.size)
    low, high = np.quantile(lines, BAND, axis=0)
    return np.repeat(low, wide), np.repeat(high, wide)


def _bins(
    levels: np.ndarray, line: np.ndarray, sizes: np.ndarray, band: tuple[np.ndarray, np.ndarray]
) -> tuple[Bin, ...]:
    """The steps of the line; odds and band are means over the forecasts in a step."""
    starts = np.flatnonzero(np.diff(line, prepend=-1.0))
    count = np.add.reduceat(sizes, starts)
    forecast, low, high = (
        np.add.reduceat(values * sizes, starts) / count for values in (levels, *band)
    )
    columns = (forecast, line[starts], count, low, high)
    return tuple(
        Bin(float(one), float(share), round(float(size)), float(lower), float(upper))
        for one, share, size, lower, upper in zip(*columns, strict=True)
    )
