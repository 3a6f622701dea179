"""Effects estimated with their own spreads: penalised likelihood, empirical Bayes."""

from dataclasses import dataclass, replace

import numpy as np

from interlock.engine import likelihood
from interlock.engine.rows import Layout, Rows
from interlock.engine.terms import BAND_COUNT, Term

TURN = np.array([[0.5, 0.5], [0.5, -0.5]])
"""From (won, lost) to what both have in common and what sets them apart."""

SPREAD_WEIGHT = 4.0
"""Pseudo-effects with which a declared spread enters its own estimate."""

TIED = 0.1
"""How strongly the levels of a smooth term are held to zero beside their neighbours."""

ROUNDS = 20
CLOSE, SETTLED = 1e-6, 0.05
LONGEST_STEP = 1.5


@dataclass(frozen=True)
class Effects:
    """Estimated effects ``theta`` (width,) of ``layout`` and their ``covariance`` (width, width).

    ``spreads``: for each term the standard deviation of its effects, of what winning and losing
    have in common and of what sets them apart.
    """

    layout: Layout
    theta: np.ndarray
    covariance: np.ndarray
    spreads: dict[str, np.ndarray]


@dataclass(frozen=True)
class Worths:
    """Declared worth of each strength of need: mean and sd, (strengths,)."""

    mean: np.ndarray
    sd: np.ndarray


def estimate(
    rows: Rows, table: np.ndarray, worths: Worths, *, start: Effects | None = None
) -> Effects:
    """Effects that maximise the likelihood times their prior, spreads estimated along the way.

        effects of a term ~ Normal(0, s^2 K^-1);   K = I, or D'D + I / 10 where neighbours are alike
        s^2 = (beta' K beta + trace K cov + 4 s0^2) / (levels + 4)

    once for (won + lost) / 2 and once for (won - lost) / 2; s0 is the declared spread, D takes
    differences of neighbouring levels. Newton's method inside, at most eight rounds outside.
    Source: Stiratelli, Laird and Ware (1984), EM on Laplace's approximation.
    """
    found = start or _nothing(rows.layout, worths)
    enough = CLOSE * max(1.0, float(rows.share.sum()))
    for _ in range(ROUNDS):
        found, gain = _step(rows, table, worths, found)
        spreads = {term.name: _spread(found, term) for term in rows.layout.terms}
        moved = max(np.abs(np.log(spreads[n] / found.spreads[n])).max() for n in spreads)
        found = replace(found, spreads=spreads)
        if moved < SETTLED and gain < enough:
            break
    return found


def without(found: Effects, term: Term) -> Effects:
    """The same estimate given that ``term`` has no effect: the Normal's conditional.

    theta_r - C_rj C_jj^-1 theta_j;   C_rr - C_rj C_jj^-1 C_jr
    """
    places = found.layout.all_places(term)
    columns = found.covariance[:, places]
    theta = theta_without(found, term)
    covariance = found.covariance - columns @ np.linalg.solve(columns[places], columns.T)
    covariance[places, places] = 1.0
    return replace(found, theta=theta, covariance=covariance)


def theta_without(found: Effects, term: Term) -> np.ndarray:
    """The effects alone of the estimate given that ``term`` has none, (width,)."""
    places = found.layout.all_places(term)
    columns = found.covariance[:, places]
    theta = found.theta - columns @ np.linalg.solve(columns[places], found.theta[places])
    theta[places] = 0.0
    return theta


def robust(rows: Rows, table: np.ndarray, worths: Worths, found: Effects) -> np.ndarray:
    """The covariance when weeks of one deal are no independent witnesses, (width, width).

        A^-1 (sum over deals of g g' + Q) A^-1

    A is the information with the prior's Q, g the slope of one deal's log likelihood.
    Source: Huber (1967); clustered as in Liang and Zeger (1986).
    """
    slopes = likelihood.by_deal(found.theta, table, rows)
    middle = slopes.T @ slopes + precision(found, worths)
    return found.covariance @ middle @ found.covariance


def precision(found: Effects, worths: Worths) -> np.ndarray:
    """The prior's precision, (width, width)."""
    layout = found.layout
    q = np.zeros((layout.width, layout.width))
    for term in layout.terms:
        across = TURN.T @ np.diag(found.spreads[term.name] ** -2.0) @ TURN
        for one in range(2):
            for other in range(2):
                at = layout.places(term, one), layout.places(term, other)
                q[at] = across[one, other] * _structure(term)
    q[layout.worths, layout.worths] = np.diag(worths.sd**-2.0)
    return q


def _nothing(layout: Layout, worths: Worths) -> Effects:
    spreads = {term.name: np.full(2, term.spread) for term in layout.terms}
    theta = np.zeros(layout.width)
    theta[layout.worths] = worths.mean
    return Effects(layout, theta, np.zeros((0, 0)), spreads)


def _step(rows: Rows, table: np.ndarray, worths: Worths, found: Effects) -> tuple[Effects, float]:
    """One step of Newton's method, and twice what it was to gain."""
    q = precision(found, worths)
    centre = np.zeros(found.layout.width)
    centre[found.layout.worths] = worths.mean
    gradient, information = likelihood.derivatives(found.theta, table, rows)
    slope = gradient - q @ (found.theta - centre)
    inverse = np.linalg.inv(information + q)
    step = inverse @ slope
    theta = found.theta + step * min(1.0, LONGEST_STEP / float(np.abs(step).max() or 1.0))
    return replace(found, theta=theta, covariance=inverse), float(slope @ step)


def _spread(found: Effects, term: Term) -> np.ndarray:
    """Spread of a term's effects, together and apart: (2,)."""
    at = [found.layout.places(term, cause) for cause in range(2)]
    k = _structure(term)
    second = []
    for turn in TURN:
        beta = sum(turn[c] * found.theta[at[c]] for c in range(2))
        spread = sum(
            turn[a] * turn[b] * found.covariance[at[a], at[b]] for a in range(2) for b in range(2)
        )
        second.append(beta @ k @ beta + (k * spread).sum())
    declared = SPREAD_WEIGHT * term.spread**2
    return np.sqrt((np.array(second) + declared) / (k.shape[0] + SPREAD_WEIGHT))


def _structure(term: Term) -> np.ndarray:
    """K: which levels hold each other, (size, size)."""
    levels = np.eye(term.levels)
    if term.smooth:
        step = np.diff(levels, axis=0)
        levels = step.T @ step + TIED * levels
    return np.kron(levels, np.eye(BAND_COUNT)) if term.by_band else levels
