"""What deals alike in most attributes became: a smooth function of likeness."""

from dataclasses import dataclass

import numpy as np

from interlock.engine.attribute_levels import Coded, Codes
from interlock.engine.penalised_odds import Ridge, fit

REACH = 2.6
"""Deals that differ in everything have the correlation exp(-REACH)."""

SIMILAR_SD = 2.5
"""Declared spread of a deal's log odds around the level of all."""

MOST_PROFILES = 400
"""So many different deals at most carry the function."""

MOST_DEALS = 4_000
"""The function learns from so many deals at most."""

JITTER = 1e-6


@dataclass(frozen=True)
class Similar:
    """The fitted function: ``profiles`` that carry it, and how much each attribute's difference
    counts (``weight``, summing to REACH).
    """

    profiles: Codes
    weight: np.ndarray
    root: np.ndarray
    ridge: Ridge

    def logits(self, deals: Coded) -> np.ndarray:
        """Log odds of each deal: (deals,)."""
        return self.ridge.logits(_features(self.profiles, self.weight, self.root, deals.codes))


def fit_similar(
    deals: Coded, won: np.ndarray, main: Ridge, *, random: np.random.Generator
) -> Similar:
    """A Gaussian process on the log odds with correlation

        k(a, b) = exp(-REACH sum_j w_j [a_j differs from b_j]),   w_j = s_j^2 / sum s^2

    s_j the spread that the main effects of attribute j have in ``main``: what tells little on its
    own separates little. Written as a penalised logistic regression on L^-1 k(profiles, deal) with
    L L' = k(profiles, profiles), which is exact when every deal's profile is among ``profiles``.
    Source: Rasmussen and Williams (2006), Gaussian processes for machine learning, 3.4 and 8.3.
    """
    count = deals.codes.shape[1]
    squared = np.array([main.spread[deals.block == j][0] ** 2 for j in range(count)])
    weight = REACH * squared / squared.sum()
    if len(won) > MOST_DEALS:
        some = np.sort(random.choice(len(won), MOST_DEALS, replace=False))
        deals, won = deals.at(some), won[some]
    profiles = np.unique(deals.codes, axis=0)
    if len(profiles) > MOST_PROFILES:
        profiles = profiles[np.sort(random.choice(len(profiles), MOST_PROFILES, replace=False))]
    likeness = _likeness(profiles, profiles, weight)
    root = np.linalg.cholesky(likeness + JITTER * np.eye(len(profiles)))
    x = _features(profiles, weight, root, deals.codes)
    ridge = fit(x, won, np.full(len(profiles), SIMILAR_SD))
    return Similar(profiles, weight, root, ridge)


def _features(profiles: Codes, weight: np.ndarray, root: np.ndarray, codes: Codes) -> np.ndarray:
    solved: np.ndarray = np.linalg.solve(root, _likeness(profiles, codes, weight))
    return solved.T


def _likeness(one: Codes, other: Codes, weight: np.ndarray) -> np.ndarray:
    """k of each pair: (one, other)."""
    apart = np.zeros((len(one), len(other)))
    for at, share in enumerate(weight):
        apart += share * (one[:, at][:, None] != other[:, at][None])
    return np.exp(-apart)
