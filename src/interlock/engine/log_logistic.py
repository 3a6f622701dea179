"""Log-logistic regression of times, some of them only known to be longer, with priors."""

from dataclasses import dataclass

import numpy as np

STEPS = 40
CLOSE = 1e-8
SMALLEST_STEP = 1e-4
WIDEST = 20.0
"""Logs of a spread beyond this either way are not tried."""


@dataclass(frozen=True)
class Prior:
    """Independent normal priors: ``mean`` and ``sd``, one a coefficient."""

    mean: np.ndarray
    sd: np.ndarray


@dataclass(frozen=True)
class Times:
    """``log_time`` (rows,), whether each is ``open`` (the time is at least that long), its
    ``weight``, and what it is explained by: ``x`` (rows, terms) its centre, ``z`` (rows, terms) its
    spread. Both begin with a column of ones.
    """

    log_time: np.ndarray
    open: np.ndarray
    weight: np.ndarray
    x: np.ndarray
    z: np.ndarray


@dataclass(frozen=True)
class Line:
    """log time = x beta + exp(z gamma) E, E standard logistic; ``covariance`` is beta's."""

    beta: np.ndarray
    gamma: np.ndarray
    covariance: np.ndarray


def fit(times: Times, centre: Prior, spread: Prior, *, start: Line | None = None) -> Line:
    """The beta and gamma that maximise

        sum over shipped of w log f(u) - log s  +  sum over open of w log (1 - F(u))  +  log prior
        u = (log time - x beta) / s,   s = exp(z gamma),   F(u) = 1 / (1 + exp(-u)),   f = F (1 - F)

    by Newton's method with steps halved until it rises. Source: Kalbfleisch and Prentice (2002),
    The statistical analysis of failure time data, 2.2 and 3.6.
    """
    mean, precision = np.r_[centre.mean, spread.mean], np.r_[centre.sd, spread.sd] ** -2.0
    place = mean.copy() if start is None else np.r_[start.beta, start.gamma]
    value = miss(times, place) + 0.5 * precision @ (place - mean) ** 2
    for _ in range(STEPS):
        slope, curve = _derivatives(times, place)
        slope = slope + precision * (place - mean)
        step = _downhill(curve + np.diag(precision), slope, centre.mean.size)
        size = 1.0
        while size > SMALLEST_STEP:
            tried = place - size * step
            new = miss(times, tried) + 0.5 * precision @ (tried - mean) ** 2
            if new <= value:
                break
            size /= 2
        else:
            break
        gain, place, value = value - new, tried, new
        if gain < CLOSE:
            break
    terms = centre.mean.size
    curve = _derivatives(times, place)[1][:terms, :terms] + np.diag(precision[:terms])
    return Line(place[:terms], place[terms:], np.linalg.inv(curve))


def miss(times: Times, place: np.ndarray) -> float:
    """Minus the weighted log likelihood at (beta, gamma); infinite where it cannot be told."""
    terms = times.x.shape[1]
    log_spread = times.z @ place[terms:]
    if np.abs(log_spread).max(initial=0.0) > WIDEST:
        return np.inf
    u = (times.log_time - times.x @ place[:terms]) * np.exp(-log_spread)
    beyond = np.logaddexp(0.0, u)
    each = np.where(times.open, beyond, 2 * beyond - u + log_spread)
    return float(times.weight @ each)


def _derivatives(times: Times, place: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(slope, curvature) of ``miss``: (terms,), (terms, terms)."""
    terms = times.x.shape[1]
    over = np.exp(-(times.z @ place[terms:]))
    u = (times.log_time - times.x @ place[:terms]) * over
    past = 1 / (1 + np.exp(-np.clip(u, -500, 500)))
    first = np.where(times.open, past, 2 * past - 1)
    second = np.where(times.open, 1.0, 2.0) * past * (1 - past)
    w = times.weight
    slope = np.r_[-times.x.T @ (w * first * over), times.z.T @ (w * (~times.open - first * u))]
    xx = times.x.T @ (times.x * (w * second * over**2)[:, None])
    xz = times.x.T @ (times.z * (w * (second * u + first) * over)[:, None])
    zz = times.z.T @ (times.z * (w * np.maximum(second * u * u + first * u, 1e-6))[:, None])
    return slope, np.block([[xx, xz], [xz.T, zz]])


def _downhill(curve: np.ndarray, slope: np.ndarray, terms: int) -> np.ndarray:
    """Newton's step; without the cross terms where the whole curvature is not positive."""
    try:
        np.linalg.cholesky(curve)
    except np.linalg.LinAlgError:
        curve = curve.copy()
        curve[:terms, terms:] = 0.0
        curve[terms:, :terms] = 0.0
    return np.linalg.solve(curve, slope)
