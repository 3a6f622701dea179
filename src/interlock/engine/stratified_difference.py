"""The difference of two shares over strata, with an interval that holds for few and many."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

import numpy as np

from interlock.engine.mantel_haenszel import Tables, counted


@dataclass(frozen=True)
class Difference:
    """Share with less share without, and its interval."""

    value: float
    low: float
    high: float


def difference(
    strata: np.ndarray, having: np.ndarray, won: np.ndarray, *, level: float
) -> Difference | None:
    """The difference common to all strata; None where no stratum has both, with and without.

        delta = sum w (a / n1 - c / n0) / W,   w = n1 n0 / n,   W = sum w

    n1 = a + b with, n0 = c + d without. The interval holds every delta that lies no further from
    the estimate than z of the standard errors that it would itself have,

        var = (delta P + Q) / W^2
        P = sum (n1^2 c - n0^2 a + n1 n0 (n0 - n1) / 2) / n^2
        Q = sum (a (n0 - c) + c (n1 - a)) / (2 n)

    which is a quadratic in delta. ``strata`` (rows,) are indexes, ``having``, ``won`` (rows,)
    booleans. Sources: Mantel and Haenszel (1959); Greenland and Robins (1985), Biometrics 41; Sato
    (1989), Biometrics 45, for the variance; Klingenberg (2014), Statistics in Medicine 33, for the
    interval.
    """
    tables = counted(strata, having, won)
    weight = float(_weights(tables).sum())
    if weight <= 0:
        return None
    value = _estimate(tables)
    p, q = _variance_parts(tables)
    z2 = NormalDist().inv_cdf(0.5 + level / 2) ** 2 / weight**2
    middle = value + z2 * p / 2
    half = sqrt(max(middle**2 - value**2 + z2 * q, 0.0))
    return Difference(value, max(middle - half, -1.0), min(middle + half, 1.0))


def _weights(tables: Tables) -> np.ndarray:
    weights: np.ndarray = (tables.a + tables.b) * (tables.c + tables.d) / tables.n
    return weights


def _estimate(tables: Tables) -> float:
    with_all, without = tables.a + tables.b, tables.c + tables.d
    apart = (tables.a * without - tables.c * with_all) / tables.n
    return float(apart.sum() / _weights(tables).sum())


def _variance_parts(tables: Tables) -> tuple[float, float]:
    """P and Q."""
    a, c, n = tables.a, tables.c, tables.n
    n1, n0 = tables.a + tables.b, tables.c + tables.d
    p = (n1**2 * c - n0**2 * a + n1 * n0 * (n0 - n1) / 2) / n**2
    q = (a * (n0 - c) + c * (n1 - a)) / (2 * n)
    return float(p.sum()), float(q.sum())
