"""Deals that are alike in everything: how far what became of them corrects the odds of one more."""

from dataclasses import dataclass
from math import lgamma

import numpy as np

from interlock.engine.attribute_levels import Codes

WEIGHTS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 9.0, 14.0, 20.0, 30.0, 60.0)
"""How many deals the odds may be worth beside those that are identical."""

FEWEST_TWINS = 20
"""Fewer past deals with an identical one say nothing of this, and nothing is corrected."""


@dataclass(frozen=True)
class Identical:
    """Past deals of each profile, those won, and what the odds weigh; without a ``weight`` no
    odds are corrected.
    """

    deals: dict[bytes, tuple[int, float]]
    weight: float | None

    def correct(self, p: np.ndarray, codes: Codes) -> np.ndarray:
        """(weight p + won) / (weight + deals) over the identical past deals: (deals,)."""
        if self.weight is None:
            return p
        found = [self.deals.get(key, (0, 0.0)) for key in _keys(codes)]
        many, won = np.array(found, float).reshape(-1, 2).T
        corrected: np.ndarray = (self.weight * p + won) / (self.weight + many)
        return corrected


def fit_identical(codes: Codes, won: np.ndarray, p: np.ndarray) -> Identical:
    """The weight K that makes the endings of identical deals likeliest,

        sum_g log B(K p_g + won_g, K (1 - p_g) + lost_g) - log B(K p_g, K (1 - p_g)),

    over groups g of identical deals; ``p`` (deals,) are odds learnt without a deal's own group,
    B the beta function. Source: Griffiths (1973), the beta-binomial distribution.
    """
    keys = _keys(codes)
    deals: dict[bytes, tuple[int, float]] = {}
    sums: dict[bytes, float] = {}
    for key, ending, chance in zip(keys, won, p, strict=True):
        many, before = deals.get(key, (0, 0.0))
        deals[key] = (many + 1, before + float(ending))
        sums[key] = sums.get(key, 0.0) + float(chance)
    twins = [(n, w, sums[key] / n) for key, (n, w) in deals.items() if n > 1]
    if sum(n for n, _, _ in twins) < FEWEST_TWINS:
        return Identical(deals, None)
    return Identical(deals, max(WEIGHTS, key=lambda weight: log_likelihood(weight, twins)))


def log_likelihood(weight: float, twins: list[tuple[int, float, float]]) -> float:
    """Of groups (deals, won, odds), when the odds weigh as much as ``weight`` deals."""
    return sum(
        _log_beta(weight * p + won, weight * (1 - p) + many - won)
        - _log_beta(weight * p, weight * (1 - p))
        for many, won, p in twins
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _keys(codes: Codes) -> list[bytes]:
    return [row.tobytes() for row in np.ascontiguousarray(codes)]
