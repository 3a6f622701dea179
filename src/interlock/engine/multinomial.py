"""Penalised multinomial regression on counted cells, by Newton's method."""

from dataclasses import dataclass

import numpy as np

STEPS = 50
CLOSE = 1e-9
"""A Newton step that would raise the log likelihood by half of this is the end."""

HALVINGS = 30


@dataclass(frozen=True)
class Design:
    """Counted cells.

    ``offset`` (cells, causes); ``columns``: for each block the index (cells,) of the term that is
    one; ``precision`` (terms, causes) of the normal prior; ``exposure`` (cells,) trials;
    ``events`` (cells, causes).
    """

    offset: np.ndarray
    columns: list[np.ndarray]
    precision: np.ndarray
    exposure: np.ndarray
    events: np.ndarray


def fit_ridge(design: Design, *, start: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients (terms, causes) that maximise

        sum_cells sum_c y_c log p_c + (n - sum_c y_c) log p_0 - 1/2 sum_terms precision beta^2,
        p_c = exp(offset_c + x beta_c) / (1 + sum_c' exp(offset_c' + x beta_c'))

    with y_c events of cause c among n trials of a cell, p_0 the chance of none; and each cause's
    covariance, the inverse of its block of the penalised Hessian: (causes, terms, terms). The
    objective is strictly concave when every precision is positive, so there is one answer.
    """
    terms, causes = design.precision.shape
    if not terms:
        return np.zeros((0, causes)), np.zeros((causes, 0, 0))
    pairs = _pairs(design)
    beta = np.zeros((terms, causes)) if start is None else start
    for _ in range(STEPS):
        gradient, hessian = _derivatives(design, pairs, beta)
        step = np.linalg.solve(hessian, gradient.T.ravel()).reshape(causes, terms).T
        gain = float((gradient * step).sum())
        if gain < CLOSE:
            break
        beta = _uphill(design, beta, step, gain)
    blocks = [
        hessian[c * terms : (c + 1) * terms, c * terms : (c + 1) * terms] for c in range(causes)
    ]
    return beta, np.array([np.linalg.inv(block) for block in blocks])


def objective(design: Design, beta: np.ndarray) -> float:
    """The penalised log likelihood at ``beta``."""
    p, open_ = _chances(design, beta)
    still = design.exposure - design.events.sum(axis=1)
    likelihood = (design.events * np.log(p)).sum() + (still * np.log(open_)).sum()
    return float(likelihood - 0.5 * (design.precision * beta**2).sum())


def _chances(design: Design, beta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    eta = design.offset + sum(beta[column] for column in design.columns)
    odds = np.exp(np.minimum(eta, 30.0))
    open_ = 1 / (1 + odds.sum(axis=1))
    return odds * open_[:, None], open_


def _derivatives(
    design: Design, pairs: list[np.ndarray], beta: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Gradient (terms, causes) and the Hessian's negative, (causes * terms, causes * terms).

    Every row of x holds one 1 for each block, so x'v and x'Wx are sums over the cells in which a
    term, or a pair of terms, stands: counted instead of multiplied.
    """
    p, _ = _chances(design, beta)
    terms, causes = beta.shape
    rest = design.events - design.exposure[:, None] * p
    gradient = np.column_stack([_summed(design.columns, rest[:, c], terms) for c in range(causes)])
    hessian = np.empty((causes * terms, causes * terms))
    for a in range(causes):
        for b in range(a, causes):
            weight = design.exposure * p[:, a] * ((a == b) - p[:, b])
            block = _summed(pairs, weight, terms**2).reshape(terms, terms)
            hessian[a * terms : (a + 1) * terms, b * terms : (b + 1) * terms] = block
            hessian[b * terms : (b + 1) * terms, a * terms : (a + 1) * terms] = block
    hessian[np.diag_indices_from(hessian)] += design.precision.T.ravel()
    return gradient - design.precision * beta, hessian


def _pairs(design: Design) -> list[np.ndarray]:
    """For each two blocks the index (cells,) of the pair of terms that are one."""
    terms = design.precision.shape[0]
    return [one * terms + other for one in design.columns for other in design.columns]


def _summed(columns: list[np.ndarray], weight: np.ndarray, size: int) -> np.ndarray:
    """Sum of the cells' weights at each index, (size,)."""
    return sum(
        (np.bincount(column, weights=weight, minlength=size) for column in columns),
        start=np.zeros(size),
    )


def _uphill(design: Design, beta: np.ndarray, step: np.ndarray, gain: float) -> np.ndarray:
    """Newton's step, halved until the objective rises as its slope says (Armijo).

    ``gain`` is the slope along the step, twice what a quadratic objective would rise.
    """
    value = objective(design, beta)
    for halved in range(HALVINGS):
        part = 0.5**halved
        tried: np.ndarray = beta + part * step
        if objective(design, tried) >= value + 1e-4 * part * gain:
            return tried
    return beta
