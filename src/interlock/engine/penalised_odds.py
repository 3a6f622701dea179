"""Penalised logistic regression whose spreads, one an attribute, are learnt from the deals."""

from dataclasses import dataclass

import numpy as np

STEPS = 40
CLOSE = 1e-6
"""A step that would raise the objective by half of this is the end."""

HALVINGS = 20

LEVEL_SD = 5.0
"""Declared spread of the intercept: hardly any pull."""

EFFECT_SD = 0.25
"""Declared spread of a level's effect on the log odds, before any ending is seen."""

EFFECT_WEIGHT = 10.0
"""Pseudo-effects with which the declared spread enters each attribute's own estimate."""

ROUNDS = 15
SETTLED = 0.02


@dataclass(frozen=True)
class Ridge:
    """Effects on the log odds of winning, intercept first: ``beta`` (1 + terms,), its posterior
    ``covariance`` and the ``spread`` (terms,) that each effect was given.
    """

    beta: np.ndarray
    covariance: np.ndarray
    spread: np.ndarray

    def logits(self, x: np.ndarray) -> np.ndarray:
        """Log odds of the mean chance over the posterior, about m / sqrt(1 + pi v / 8): (deals,).

        m and v are the mean and variance of a deal's log odds. Source: MacKay (1992), The evidence
        framework applied to classification networks.
        """
        rows = with_ones(x)
        mean = rows @ self.beta
        variance = np.einsum("ij,jk,ik->i", rows, self.covariance, rows, optimize=True)
        return mean / np.sqrt(1 + np.pi / 8 * np.maximum(variance, 0.0))


def fit(
    x: np.ndarray,
    won: np.ndarray,
    spread: np.ndarray,
    *,
    start: np.ndarray | None = None,
    weight: np.ndarray | float = 1.0,
) -> Ridge:
    """The beta that maximises

        sum_i w_i (won_i eta_i - log(1 + exp(eta_i))) - 1/2 sum_j (beta_j / spread_j)^2
        eta = [1 x] beta,   w_i the row's ``weight``

    by Newton's method, and the inverse of minus the Hessian there. Strictly concave, so there is
    one answer. ``x`` (deals, terms), ``won`` (deals,), ``spread`` (terms,) of the normal priors.
    """
    rows = with_ones(x)
    precision = np.concatenate([[LEVEL_SD**-2], spread**-2.0])
    beta = np.zeros(precision.size) if start is None else start
    for _ in range(STEPS):
        gradient, hessian = _derivatives(rows, won, precision, beta, weight)
        step = np.linalg.solve(hessian, gradient)
        if gradient @ step < CLOSE:
            break
        beta = _uphill(rows, won, precision, beta, step, weight)
    return Ridge(beta, np.linalg.inv(hessian), spread)


def fit_spreads(
    x: np.ndarray, won: np.ndarray, block: np.ndarray, *, weight: np.ndarray | float = 1.0
) -> Ridge:
    """``fit`` with a spread for each block (an attribute's terms), from

        spread^2 = (sum_j (beta_j^2 + var_j) + w s^2) / (terms + w)

    in turns with beta, j over the block's terms, s the declared spread and w its weight:
    expectation and maximisation under a scaled inverse chi-squared prior. Source: Dempster,
    Laird and Rubin (1977), section 4.
    """
    size = np.bincount(block)
    squared = np.full(size.size, EFFECT_SD**2)
    fitted = fit(x, won, np.sqrt(squared[block]), weight=weight)
    for _ in range(ROUNDS if size.size else 0):
        second = fitted.beta[1:] ** 2 + np.diag(fitted.covariance)[1:]
        total = np.bincount(block, weights=second) + EFFECT_WEIGHT * EFFECT_SD**2
        before, squared = squared, total / (size + EFFECT_WEIGHT)
        fitted = fit(x, won, np.sqrt(squared[block]), start=fitted.beta, weight=weight)
        if np.abs(np.log(squared / before)).max() < SETTLED:
            break
    return fitted


def objective(x: np.ndarray, won: np.ndarray, spread: np.ndarray, beta: np.ndarray) -> float:
    """What ``fit`` maximises, at ``beta``."""
    precision = np.concatenate([[LEVEL_SD**-2], spread**-2.0])
    return _value(with_ones(x), won, precision, beta)


def chance(logit: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-logit)), without overflow."""
    small = np.exp(-np.abs(logit))
    return np.where(logit >= 0, 1.0, small) / (1 + small)


def with_ones(x: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(x)), x])


def _derivatives(
    rows: np.ndarray,
    won: np.ndarray,
    precision: np.ndarray,
    beta: np.ndarray,
    weight: np.ndarray | float,
) -> tuple[np.ndarray, np.ndarray]:
    p = chance(rows @ beta)
    hessian = (rows * (weight * (p * (1 - p)))[:, None]).T @ rows
    hessian[np.diag_indices_from(hessian)] += precision
    return rows.T @ (weight * (won - p)) - precision * beta, hessian


def _value(
    rows: np.ndarray,
    won: np.ndarray,
    precision: np.ndarray,
    beta: np.ndarray,
    weight: np.ndarray | float = 1.0,
) -> float:
    eta = rows @ beta
    each = weight * (won * eta - np.logaddexp(0.0, eta))
    return float(each.sum() - 0.5 * precision @ beta**2)


def _uphill(
    rows: np.ndarray,
    won: np.ndarray,
    precision: np.ndarray,
    beta: np.ndarray,
    step: np.ndarray,
    weight: np.ndarray | float,
) -> np.ndarray:
    """Newton's step, halved until the objective rises."""
    value = _value(rows, won, precision, beta, weight)
    for halved in range(HALVINGS):
        tried: np.ndarray = beta + 0.5**halved * step
        if _value(rows, won, precision, tried, weight) >= value:
            return tried
    return beta
