"""How far a need's worth holds: bounds without assumptions, hidden bias, and the E-value."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from interlock.engine.need_estimates import NORMAL, Estimate
from interlock.records.measured import Share

BANDS = (0.35, 0.7)
"""Hidden bias in the weekly log odds: rate ratios of 1.4 and 2."""


@dataclass(frozen=True)
class Ended:
    """Deals of one class of need that ended, won of all: need unmet then, and met."""

    unmet: Share
    met: Share


def ended(needs: pl.DataFrame, strength: str) -> Ended:
    """Counts of deals in ``needs`` (deal, outcome, strength, met): met when all of a class were."""
    of_class = needs.filter(pl.col("strength") == strength)
    deals = of_class.group_by("deal", "outcome").agg(pl.col("met").all())

    def share(met: bool) -> Share:
        mine = deals.filter(pl.col("met") == met)
        return Share(int((mine["outcome"] == "won").sum()), mine.height)

    return Ended(share(met=False), share(met=True))


def without_assumptions(counts: Ended) -> tuple[float, float]:
    """What meeting the need adds to the share of deals won, whatever was different about them.

        low  = (w_m - w_u - n_m) / n,   high = (w_m + n_u - w_u) / n,   n = n_m + n_u

    w won, n ended, m met, u unmet: what each deal would have done otherwise is set to 0 and to 1.
    The bounds are one apart and always hold 0. (-1, 1) without deals. Source: Manski (1990).
    """
    won, unmet = counts.met.won - counts.unmet.won, counts.unmet.of
    total = counts.met.of + unmet
    if not total:
        return -1.0, 1.0
    return (won - counts.met.of) / total, (won + unmet) / total


def hidden_bias(psi: float, bias: float) -> tuple[float, float]:
    """psi when something that nobody wrote down moved the weekly log odds by ``bias``."""
    return psi - bias, psi + bias


def e_value(ratio: float) -> float:
    """How strongly something unseen must go with both the need and the ending to explain a ratio.

        E = RR + sqrt(RR (RR - 1)),  RR the rate ratio or, below one, its inverse

    Source: VanderWeele and Ding (2017), Sensitivity analysis in observational research.
    """
    over = max(ratio, 1 / ratio)
    return over + float(np.sqrt(over * (over - 1)))


def e_values(association: Estimate) -> tuple[float, float]:
    """E-values of exp(psi) and of the end of its 95 % interval nearer to 1 (1 when it holds 1)."""
    half = NORMAL.inv_cdf(0.975) * association.error
    near = max(0.0, abs(association.mean) - half)
    return e_value(float(np.exp(association.mean))), e_value(float(np.exp(near)))
