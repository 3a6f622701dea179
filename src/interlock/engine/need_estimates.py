"""Estimates of psi put together: several of one kind, and those of different trust with a prior."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from interlock.records.report_sales import Range

HIDDEN = 0.35
"""Declared: sd of what nobody writes down in an adjusted association, in the weekly log odds (a
rate ratio of 1.4).
"""

HIDDEN_SLIPS = 0.15
"""The same where features slipped: deals did not bring the slip about, but some reps may have."""

POINTS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
NORMAL = NormalDist()


@dataclass(frozen=True)
class Estimate:
    """A value of psi and its standard error."""

    mean: float
    error: float


def weighed(parts: Sequence[Estimate]) -> Estimate:
    """One estimate of several independent ones: sum x / e^2 over sum 1 / e^2."""
    precision = sum(part.error**-2 for part in parts)
    mean = sum(part.mean * part.error**-2 for part in parts) / precision
    return Estimate(mean, precision**-0.5)


def own(posterior: Estimate, prior: Estimate) -> Estimate | None:
    """What the deals alone said, where ``posterior`` came of them and of ``prior``.

    1 / e^2 = 1 / posterior error^2 - 1 / prior error^2,  means weighed alike
    """
    precision = posterior.error**-2 - prior.error**-2
    if precision <= 0:
        return None
    mean = (posterior.mean * posterior.error**-2 - prior.mean * prior.error**-2) / precision
    return Estimate(float(mean), float(precision**-0.5))


def together(association: Estimate | None, slips: Estimate | None) -> Estimate | None:
    """What association and slips say together of the same deals, hidden bias counted.

        association a ~ psi + Normal(0, v_a + 0.35^2),  slips s ~ psi + Normal(0, v_s + 0.15^2)
        covariance of a and s: v = min(v_a, v_s)
        weight of a: v_s + 0.15^2 - v;  of s: v_a + 0.35^2 - v

    Slips use some of the deals that the association uses all of; an efficient estimate's covariance
    with another one of the same data is its own variance (Hausman 1978), so they are not counted
    twice.
    """
    if association is None or slips is None:
        one, hidden = (slips, HIDDEN_SLIPS) if association is None else (association, HIDDEN)
        return one and Estimate(one.mean, float(np.hypot(one.error, hidden)))
    shared = min(association.error, slips.error) ** 2
    of_slips = association.error**2 + HIDDEN**2
    of_association = slips.error**2 + HIDDEN_SLIPS**2
    weight = (of_association - shared) / (of_association + of_slips - 2 * shared)
    mean = weight * association.mean + (1 - weight) * slips.mean
    variance = (of_association * of_slips - shared**2) / (of_association + of_slips - 2 * shared)
    return Estimate(mean, float(np.sqrt(variance)))


def spread(found: Estimate) -> Range:
    """The range of max(0, psi), psi ~ Normal: an unmet need never helps.

    mean = m F(m / e) + e f(m / e), F and f those of the standard normal.
    """
    mean, error = found.mean, max(found.error, 1e-12)
    over = mean * NORMAL.cdf(mean / error) + error * NORMAL.pdf(mean / error)
    points = [max(0.0, mean + error * NORMAL.inv_cdf(point)) for point in POINTS]
    return Range(over, *points)


def spread_of(drawn: np.ndarray) -> Range:
    """The range of values drawn, one a draw."""
    return Range(float(drawn.mean()), *(float(q) for q in np.quantile(drawn, POINTS)))


def exceeds(found: Estimate, psi: float) -> float:
    """The chance that psi lies above a value."""
    return 1 - NORMAL.cdf((psi - found.mean) / max(found.error, 1e-12))
