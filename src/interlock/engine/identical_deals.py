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
class Group:
    """Identical past deals: how many, how many won, and the odds ``p`` learnt without them."""

    many: int
    won: float
    p: float


@dataclass(frozen=True)
class Identical:
    """Past deals by profile, and how many of them the odds weigh; None corrects nothing."""

    groups: dict[bytes, Group]
    weight: float | None

    def correct(self, p: np.ndarray, codes: Codes) -> np.ndarray:
        """(K p_g + won_g) / (K + many_g) where identical past deals are, else ``p``: (deals,).

        p_g are the odds learnt without the group, so that no ending counts twice.
        """
        found = [self.groups.get(key) for key in _keys(codes)]
        pairs = zip(p, found, strict=True)
        return np.array(
            [chance if g is None else self._corrected(g, chance) for chance, g in pairs]
        )

    def _corrected(self, group: Group, p: float) -> float:
        if self.weight is None:
            return p
        return (self.weight * group.p + group.won) / (self.weight + group.many)


def fit_identical(codes: Codes, won: np.ndarray, p: np.ndarray) -> Identical:
    """The weight K that makes the endings of identical deals likeliest,

        sum_g log B(K p_g + won_g, K (1 - p_g) + lost_g) - log B(K p_g, K (1 - p_g)),

    over groups g of identical deals; ``p`` (deals,) are odds learnt without a deal's own group,
    B the beta function. Source: Griffiths (1973), the beta-binomial distribution.
    """
    keys = np.array(_keys(codes), dtype=object)
    _, group, many = np.unique(keys, return_inverse=True, return_counts=True)
    sums = np.bincount(group, weights=won), np.bincount(group, weights=p)
    names = dict(zip(keys, group, strict=True))
    groups = {
        key: Group(int(many[at]), float(sums[0][at]), float(sums[1][at] / many[at]))
        for key, at in names.items()
    }
    twins = [one for one in groups.values() if one.many > 1]
    if sum(one.many for one in twins) < FEWEST_TWINS:
        return Identical(groups, None)
    return Identical(groups, max(WEIGHTS, key=lambda weight: log_likelihood(weight, twins)))


def log_likelihood(weight: float, groups: list[Group]) -> float:
    """Of the groups' endings, when the odds weigh as much as ``weight`` deals."""
    return sum(
        _log_beta(weight * g.p + g.won, weight * (1 - g.p) + g.many - g.won)
        - _log_beta(weight * g.p, weight * (1 - g.p))
        for g in groups
    )


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _keys(codes: Codes) -> list[bytes]:
    return [row.tobytes() for row in np.ascontiguousarray(codes)]
