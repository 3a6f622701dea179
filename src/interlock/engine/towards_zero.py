"""Many noisy log odds ratios, each shrunk towards zero by what all of them say together."""

import numpy as np

SPREADS = np.linspace(0.0, 2.0, 81)
"""Spreads of the true log odds ratios that are weighed against each other."""

USUAL_SPREAD = 0.5
"""Scale of the half-normal prior of the spread: few facts change the odds by more than e."""


def shrunk(logs: np.ndarray, errors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(mean, standard deviation) of each true log odds ratio: (rules,), (rules,).

        log_i ~ Normal(theta_i, error_i^2),   theta_i ~ Normal(0, tau^2)
        given tau: mean = k log_i, variance = k error_i^2, k = tau^2 / (tau^2 + error_i^2)

    tau is averaged over its posterior on a grid, prior half-normal(0.5): a single best tau would be
    zero for many small companies and make every interval a point. Source: Efron and Morris (1975);
    the average over tau as in Gelman et al., Bayesian Data Analysis, 5.4.
    """
    if not logs.size:
        return np.zeros(0), np.zeros(0)
    spread2, error2 = SPREADS[:, None] ** 2, errors[None] ** 2
    total = spread2 + error2
    fit = -0.5 * (np.log(total) + logs[None] ** 2 / total).sum(axis=1)
    fit -= 0.5 * (SPREADS / USUAL_SPREAD) ** 2
    weight = np.exp(fit - fit.max())
    weight /= weight.sum()
    keep = spread2 / total
    mean = weight @ (keep * logs)
    second = weight @ (keep * error2 + (keep * logs) ** 2)
    return mean, np.sqrt(second - mean**2)
