"""Deals and weeks simulated plainly, without waste: what the exact forecast is held against."""

from math import exp

import numpy as np
from numba import njit, prange

from interlock.engine.worth import LOSS_SHARE, NICE, NICE_CAP


@njit(parallel=True, cache=True)
def bookings(
    rates: np.ndarray,
    profile: np.ndarray,
    amounts: np.ndarray,
    needs: np.ndarray,
    starts: np.ndarray,
    strengths: np.ndarray,
    ready: np.ndarray,
    psi: np.ndarray,
    quarter_of: np.ndarray,
    seed: int,
) -> np.ndarray:
    """Bookings of each quarter in each draw, every deal going from week to week: (draws, quarters).

    In each week one uniform says whether the deal is won, lost or goes on. ``rates``
    (worlds, profiles, weeks, 2); ``needs`` and ``strengths`` of deal i stand from ``starts`` i to
    i + 1; ``ready`` (draws, features); ``quarter_of`` (weeks,).
    """
    draws, deals, weeks = ready.shape[0], profile.size, rates.shape[2]
    worlds = rates.shape[0]
    found = np.zeros((draws, quarter_of.max() + 1))
    for d in prange(draws):
        np.random.seed(seed + d)
        world = d % worlds
        for deal in range(deals):
            first, last = starts[deal], starts[deal + 1]
            change, keep, push = 0, 1.0, 1.0
            for t in range(weeks):
                if t >= change:
                    keep, change = _keep(
                        ready[d], needs[first:last], strengths[first:last], psi[world], t, weeks
                    )
                    push = keep**-LOSS_SHARE
                win = keep * rates[world, profile[deal], t, 0]
                lose = push * rates[world, profile[deal], t, 1]
                u = np.random.random() * (1.0 + win + lose)
                if u < win:
                    found[d, quarter_of[t]] += amounts[deal]
                    break
                if u < win + lose:
                    break
    return found


@njit(cache=True)
def _keep(
    ready: np.ndarray,
    needs: np.ndarray,
    strengths: np.ndarray,
    psi: np.ndarray,
    week: int,
    weeks: int,
) -> tuple[float, int]:
    """Share of the winning odds left, and the next week in which a need is met."""
    worst, nice, change = 0.0, 0, weeks
    for at in range(needs.size):
        met = ready[needs[at]]
        if met > week:
            change = min(change, met)
            if strengths[at] == NICE:
                nice += 1
            else:
                worst = max(worst, psi[strengths[at]])
    return exp(-worst - psi[NICE] * min(nice, NICE_CAP)), change
