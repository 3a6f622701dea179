"""Several forecasts of one thing as one: weights by what they scored, then a shrunk correction."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from interlock.engine.log_logistic import Line, Prior, Times, fit
from interlock.engine.stated_rows import Rows, shares
from interlock.engine.week_grid import GRID, chance_by

STEPS_OF_WEIGHT = 20
"""Weights are multiples of one twentieth."""

PSEUDO_THINGS = 20.0
"""Things' worth of score with which the declared weights are held."""

THING_WEIGHT = 0.3
SHIFT_SD, STRETCH_SD = 0.1, 0.1
"""Declared spread of the correction, in log odds and in the log of their scale."""

EDGE = 1e-9
_STEP = np.diff(GRID)


@dataclass(frozen=True)
class Seen:
    """Forecasts already made: each member's ``cdf`` (members, rows, points), the weeks each row has
    been followed, the week it shipped in (infinite while open), and its thing.
    """

    cdf: np.ndarray
    followed: np.ndarray
    shipped: np.ndarray
    thing: np.ndarray


def seen(cdf: np.ndarray, past: Rows, as_of: float) -> Seen:
    """Forecasts of ``past`` statements with what is known of them on ``as_of``."""
    _, still_open = past.followed(as_of)
    shipped = np.where(still_open, np.inf, past.weeks)
    return Seen(cdf, (as_of - past.day) / 7.0, shipped, past.thing)


def weights(past: Seen, declared: np.ndarray) -> np.ndarray:
    """The weights of a linear pool, from 0 to 1 in twentieths, that minimise

        w' D w + 20 / things * mean diagonal of D * |w - declared|^2
        D_mn = mean over things of integral from 0 to c of (F_m - 1[t >= T]) (F_n - 1[t >= T]) dt

    w' D w is the pool's own CRPS up to what has been seen (``week_grid.crps_so_far``); things
    that are still open count too, so that the quick ones do not decide alone. (members,).
    """
    if not past.thing.size or np.isinf(past.shipped).all():
        return declared
    product = _products(past)
    hold = PSEUDO_THINGS / np.unique(past.thing).size * np.trace(product) / declared.size
    tried = mixes(declared.size)
    cost = np.einsum("ij,jk,ik->i", tried, product, tried)
    cost += hold * ((tried - declared) ** 2).sum(axis=1)
    best: np.ndarray = tried[int(np.argmin(cost))]
    return best


def correction(past: Seen, weight: np.ndarray) -> Line:
    """How past chances were off: logit F(T) = shift + exp(stretch) E, E standard logistic.

    Right chances give shift 0 and stretch 0. F(c) stands for what is still open, as a bound; both
    numbers have normal priors around 0, and a thing counts 0.3 as in ``stated_ratio``.
    """
    pooled = np.tensordot(weight, past.cdf, axes=1)
    still_open = np.isinf(past.shipped)
    met = chance_by(pooled, np.where(still_open, past.followed, past.shipped))
    ones = np.ones((met.size, 1))
    times = Times(_logit(met), still_open, THING_WEIGHT * shares(past.thing), ones, ones)
    zero = np.zeros(1)
    return fit(times, Prior(zero, np.full(1, SHIFT_SD)), Prior(zero, np.full(1, STRETCH_SD)))


def corrected(cdf: np.ndarray, line: Line) -> np.ndarray:
    """F' = 1 / (1 + exp(-(logit F - shift) / exp(stretch))): (rows, points)."""
    u = (_logit(cdf) - line.beta[0]) * np.exp(-line.gamma[0])
    made: np.ndarray = np.where(cdf > 0, 1 / (1 + np.exp(-u)), 0.0)
    return made


def _logit(chance: np.ndarray) -> np.ndarray:
    sure = np.clip(chance, EDGE, 1 - EDGE)
    made: np.ndarray = np.log(sure) - np.log1p(-sure)
    return made


def _products(past: Seen) -> np.ndarray:
    """D of ``weights``: (members, members)."""
    step = np.clip(past.followed[:, None] - GRID[:-1], 0.0, _STEP)
    arrived = (GRID[1:] + GRID[:-1]) / 2 >= past.shipped[:, None]
    miss = (past.cdf[:, :, 1:] + past.cdf[:, :, :-1]) / 2 - arrived
    share = shares(past.thing)
    made: np.ndarray = np.einsum(
        "mrp,nrp,rp->mn", miss, miss, step * (share / share.sum())[:, None], optimize=True
    )
    return made


def mixes(members: int) -> np.ndarray:
    """All weights in twentieths that add up to one: (mixes, members)."""
    cuts = np.stack(np.meshgrid(*[np.arange(STEPS_OF_WEIGHT + 1)] * (members - 1)), -1)
    cuts = np.sort(cuts.reshape(-1, members - 1), axis=1)
    cuts = np.unique(cuts, axis=0)
    ends = [np.zeros(len(cuts)), *cuts.T, np.full(len(cuts), STEPS_OF_WEIGHT)]
    return np.column_stack([b - a for a, b in pairwise(ends)]) / STEPS_OF_WEIGHT
