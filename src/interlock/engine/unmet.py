"""What a deal lacks in a week: one of a few states, each with the share of the odds that it
leaves.
"""

import numpy as np
from numba import njit

from interlock.engine.worth import LOSS_SHARE, NICE, NICE_CAP

STATES = 4 * (NICE_CAP + 1)
"""A dealbreaker or none, an important or none, and so many nice-to-haves."""

DEALBREAKER, IMPORTANT = range(2)


@njit(cache=True, nogil=True, error_model="numpy", inline="always")
def state(dealbreakers: int, importants: int, nice: int) -> int:
    """The state in which so many of each strength are unmet; 0 when nothing is."""
    return (dealbreakers > 0) + 2 * (importants > 0) + 4 * min(nice, NICE_CAP)


@njit(cache=True, nogil=True, error_model="numpy")
def states(strengths: np.ndarray) -> list[int]:
    """Every state that a deal with these needs may be in."""
    dealbreakers = (strengths == DEALBREAKER).sum()
    importants, nice = (strengths == IMPORTANT).sum(), (strengths == NICE).sum()
    return [
        state(breaks, matters, pleases)
        for breaks in range(min(dealbreakers, 1) + 1)
        for matters in range(min(importants, 1) + 1)
        for pleases in range(min(nice, NICE_CAP) + 1)
    ]


@njit(cache=True, nogil=True, error_model="numpy")
def shares(kept: np.ndarray) -> np.ndarray:
    """Factors on the odds of winning and of losing in each state: (2, states, worlds).

        k = worst of the unmet musts * that of each unmet nice-to-have, at most three;   k^-rho

    ``kept`` (worlds, 3) = exp(-psi) of each strength.
    """
    found = np.empty((2, STATES, kept.shape[0]))
    for one in range(STATES):
        for world in range(kept.shape[0]):
            breaks = kept[world, DEALBREAKER] if one % 2 else 1.0
            matters = kept[world, IMPORTANT] if one // 2 % 2 else 1.0
            found[0, one, world] = min(breaks, matters) * kept[world, NICE] ** (one // 4)
            found[1, one, world] = found[0, one, world] ** -LOSS_SHARE
    return found
