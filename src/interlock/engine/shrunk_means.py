"""Means and spreads of small groups, shrunk towards the company's."""

from collections.abc import Sequence

import numpy as np

PSEUDO = 10.0
"""Values' worth of the company's spread that each group's begins with."""

FLAT = 1e-6


def shrunk(groups: Sequence[np.ndarray], *, centre: float) -> tuple[np.ndarray, np.ndarray]:
    """(mean, variance) of each group: (groups,), (groups,).

        m_s = (k n_s mean_s + centre) / (k n_s + 1),   k = t^2 / v
        v_s = (n_s var_s + 10 v) / (n_s + 10)
        t^2 = max(0, (sum n_s (mean_s - centre)^2 - (S - 1) v) / (N - sum n_s^2 / N))

    v: the variance within the S groups of N values; t^2: that of the groups' true means, by
    moments. Source: Efron and Morris (1975); DerSimonian and Laird (1986) for t^2.
    """
    size = np.array([g.size for g in groups], float)
    mean = np.array([g.mean() for g in groups])
    squares = np.array([((g - g.mean()) ** 2).sum() for g in groups])
    within = squares.sum() / max(size.sum() - size.size, 1.0) + FLAT
    beyond = (size * (mean - centre) ** 2).sum() - (size.size - 1) * within
    unlike = size.sum() - (size**2).sum() / size.sum() + FLAT
    k = max(0.0, float(beyond / unlike)) / within
    means = (k * size * mean + centre) / (k * size + 1)
    return means, (squares + PSEUDO * within) / (size + PSEUDO)
